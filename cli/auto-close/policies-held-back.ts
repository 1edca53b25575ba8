// Which policies may not act, and the command that lets each: a run or a dry run of them alone would not show it.
import type { PolicyMode } from "../../lib/auto-close/records/run-records.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { runWords } from "./run-words.ts";

export const policiesHeldBack = (
  policies: readonly { name: string; mode: PolicyMode }[],
  language: Language,
): readonly string[] => {
  const say = runWords[language];
  return policies.flatMap(({ name, mode }) => (mode === "acts" ? [] : say.policy(name, say.remedies[mode](name))));
};
