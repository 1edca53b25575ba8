// Counts what a week came to, from our own records alone: no call to WTS, and so many reads at most.
import { own } from "../core/value.ts";
import type { CommandRecord, Ledger } from "../records/ledger.ts";
import type { WeekFigures } from "./rules/summary-texts.ts";

const dayMs = 86_400_000;
/** A day of the busiest account has some thousands. */
const mostADay = 20_000;
const atOnce = 25;

interface WeekQuestion {
  fromMs: number;
  toMs: number;
  accounts: readonly string[];
}

interface Counts {
  closed: Map<string, number>;
  moved: number;
  refused: number;
}

const countOne = (counts: Counts, { outcome, state, door }: CommandRecord): void => {
  if (outcome?.type === "Session Closed") {
    const policy = outcome.detail.rule ?? door;
    counts.closed.set(policy, (counts.closed.get(policy) ?? 0) + 1);
  }
  if (outcome?.type === "Session Reassigned") counts.moved += 1;
  if (state === "rejected") counts.refused += 1;
};

export const weekCounter =
  (
    ledger: Pick<Ledger, "ofDay" | "readKey">,
    heldOf: (account: string) => Promise<number>,
    /** How many of a policy's closes the contact answered within a day; where it is undefined nobody has looked. */
    reopenedOf: (account: string, question: WeekQuestion) => Promise<ReadonlyMap<string, number> | undefined>,
  ) =>
  async (question: WeekQuestion): Promise<readonly WeekFigures[]> => {
    const { fromMs, toMs, accounts } = question;
    const byAccount = new Map<string, Counts>(
      accounts.map((account) => [account, { closed: new Map(), moved: 0, refused: 0 }]),
    );
    let isAtLeast = false;
    for (let ms = Math.floor(fromMs / dayMs) * dayMs; ms < toMs; ms += dayMs) {
      const keys = await ledger.ofDay(new Date(ms).toISOString().slice(0, 10), mostADay);
      isAtLeast ||= keys.length >= mostADay;
      for (let start = 0; start < keys.length; start += atOnce) {
        const records = await Promise.all(keys.slice(start, start + atOnce).map((key) => ledger.readKey(key)));
        for (const record of records) {
          const seenMs = Date.parse(record?.seenAt ?? "");
          const counts = byAccount.get(record?.account ?? "");
          if (record && counts && seenMs >= fromMs && seenMs < toMs) countOne(counts, record);
        }
      }
    }
    return Promise.all(
      [...byAccount].map(async ([account, { closed, ...counts }]) => {
        const [held, reopened] = await Promise.all([heldOf(account), reopenedOf(account, question)]);
        return {
          ...{ account, ...counts, held, isAtLeast },
          closed: [...closed]
            .map(([policy, count]) => ({ policy, closed: count, ...reopenedIn(reopened, policy) }))
            .toSorted((one, other) => other.closed - one.closed),
        };
      }),
    );
  };

const reopenedIn = (reopened: ReadonlyMap<string, number> | undefined, policy: string) =>
  reopened?.has(policy) ? { reopenedWithinDay: Number(own(Object.fromEntries(reopened), policy)) } : {};
