// Finds commands by what people have at hand: the command id, its beginning, or the sender's own id of the delivery.

import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import { type DeliveryRecord, readDeliveries } from "./delivery-record.ts";

/** One page of the index holds about so many. */
export const mostSearched = 5_000;

/** `deliveries list` shows so much of an id: it is nearly always the only one of a day that begins like that. */
export const shownOfId = 12;

/** Answers one by its command id, and several by a delivery id that yielded several commands. */
export const findDeliveries = async (
  connection: Connection,
  id: string,
  day: string,
): Promise<readonly DeliveryRecord[]> => {
  const { table } = connection;
  if (/^[0-9a-f]{64}$/i.test(id)) return readDeliveries(connection, [id.toLowerCase()]);
  const ids = await ledger({ table, clock }).ofDay(day, mostSearched);
  const found = /^[0-9a-f]+$/i.test(id) ? ids.filter((one) => one.startsWith(id.toLowerCase())) : [];
  // A shorter id may as well be the sender's own number for its delivery.
  if (id.length < shownOfId || found.length === 0) {
    const sent = (await readDeliveries(connection, ids)).filter(({ deliveryId }) => deliveryId === id);
    if (sent.length > 0) return sent;
  }
  const only = findByPrefix(found, (one) => [one], id);
  return only === undefined ? [] : readDeliveries(connection, [only]);
};
