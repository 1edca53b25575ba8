// Keeps a source whose deliveries take long, for its mapping or its API, from taking the workers that everybody's messages wait for.
import { RetryLater } from "../commands/queue/retry-later.ts";
import type { Clock } from "../runtime/clock.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { MappingBox } from "./mapping/mapping-box.ts";

/** So long a source may work beyond its half of the time before it rests: nobody notices. */
const burstMs = 500;
/** Who has come in vain waits for no more than so many turns. */
const mostTurns = 100;

/** What this process has done for a source. */
interface Use {
  /** How long it has worked beyond its half of the time, at `atMs`. */
  beyondMs: number;
  atMs: number;
  /** So many works are going on since `sinceMs`, and so many have ended since. */
  going: number;
  sinceMs: number;
  ended: number;
  /** What waits comes at a turn of its own: the next one is then, and so long is from one to the next. */
  nextTurnMs: number;
  turnMs: number;
}

export interface SlowSources {
  /** Throws RetryLater while the source rests in this process. So many of such a work are done side by side. */
  work<Result>(source: string, sideBySide: number, work: () => Promise<Result>): Promise<Result>;
  /** In so many milliseconds what had to wait is to come again. */
  turnOf(source: string, receiveCount: number): number;
  /** Answers one question after the other: of a source that the last ones have shown to be slow, no further one is asked. */
  boxOf(box: MappingBox): MappingBox;
}

/** Of a source that works all the time, half of it is left to others. */
export const slowSources = ({ clock }: { clock: Pick<Clock, "now" | "random"> }): SlowSources => {
  const useOf = perAccount(
    (): Use => ({ beyondMs: 0, atMs: 0, going: 0, sinceMs: 0, ended: 0, nextTurnMs: 0, turnMs: 0 }),
  );
  const beyondMs = (use: Use, ms: number): number => Math.max(0, use.beyondMs - (ms - use.atMs));
  /** Those of one batch begin together. */
  const restMs = (use: Use): number => (use.going > 0 ? 0 : Math.max(0, beyondMs(use, clock.now()) - burstMs));

  const end = (use: Use, sideBySide: number): void => {
    use.going -= 1;
    use.ended += 1;
    if (use.going > 0) return;
    const tookMs = clock.now() - use.sinceMs;
    use.beyondMs = beyondMs(use, use.sinceMs) + tookMs;
    use.atMs = clock.now();
    use.turnMs = (2 * tookMs) / Math.max(use.ended, sideBySide);
    use.ended = 0;
  };

  const work: SlowSources["work"] = async (source, sideBySide, task) => {
    const use = useOf(source);
    const leftMs = restMs(use);
    if (leftMs > 0) throw new RetryLater(leftMs, "resting");
    if (use.going === 0) use.sinceMs = clock.now();
    use.going += 1;
    try {
      return await task();
    } finally {
      end(use, sideBySide);
    }
  };

  return {
    work,
    turnOf: (source, receiveCount) => {
      const use = useOf(source);
      const leftMs = restMs(use);
      // Somebody else is faster than its turn was: the more often, the longer it waits for another one.
      if (receiveCount > 1) return leftMs + clock.random() * use.turnMs * Math.min(receiveCount, mostTurns);
      const turnMs = Math.max(use.nextTurnMs, clock.now() + leftMs);
      use.nextTurnMs = turnMs + use.turnMs;
      return turnMs - clock.now();
    },
    boxOf: (box) => {
      let before: Promise<unknown> = Promise.resolve();
      return {
        ...box,
        ask: (question) => {
          const source = "texts" in question ? question.delivery.source : question.source;
          const answer = before.then(() => work(source, 1, () => box.ask(question)));
          before = answer.catch(() => {});
          return answer;
        },
      };
    },
  };
};
