// Keeps for a while what WTS was asked for on a stage, and lets all tabs share it: a page that asks every few seconds asks WTS no more for that.
import type { Clock } from "../../lib/runtime/clock.ts";

export interface KeptAnswer<Answer> {
  readonly answer: Answer;
  /** Epoch milliseconds: the answer is of then. */
  readonly atMs: number;
}

export interface AnswerCache<Answer> {
  /**
   * Answers what the same words were answered lately, or are being answered now, and else what `work` answers. What `work`
   * throws is thrown to all who wait for it, and not kept.
   */
  answer(words: readonly string[], work: () => Promise<Answer>): Promise<KeptAnswer<Answer>>;
  /** Somebody has changed something: who asks from now on is answered what is so afterwards. */
  forget(): void;
}

interface Entry<Answer> {
  readonly answered: Promise<KeptAnswer<Answer>>;
  /** Epoch milliseconds; undefined while it is being answered. */
  atMs: number | undefined;
}

const usualKeptMs = 10_000;

export const answerCache = <Answer>({
  clock,
  keptMs = usualKeptMs,
}: {
  readonly clock: Pick<Clock, "now">;
  readonly keptMs?: number;
}): AnswerCache<Answer> => {
  const entries = new Map<string, Entry<Answer>>();

  /** What is of a time to come was answered before the clock was put back. */
  const isOld = (atMs: number): boolean => clock.now() >= atMs + keptMs || clock.now() < atMs;

  const dropOld = (): void => {
    for (const [key, { atMs }] of entries) if (atMs !== undefined && isOld(atMs)) entries.delete(key);
  };

  const begin = (key: string, work: () => Promise<Answer>): Entry<Answer> => {
    const answered = work().then((answer) => ({ answer, atMs: clock.now() }));
    const entry: Entry<Answer> = { answered, atMs: undefined };
    entries.set(key, entry);
    answered.then(
      ({ atMs }) => {
        entry.atMs = atMs;
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key);
      },
    );
    return entry;
  };

  return {
    answer: async (words, work) => {
      dropOld();
      const key = JSON.stringify(words);
      return (entries.get(key) ?? begin(key, work)).answered;
    },
    forget: () => entries.clear(),
  };
};
