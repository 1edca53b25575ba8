// Reads every record of some days, from our own table alone.
import type { CommandRecord, Ledger } from "./ledger.ts";
import { recordsOfKeys } from "./records-of-keys.ts";

const dayMs = 86_400_000;

interface DaysQuestion {
  /** Epoch milliseconds: the days from the one to the other are read whole. */
  fromMs: number;
  toMs: number;
  mostADay: number;
}

/** `onRecord` gets them day by day. Answers whether some day has more than were read of it. */
export const recordsOfDays = async (
  ledger: Pick<Ledger, "ofDay" | "readKey">,
  { fromMs, toMs, mostADay }: DaysQuestion,
  onRecord: (record: CommandRecord) => void,
): Promise<{ isAtLeast: boolean }> => {
  let isAtLeast = false;
  for (let ms = Math.floor(fromMs / dayMs) * dayMs; ms <= toMs; ms += dayMs) {
    const keys = await ledger.ofDay(new Date(ms).toISOString().slice(0, 10), mostADay);
    isAtLeast ||= keys.length >= mostADay;
    for await (const record of recordsOfKeys(ledger, keys)) onRecord(record);
  }
  return { isAtLeast };
};
