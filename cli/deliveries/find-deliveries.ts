// Finds commands by what people have at hand: the command id, its beginning, or the sender's own id of the delivery.

import { commandIdIn } from "../../lib/aws/item-keys.ts";
import type { ItemKey } from "../../lib/aws/table.ts";
import { ledger, rememberedMs } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import { type DeliveryRecord, readDeliveries } from "./delivery-record.ts";
import { shownOfId } from "./shown-of-id.ts";

/** One page of the index holds about so many. */
export const mostSearched = 5_000;

/** A whole id is looked for in as many: they are read as keys alone. */
const mostOfDay = 1_000_000;
const dayMs = 86_400_000;

/** The day, and where the person named none, those before it for which a copy would be known. */
const daysFrom = (day: string | undefined): readonly string[] => {
  const now = clock.now();
  const days = Math.floor(rememberedMs / dayMs) + 1;
  return day === undefined
    ? Array.from({ length: days }, (_, back) => new Date(now - back * dayMs).toISOString().slice(0, 10))
    : [day];
};

/** Whole ids are looked for day by day: the records stand beside their sessions, and the index of the days knows where. */
export const findWhole = async (
  connection: Connection,
  ids: readonly string[],
  day?: string,
): Promise<readonly DeliveryRecord[]> => {
  const { ofDay } = ledger({ table: connection.table, clock });
  const missing = new Set(ids);
  const keys: ItemKey[] = [];
  for (const each of daysFrom(day)) {
    for (const key of missing.size > 0 ? await ofDay(each, mostOfDay) : [])
      if (missing.delete(commandIdIn(key) ?? "")) keys.push(key);
  }
  return readDeliveries(connection, keys);
};

/** Answers one by its command id, and several by a delivery id that yielded several commands. Without a day, a whole id is looked for in all that are remembered. */
export const findDeliveries = async (
  connection: Connection,
  id: string,
  day: string | undefined,
): Promise<readonly DeliveryRecord[]> => {
  const { table } = connection;
  if (/^[0-9a-f]{64}$/i.test(id)) return findWhole(connection, [id.toLowerCase()], day);
  const [first = ""] = daysFrom(day);
  const keys = await ledger({ table, clock }).ofDay(first, mostSearched);
  const isHexadecimal = /^[0-9a-f]+$/i.test(id);
  const found = isHexadecimal ? keys.filter((key) => commandIdIn(key)?.startsWith(id.toLowerCase())) : [];
  // A shorter id may as well be the sender's own number for its delivery.
  if (id.length < shownOfId || found.length === 0) {
    const sent = (await readDeliveries(connection, keys)).filter(({ deliveryId }) => deliveryId === id);
    if (sent.length > 0) return sent;
  }
  const only = findByPrefix(found, (key) => [commandIdIn(key) ?? ""], id);
  return only === undefined ? [] : readDeliveries(connection, [only]);
};
