// Which policies may not act, and the command that lets each: a run or a dry run of them alone would not tell.
import type { PolicyMode } from "../../lib/auto-close/records/run-records.ts";

const remedies: Readonly<Record<Exclude<PolicyMode, "acts">, (policy: string) => string>> = {
  dry: () => "only says what it would do (`dryRun` in hooks.config.ts)",
  paused: (policy) => `is paused: \`auto-close resume ${policy}\` lets it act`,
  waiting: (policy) => `is not confirmed yet: \`auto-close confirm ${policy}\` lets it act`,
  unconfirmed: (policy) =>
    `is new or changed: its first run only says what it would do, then \`auto-close confirm ${policy}\` lets it act`,
};

export const policiesHeldBack = (policies: readonly { name: string; mode: PolicyMode }[]): readonly string[] =>
  policies.flatMap(({ name, mode }) => (mode === "acts" ? [] : `Policy ${name} ${remedies[mode](name)}.`));
