// What a source's functions and expressions may take for one delivery: a payload that keeps them busy must not end the function.
import { createContext, Script } from "node:vm";
import { Fault, faults } from "../../core/faults.ts";

/** Senders wait 4 s and more, and the queue has its share of that. */
const mostMs = 2_000;

export interface TimeLimit {
  leftMs(): number;
  /** Stops the work itself, in the middle of a loop or of a regular expression. */
  run<Value>(work: () => Value): Value;
  /** Stops waiting. */
  settle<Value>(waiting: Value | PromiseLike<Value>): Promise<Value>;
}

export const outOfTime = (): Fault =>
  new Fault(faults.deliveryNotMapped, {
    message: `the source's functions and expressions take more than ${mostMs / 1000} s for this delivery; look for a regular expression or a loop that grows with what is sent`,
    logged: { threw: "out of time" },
  });

let room: { work?: () => unknown } | undefined;
const script = new Script("work()");

/** The one way to stop code that does not give up its turn. */
const runStopped = (work: () => unknown, timeout: number): unknown => {
  room ??= createContext({});
  room.work = work;
  try {
    return script.runInContext(room, { timeout });
  } catch (error) {
    throw Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT" ? outOfTime() : error;
  }
};

export const timeLimit = (): TimeLimit => {
  const endsAtMs = performance.now() + mostMs;
  const leftMs = () => {
    const left = Math.ceil(endsAtMs - performance.now());
    if (left < 1) throw outOfTime();
    return left;
  };
  return {
    leftMs,
    run: <Value>(work: () => Value) => runStopped(work, leftMs()) as Value,
    settle: async (waiting) => {
      let timer: NodeJS.Timeout | undefined;
      const end = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(outOfTime()), leftMs());
      });
      try {
        return await Promise.race([waiting, end]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
};
