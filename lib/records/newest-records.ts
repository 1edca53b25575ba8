// Reads the records of the last days from the newest on, from our own table alone, for whoever needs the last few of some kind.
import type { CommandRecord, Ledger } from "./ledger.ts";

const dayMs = 86_400_000;
const readAtOnce = 25;

interface NewestQuestion {
  /** Epoch milliseconds: what was first heard of before is not read. */
  fromMs: number;
  toMs: number;
  /** So many records are read in all. */
  most: number;
}

/**
 * `onRecord` gets them the newest first, and answers false once it needs no more. Answers whether all were read, down to the
 * first of that time.
 */
export const newestRecords = async (
  ledger: Pick<Ledger, "ofDay" | "readKey">,
  { fromMs, toMs, most }: NewestQuestion,
  onRecord: (record: CommandRecord) => boolean,
): Promise<{ isWhole: boolean }> => {
  let left = most;
  for (let ms = toMs; Math.floor(ms / dayMs) >= Math.floor(fromMs / dayMs); ms -= dayMs) {
    if (left <= 0) return { isWhole: false };
    const keys = await ledger.ofDay(new Date(ms).toISOString().slice(0, 10), left);
    for (let start = 0; start < keys.length; start += readAtOnce) {
      const records = await Promise.all(keys.slice(start, start + readAtOnce).map((key) => ledger.readKey(key)));
      for (const record of records) {
        if (record && Date.parse(record.seenAt) < fromMs) return { isWhole: true };
        if (record && !onRecord(record)) return { isWhole: false };
      }
    }
    left -= keys.length;
  }
  return { isWhole: left > 0 };
};
