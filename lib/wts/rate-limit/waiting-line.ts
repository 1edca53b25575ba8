// Those of this process who wait for tokens: callers before webhooks before background work, each in order of arrival.

import { priorities } from "./priority.ts";
import type { RateLimited } from "./rate-limited.ts";
import type { Asker } from "./shares.ts";
import type { Lease } from "./token-source.ts";

export interface Waiter extends Asker {
  readonly tokens: number;
  /** It will spend so many in a row, these among them. */
  readonly expectedCalls: number;
  /** A reservation keeps the lease it is granted; the others get one token of the process's. */
  readonly keepsLease: boolean;
  /** Epoch milliseconds after which a token is of no use to it. */
  readonly startBy: number;
  grant(lease: Lease): void;
  refuse(error: RateLimited): void;
}

const goesBefore = (one: Waiter, other: Waiter): boolean =>
  priorities.indexOf(one.priority) < priorities.indexOf(other.priority);

export const waitingLine = () => {
  let waiters: readonly Waiter[] = [];
  return {
    first: (): Waiter | undefined => waiters[0],
    all: (): readonly Waiter[] => waiters,
    join: (waiter: Waiter): void => {
      const index = waiters.findIndex((other) => goesBefore(waiter, other));
      waiters = index < 0 ? [...waiters, waiter] : waiters.toSpliced(index, 0, waiter);
    },
    leave: (waiter: Waiter): void => {
      waiters = waiters.filter((other) => other !== waiter);
    },
  };
};
