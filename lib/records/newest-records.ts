// Reads the records of the last days from the newest on, from our own table alone, for whoever needs the last few of some kind.
import type { CommandRecord, Ledger } from "./ledger.ts";
import { recordsOfKeys } from "./records-of-keys.ts";

const dayMs = 86_400_000;

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
    for await (const record of recordsOfKeys(ledger, keys)) {
      if (Date.parse(record.seenAt) < fromMs) return { isWhole: true };
      if (!onRecord(record)) return { isWhole: false };
    }
    left -= keys.length;
  }
  return { isWhole: left > 0 };
};
