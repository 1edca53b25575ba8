// Counts what a week came to, from our own records alone: no call to WTS, and so many reads at most.
import type { CommandRecord, Ledger } from "../records/ledger.ts";
import { recordsOfDays } from "../records/records-of-days.ts";
import type { WeekFigures } from "./rules/summary-texts.ts";

/** A day of the busiest account has some thousands. */
const mostADay = 20_000;

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
    const { isAtLeast } = await recordsOfDays(ledger, { fromMs, toMs: toMs - 1, mostADay }, (record) => {
      const seenMs = Date.parse(record.seenAt);
      const counts = byAccount.get(record.account);
      if (counts && seenMs >= fromMs && seenMs < toMs) countOne(counts, record);
    });
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

const reopenedIn = (reopened: ReadonlyMap<string, number> | undefined, policy: string) => {
  const reopenedWithinDay = reopened?.get(policy);
  return reopenedWithinDay === undefined ? {} : { reopenedWithinDay };
};
