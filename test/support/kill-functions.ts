// Kills the functions' processes at random while something goes on, as a bad day of Lambda would.
import { setTimeout as delay } from "node:timers/promises";
import type { Lambda } from "../../local/lambda/lambda.ts";
import type { Chance } from "./seeded-chance.ts";

export interface KillOptions {
  functionNames: readonly string[];
  /** On average. */
  everyMs: number;
  /** Time alone would kill the more, the less a busy machine gets done in between. */
  most: number;
  chance: Chance;
  /** Of the stack that runs at the moment. */
  lambda(): Lambda;
}

export interface Killer {
  /** So far. */
  kills(): number;
  /** Kills until the work is done. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

export const killFunctions = ({ functionNames, everyMs, most, chance, lambda }: KillOptions): Killer => {
  let kills = 0;

  const killOne = async (): Promise<void> => {
    const pids = functionNames.flatMap((name) => lambda().pids(name));
    const victim = pids[chance.below(pids.length)];
    if (victim === undefined) return;
    kills += 1;
    await lambda().kill(victim);
  };

  return {
    kills: () => kills,
    during: async (work) => {
      const over = new AbortController();
      const kill = async (): Promise<void> => {
        while (!over.signal.aborted && kills < most) {
          await killOne();
          await delay(everyMs * (0.5 + chance.next()), undefined, { signal: over.signal }).catch(() => {});
        }
      };
      const killing = kill();
      try {
        return await work();
      } finally {
        over.abort();
        await killing;
      }
    },
  };
};
