// Limits what a source's functions and expressions may take for one delivery: a payload that keeps them busy must not end the function.
import { createContext, Script } from "node:vm";
import { Fault, faults } from "../../core/faults.ts";

/** Senders wait 4 s and more, and the queue has its share of that. */
const limitMs = 2_000;

export interface TimeLimit {
  leftMs(): number;
  /** Stops the work itself, in the middle of a loop or of a regular expression. */
  run<Value>(work: () => Value): Value;
  /** Stops waiting. */
  waitFor<Value>(waiting: Value | PromiseLike<Value>): Promise<Value>;
}

export const outOfTime = (): Fault =>
  new Fault(faults.deliveryNotMapped, {
    message: `the source's functions and expressions take more than ${limitMs / 1000} s for this delivery; look for a regular expression or a loop that grows with what is sent`,
    logged: { threw: "out of time" },
  });

let room: { work?: () => unknown } | undefined;
const script = new Script("work()");

/** A script with a timeout is the one way to stop code that does not give up its turn. */
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
  const endsAtMs = performance.now() + limitMs;
  const leftMs = () => {
    const left = Math.ceil(endsAtMs - performance.now());
    if (left < 1) throw outOfTime();
    return left;
  };
  return {
    leftMs,
    run: <Value>(work: () => Value) => runStopped(work, leftMs()) as Value,
    waitFor: async (waiting) => {
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

interface Found {
  match: RegExpExecArray | null;
  lastIndex: number;
}

/** Starting a watch costs more than finding this many matches, so that each watch finds some in advance. */
const matchesPerWatch = 100;

/**
 * The regular expressions of JSONata, for its option RegexEngine, stopped when the time is up: a harmless one such as /\\s+$/
 * takes minutes for 200 KB of spaces. JSONata asks for one match after the other.
 */
export const timedRegExp = (limit: TimeLimit): RegExpConstructor =>
  class extends RegExp {
    #text: string | undefined;
    #found = new Map<number, Found>();

    #find(text: string): Map<number, Found> {
      const found = new Map<number, Found>();
      for (let count = 0; count < matchesPerWatch; count += 1) {
        const from = this.lastIndex;
        const match = super.exec(text);
        found.set(from, { match, lastIndex: this.lastIndex });
        if (match === null || match[0] === "") break;
      }
      return found;
    }

    override exec(text: string): RegExpExecArray | null {
      const from = this.lastIndex;
      if (text !== this.#text || !this.#found.has(from)) {
        this.#found = limit.run(() => this.#find(text));
        this.#text = text;
      }
      const { match, lastIndex } = this.#found.get(from) as Found;
      this.lastIndex = lastIndex;
      return match;
    }
  } as unknown as RegExpConstructor;
