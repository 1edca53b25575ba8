// What each policy may do in a run: a new or changed one only says what it would do, until somebody confirms it.

import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { PolicyMode } from "./records/run-records.ts";
import { policyHash } from "./rules/policy-hash.ts";

export type ModeOfPolicy = ReadonlyMap<string, { mode: PolicyMode; hash: string }>;

/** `only`: of a run that somebody started for one policy. */
export const policyModes = async (
  { config, approvals }: Pick<AutoCloseDependencies, "config" | "approvals">,
  account: string,
  only?: string,
): Promise<ModeOfPolicy> => {
  const modes = new Map<string, { mode: PolicyMode; hash: string }>();
  for (const policy of config.autoClose.policies) {
    if (!policy.enabled) continue;
    const hash = policyHash(policy);
    const { paused, seenHash, confirmedHash } = await approvals.read(account, policy.name);
    const modeOf = (): PolicyMode => {
      if (paused || (only !== undefined && policy.name !== only)) return "paused";
      if (policy.dryRun) return "dry";
      if (confirmedHash === hash) return "acts";
      return seenHash === hash ? "waiting" : "unconfirmed";
    };
    modes.set(policy.name, { mode: modeOf(), hash });
  }
  return modes;
};

/** Whether a run could come to anything. */
export const hasWork = (modes: ModeOfPolicy): boolean =>
  [...modes.values()].some(({ mode }) => mode === "acts" || mode === "dry" || mode === "unconfirmed");
