// How one person is chosen among those who can take a session: a new strategy is a new row of this table, and nothing else.
import { type Candidate, loadOf, type Pool } from "./candidate.ts";

interface Strategy {
  /** The choice depends on how many sessions each person has; they are counted for it alone, since that costs calls to WTS. */
  countsSessions: boolean;
  /** A counter that every function shares says whose turn it is, and each choice uses a turn up. */
  takesTurns: boolean;
  /** `eligible` is in the order of the ids. Undefined when the strategy wants none of them. */
  choose(eligible: readonly Candidate[], pool: Pool, turn: number): Candidate | undefined;
}

const table = {
  "least-open": {
    countsSessions: true,
    takesTurns: false,
    choose: (eligible, { ownerId }) =>
      eligible.toSorted(
        (one, other) =>
          loadOf(one, ownerId) - loadOf(other, ownerId) ||
          // Whoever never had a session has waited longest, and a time that is no number (NaN) counts as never:
          // compared as it is, it would hide who has waited longer behind it.
          (one.lastAssignedAtMs || 0) - (other.lastAssignedAtMs || 0),
      )[0],
  },
  "round-robin": {
    countsSessions: false,
    takesTurns: true,
    choose: (eligible, _pool, turn) => eligible[turn % eligible.length],
  },
  direct: {
    countsSessions: false,
    takesTurns: false,
    choose: (eligible, { users = [] }) =>
      users.flatMap((userId) => eligible.find((candidate) => candidate.userId === userId) ?? [])[0],
  },
} satisfies Record<string, Strategy>;

export type StrategyName = keyof typeof table;

export const strategyNames = Object.keys(table) as StrategyName[];

export const strategies: Readonly<Record<StrategyName, Strategy>> = table;

/** Without users, "direct" means the department's queue. Both are read as they were written, whatever they are. */
export const isQueueOnly = (strategy: unknown, users: unknown): boolean => strategy === "direct" && users === undefined;
