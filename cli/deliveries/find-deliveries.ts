// Commands by what people have at hand: the command id, its beginning, or the sender's own id of the delivery.
import { systemClock as clock } from "../../lib/clock.ts";
import { ledger } from "../../lib/ledger.ts";
import type { Connection } from "../connection.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import type { Delivery } from "./delivery.ts";
import { readDeliveries } from "./read-deliveries.ts";

/** What one page of the index holds, roughly. */
export const mostSearched = 5_000;

/** One by its command id; several by a delivery id that yielded several commands. */
export const findDeliveries = async (connection: Connection, id: string, day: string): Promise<readonly Delivery[]> => {
  const { table } = connection;
  if (/^[0-9a-f]{64}$/i.test(id)) return readDeliveries(connection, [id.toLowerCase()]);
  const ids = await ledger({ table, clock }).ofDay(day, mostSearched);
  const found = /^[0-9a-f]+$/i.test(id) ? findByPrefix(ids, (one) => one, id) : undefined;
  if (found !== undefined) return readDeliveries(connection, [found]);
  return (await readDeliveries(connection, ids)).filter(({ deliveryId }) => deliveryId === id);
};
