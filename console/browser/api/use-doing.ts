// Does at once what concerns this machine alone: nobody has to look before at what can be played again.
import { useSignal } from "@preact/signals";
import type { ActName, Acts } from "../../acts/acts.ts";
import type { AnswerOf, ParamsOf } from "../../questions/question.ts";
import { perform, preview } from "./ask.ts";
import type { Called } from "./call.ts";
import { changes } from "./changes.ts";

export interface Doing<Name extends ActName> {
  /** Undefined until it was done, and while it is done again. */
  readonly done: Called<AnswerOf<Acts[Name]>> | undefined;
  readonly error: Error | undefined;
  readonly isDoing: boolean;
  /** Answers whether it was done. */
  run(params: ParamsOf<Acts[Name]>): Promise<boolean>;
}

export const useDoing = <Name extends ActName>(name: Name): Doing<Name> => {
  const done = useSignal<Called<AnswerOf<Acts[Name]>> | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  const isDoing = useSignal(false);
  return {
    done: done.value,
    error: error.value,
    isDoing: isDoing.value,
    run: async (params) => {
      if (isDoing.value) return false;
      isDoing.value = true;
      done.value = undefined;
      error.value = undefined;
      try {
        const { seen = "" } = await preview(name, params);
        done.value = await perform(name, params, seen);
        changes.value += 1;
        return true;
      } catch (failure) {
        error.value = failure as Error;
        return false;
      } finally {
        isDoing.value = false;
      }
    },
  };
};
