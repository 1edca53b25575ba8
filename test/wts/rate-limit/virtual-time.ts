// A clock that jumps to whatever is due next, so that a day of waiting passes in seconds; chance comes from a seed.
import type { Clock } from "../../../lib/runtime/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

const isBefore = (one: Sleeper, other: Sleeper): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

const sleeperHeap = () => {
  const heap: Sleeper[] = [];
  const at = (index: number): Sleeper => {
    const sleeper = heap[index];
    if (!sleeper) throw new RangeError(`no sleeper at ${index}`);
    return sleeper;
  };
  const swap = (one: number, other: number): void => {
    const kept = at(one);
    heap[one] = at(other);
    heap[other] = kept;
  };
  return {
    first: (): Sleeper | undefined => heap[0],
    push: (sleeper: Sleeper): void => {
      let index = heap.push(sleeper) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && isBefore(at(index), at(parent)); parent = (index - 1) >> 1) {
        swap(index, parent);
        index = parent;
      }
    },
    pop: (): void => {
      swap(0, heap.length - 1);
      heap.pop();
      for (let index = 0; ; ) {
        const smallest = [2 * index + 1, 2 * index + 2]
          .filter((child) => child < heap.length)
          .reduce((least, child) => (isBefore(at(child), at(least)) ? child : least), index);
        if (smallest === index) return;
        swap(index, smallest);
        index = smallest;
      }
    },
  };
};

/** Answers numbers from 0 up to, not including, 1, which are the same for the same seed. */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const everythingSettled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export interface VirtualTime {
  readonly clock: Clock;
  /** Lets this much time pass, and everything happen that is due in it. */
  pass(durationMs: number): Promise<void>;
}

export const virtualTime = (seed: number, start = Date.UTC(2026, 2, 2, 8)): VirtualTime => {
  const sleepers = sleeperHeap();
  let now = start;
  let order = 0;
  return {
    clock: {
      now: () => now,
      sleep: (ms) =>
        new Promise((wake) => {
          order += 1;
          sleepers.push({ at: now + Math.max(1, Math.round(ms)), order, wake });
        }),
      random: seededRandom(seed),
    },
    pass: async (durationMs) => {
      const end = now + durationMs;
      await everythingSettled();
      for (let next = sleepers.first(); next && next.at <= end; next = sleepers.first()) {
        now = next.at;
        for (let due: Sleeper | undefined = next; due && due.at === now; due = sleepers.first()) {
          sleepers.pop();
          due.wake();
        }
        await everythingSettled();
      }
      now = end;
    },
  };
};
