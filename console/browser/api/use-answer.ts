// What a view shows: read when it opens, and again whenever something has changed.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { AnswerOf, ParamsOf } from "../../questions/question.ts";
import type { QuestionName, Questions } from "../../questions/questions.ts";
import type { Progress } from "../../server/run-command.ts";
import { language } from "../state/language.ts";
import { ask } from "./ask.ts";
import { type CallError, isGone } from "./call.ts";
import { areAnnounced, changes } from "./changes.ts";

export interface Answering<Answer> {
  /** The last one there was, also while it is read again. */
  readonly answer: Answer | undefined;
  readonly said: readonly string[];
  readonly asOf: string | undefined;
  readonly error: CallError | undefined;
  readonly progress: Progress | undefined;
  readonly isReading: boolean;
  refresh(): void;
}

interface Options {
  /** Where nobody tells of changes it is read again after so long; never where it is 0. */
  readonly everyMs?: number;
  /** It follows from hooks.config.ts as well, of whose edits nobody is told: it is read again after `everyMs` in any case. */
  readonly followsConfig?: boolean;
  /** It costs much, so only who asks for it has it read again. */
  readonly onlyWhenAsked?: boolean;
}

const defaultEveryMs = 10_000;

/** `params` undefined: there is nothing to ask yet. */
export const useAnswer = <Name extends QuestionName>(
  name: Name,
  params: ParamsOf<Questions[Name]> | undefined,
  { everyMs = defaultEveryMs, followsConfig = false, onlyWhenAsked = false }: Options = {},
): Answering<AnswerOf<Questions[Name]>> => {
  type State = Omit<Answering<AnswerOf<Questions[Name]>>, "refresh">;
  const nothing: State = {
    ...{ answer: undefined, said: [], asOf: undefined, error: undefined, progress: undefined },
    isReading: params !== undefined,
  };
  const state = useSignal<State>(nothing);
  const asked = useRef("");
  const running = useRef<AbortController | undefined>(undefined);
  const isStale = useRef(false);
  const key = JSON.stringify([name, params, language.value]);

  const read = async (): Promise<void> => {
    if (params === undefined) return;
    running.current?.abort();
    const aborting = new AbortController();
    running.current = aborting;
    isStale.current = false;
    const { signal } = aborting;
    state.value = { ...state.value, isReading: true, progress: undefined };
    try {
      const { answer, said, asOf } = await ask(name, params, {
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) state.value = { ...state.value, progress };
        },
      });
      if (!signal.aborted) state.value = { ...nothing, answer, said, asOf, isReading: false };
    } catch (error) {
      if (signal.aborted) return;
      // While the console is gone, the page says so by itself, and what was read stays.
      state.value = {
        ...state.value,
        error: isGone.value ? undefined : (error as CallError),
        isReading: false,
        progress: undefined,
      };
    } finally {
      if (running.current === aborting) running.current = undefined;
    }
    // It changed while it was read. Reading from the start each time would never come to an end on a busy stack.
    if (isStale.current) await read();
  };

  const readAgain = (): void => {
    if (running.current) isStale.current = true;
    else void read();
  };

  useEffect(() => {
    if (asked.current !== key) state.value = nothing;
    asked.current = key;
    void read();
    return () => running.current?.abort();
  }, [key]);

  const changed = changes.value;
  const known = useRef(changed);
  useEffect(() => {
    if (onlyWhenAsked || known.current === changed) return;
    known.current = changed;
    readAgain();
  }, [changed]);

  useEffect(() => {
    if (onlyWhenAsked || everyMs === 0 || (areAnnounced.value && !followsConfig)) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") readAgain();
    }, everyMs);
    return () => clearInterval(timer);
  }, [key, areAnnounced.value, everyMs]);

  return { ...state.value, refresh: () => void read() };
};
