// The ledger's items of some commands, a few at a time.
import { systemClock as clock } from "../../lib/clock.ts";
import { ledger } from "../../lib/records/ledger.ts";
import type { Connection } from "../connection.ts";
import { type Delivery, readDelivery } from "./delivery.ts";

const atOnce = 25;

/** In the order of their ids; those that the ledger no longer has are left out. */
export const readDeliveries = async (
  { table }: Connection,
  commandIds: readonly string[],
): Promise<readonly Delivery[]> => {
  const { read } = ledger({ table, clock });
  const deliveries: Delivery[] = [];
  for (let start = 0; start < commandIds.length; start += atOnce) {
    const some = commandIds.slice(start, start + atOnce);
    const items = await Promise.all(some.map(read));
    deliveries.push(
      ...some.flatMap((commandId, index) => {
        const item = items[index];
        return item ? [readDelivery(commandId, item)] : [];
      }),
    );
  }
  return deliveries;
};
