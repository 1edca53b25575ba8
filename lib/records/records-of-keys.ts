// Reads the records that a day's list names, some at a time.
import type { CommandRecord, Ledger } from "./ledger.ts";

const readAtOnce = 25;

/** In the order of the keys; a record that is gone by then is left out. Whoever stops in the middle reads no more than was begun. */
export async function* recordsOfKeys(
  { readKey }: Pick<Ledger, "readKey">,
  keys: Awaited<ReturnType<Ledger["ofDay"]>>,
): AsyncGenerator<CommandRecord> {
  for (let start = 0; start < keys.length; start += readAtOnce) {
    const records = await Promise.all(keys.slice(start, start + readAtOnce).map((key) => readKey(key)));
    for (const record of records) if (record) yield record;
  }
}
