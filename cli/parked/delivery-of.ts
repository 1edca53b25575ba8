// Finds the webhook's delivery that something parked came with: in the message itself, or in the table for what was too large to travel.
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { RawDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { type CommandRecord, ledger } from "../../lib/records/ledger.ts";
import { type DeliveryName, rawDeliveries } from "../../lib/records/raw-deliveries.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { placeOfItem } from "../../lib/webhooks/place-of-item.ts";
import type { Connection } from "../connection.ts";

/** Undefined where nothing of it went wrong, or it is too long ago. */
export const keptDelivery = (
  { table }: Pick<Connection, "table">,
  name: DeliveryName,
): Promise<RawDelivery | undefined> => rawDeliveries({ table, clock, keptDays: 0 }).read(name);

/** Undefined for what came another way than by webhook. */
export const deliveryOf = async (connection: Connection, queued: QueueItem): Promise<RawDelivery | undefined> => {
  if (queued.kind === "delivery") return queued.delivery;
  const { account, source, deliveryId, receivedAt, raw } = queued;
  if (raw !== undefined || receivedAt === undefined) return raw;
  return keptDelivery(connection, { account, source, deliveryId, receivedAt });
};

/** Undefined for a delivery that became nothing yet, and for what was never begun. */
export const recordOf = async (
  { table }: Pick<Connection, "table">,
  queued: QueueItem,
): Promise<CommandRecord | undefined> => {
  if (queued.kind === "delivery") return undefined;
  return ledger({ table, clock }).read(placeOfItem(queued), queued.id);
};
