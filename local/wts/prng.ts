// Makes seeded randomness (mulberry32): the same seed gives the same company, the same faults, on every machine.
import { createHash } from "node:crypto";

export interface Prng {
  next(): number;
  below(limit: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

export const prng = (seed: number | string): Prng => {
  let state = createHash("sha256").update(String(seed)).digest().readUInt32LE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: (items) => items[below(items.length)] ?? items[0] };
};
