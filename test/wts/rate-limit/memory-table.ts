// Stands for the rate limits' table: as atomic, as slow, and failing on demand.
import type { Clock } from "../../../lib/runtime/clock.ts";
import { type RateState, type RateTable, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";

export interface MemoryTable extends RateTable {
  readonly counted: { reads: number; writes: number; conflicts: number };
  /** While it is true, each operation fails, after as long as a time-out takes. */
  failing: boolean;
  /** The next write is done, but its answer is lost. */
  loseNextAnswer: boolean;
  state(): RateState;
  put(state: RateState): void;
}

export const memoryTable = (clock: Clock, latencyMs: () => number = () => 4 + clock.random() * 8): MemoryTable => {
  let state: RateState = unusedRate;
  const counted = { reads: 0, writes: 0, conflicts: 0 };

  const reach = async (): Promise<void> => {
    if (table.failing) {
      await clock.sleep(1_000);
      throw Object.assign(new Error("no answer in 1000 ms"), { name: "TimeoutError" });
    }
    await clock.sleep(latencyMs() / 2);
  };

  const answer = async <Value>(value: Value): Promise<Value> => {
    const lost = table.loseNextAnswer;
    table.loseNextAnswer = false;
    await clock.sleep(latencyMs() / 2);
    if (lost) throw Object.assign(new Error("no answer in 1000 ms"), { name: "TimeoutError" });
    return value;
  };

  const table: MemoryTable = {
    counted,
    failing: false,
    loseNextAnswer: false,
    state: () => state,
    put: (next) => {
      state = next;
    },
    read: async () => {
      await reach();
      counted.reads += 1;
      return answer(state);
    },
    replace: async (_account, seenVersion, next) => {
      await reach();
      counted.writes += 1;
      if (state.version === seenVersion) state = { ...next, pausedUntil: state.pausedUntil };
      else counted.conflicts += 1;
      return answer(state);
    },
    pause: async (_account, until) => {
      await reach();
      counted.writes += 1;
      if (until > state.pausedUntil) state = { ...state, pausedUntil: until, version: state.version + 1 };
      return answer(undefined);
    },
  };
  return table;
};
