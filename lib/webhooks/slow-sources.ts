// Keeps a source whose deliveries take long, for its mapping or its API, from taking the workers that everybody's messages wait for.
import { RetryLater } from "../commands/queue/retry-later.ts";
import type { Clock } from "../runtime/clock.ts";
import type { MappingBox } from "./mapping/mapping-box.ts";

/** What takes less is over before anybody notices. */
const slowMs = 300;

/** Who has come in vain waits for no more than so many turns. */
const mostTurns = 100;

interface Slow {
  /** It rests for as long as it has taken: half of a worker's time is left to others, whatever it does. */
  restsUntilMs: number;
  /** What waits comes at its own turn: the next one is then. */
  nextTurnMs: number;
  /** From one turn to the next. */
  turnMs: number;
}

export interface SlowSources {
  /** Throws RetryLater while the source rests in this process. So many of such a work are done side by side. */
  work<Result>(source: string, sideBySide: number, work: () => Promise<Result>): Promise<Result>;
  /** In so many milliseconds what had to wait is to come again. */
  turnOf(source: string, receiveCount: number): number;
  /** Answers one question after the other: of a source that the last one has shown to be slow, no further one is asked. */
  boxOf(box: MappingBox): MappingBox;
}

export const slowSources = ({ clock }: { clock: Pick<Clock, "now" | "random"> }): SlowSources => {
  const known = new Map<string, Slow>();
  const restOf = (source: string): number => (known.get(source)?.restsUntilMs ?? 0) - clock.now();

  const note = (source: string, sideBySide: number, tookMs: number): void => {
    if (tookMs < slowMs) return;
    const { restsUntilMs = 0, nextTurnMs = 0 } = known.get(source) ?? {};
    const until = Math.max(restsUntilMs, clock.now() + tookMs);
    known.set(source, { restsUntilMs: until, nextTurnMs, turnMs: (2 * tookMs) / sideBySide });
  };

  const work: SlowSources["work"] = async (source, sideBySide, task) => {
    const restMs = restOf(source);
    if (restMs > 0) throw new RetryLater(restMs, "resting");
    const startedMs = clock.now();
    try {
      return await task();
    } finally {
      note(source, sideBySide, clock.now() - startedMs);
    }
  };

  return {
    work,
    turnOf: (source, receiveCount) => {
      const restMs = Math.max(0, restOf(source));
      const slow = known.get(source);
      if (!slow) return restMs;
      // Somebody else is faster than its turn was: the more often, the longer it waits for another one.
      if (receiveCount > 1) return restMs + clock.random() * slow.turnMs * Math.min(receiveCount, mostTurns);
      const turnMs = Math.max(slow.nextTurnMs, slow.restsUntilMs);
      slow.nextTurnMs = turnMs + slow.turnMs;
      return Math.max(0, turnMs - clock.now());
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
