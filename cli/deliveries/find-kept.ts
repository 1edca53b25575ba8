// Finds the delivery itself of which something was refused, or found nobody, by whatever id people have of it.
import type { RawDelivery } from "../../lib/core/queue/queued-delivery.ts";
import type { Connection } from "../connection.ts";
import { NotFound } from "../failure.ts";
import { keptDelivery } from "../parked/delivery-of.ts";
import { findDeliveries } from "./find-deliveries.ts";

/** `tried` are the attempts of its commands. Several of these mean the same delivery. Throws NotFound where none is kept. */
export const findKept = async (
  connection: Connection,
  id: string,
  day: string | undefined,
): Promise<{ delivery: RawDelivery; tried: readonly number[] }> => {
  const records = await findDeliveries(connection, id, day);
  if (records.length === 0)
    throw new NotFound(
      `${connection.place} knows no command ${id}: \`deliveries list\` shows those of a day; name another with --day`,
    );
  const tried = records.map(({ attempt }) => attempt);
  for (const { account, source, deliveryId, receivedAt } of records) {
    const delivery =
      receivedAt === undefined
        ? undefined
        : await keptDelivery(connection, { account, source, deliveryId, receivedAt });
    if (delivery) return { delivery, tried };
  }
  throw new NotFound(
    "no delivery is kept of it: it did not come by webhook, all of it was applied, or it is longer ago than rawKeptDays; have its sender send it again",
  );
};
