// The ledger's items of some commands, a few at a time.

import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import { type DeliveryRecord, readDeliveryRecord } from "./delivery-record.ts";

const atOnce = 25;

/** In the order of their ids; those that the ledger no longer has are left out. */
export const readDeliveries = async (
  { table }: Connection,
  commandIds: readonly string[],
): Promise<readonly DeliveryRecord[]> => {
  const { read } = ledger({ table, clock });
  const deliveries: DeliveryRecord[] = [];
  for (let start = 0; start < commandIds.length; start += atOnce) {
    const some = commandIds.slice(start, start + atOnce);
    const items = await Promise.all(some.map(read));
    deliveries.push(
      ...some.flatMap((commandId, index) => {
        const item = items[index];
        return item ? [readDeliveryRecord(commandId, item)] : [];
      }),
    );
  }
  return deliveries;
};
