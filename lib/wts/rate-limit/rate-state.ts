// What all processes know together about one account's rate, and the table that keeps it for them.
import type { Priority } from "./priority.ts";

export interface RateState {
  /** It is another number after every write, and 0 while nothing was written. */
  readonly version: number;
  /** Tokens granted, one count a slot, the newest last. */
  readonly counts: Uint8Array;
  /** The slot of the newest count, numbered from the epoch. */
  readonly slot: number;
  /** Epoch milliseconds up to which the even pace has been handed out. */
  readonly pacedUntil: number;
  /** Epoch milliseconds before which no background call is granted more than its share. */
  readonly backgroundHeldUntil: number;
  /** Epoch milliseconds before which no webhook is granted more than the queue's share. */
  readonly queueHeldUntil: number;
  /** Epoch milliseconds up to which each priority has used its own share. */
  readonly usedUntil: Readonly<Record<Priority, number>>;
  /** The same of each client that has used its part of the callers' share in advance. */
  readonly clientsUsedUntil: Readonly<Record<string, number>>;
  /** Epoch milliseconds before which nobody is. */
  readonly pausedUntil: number;
}

export const unusedRate: RateState = {
  version: 0,
  counts: new Uint8Array(0),
  slot: 0,
  pacedUntil: 0,
  backgroundHeldUntil: 0,
  queueHeldUntil: 0,
  usedUntil: { caller: 0, queue: 0, background: 0 },
  clientsUsedUntil: {},
  pausedUntil: 0,
};

/** Each throws whatever its store throws, in bounded time. */
export interface RateTable {
  read(account: string): Promise<RateState>;
  /** Writes all of `next` but its pause, if `seenVersion` still stands; answers what is in the table afterwards. */
  replace(account: string, seenVersion: number, next: RateState): Promise<RateState>;
  /** An earlier end than the one in the table changes nothing. */
  pause(account: string, until: number): Promise<void>;
}
