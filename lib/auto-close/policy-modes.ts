// What each policy may do in a run: a new or changed one only says what it would do, until somebody confirms it.
import { createHash } from "node:crypto";
import { sortedJson } from "../core/value.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { PolicyMode } from "./records/run-records.ts";
import type { AutoClosePolicy } from "./rules/auto-close-policy.ts";
import { policiesOf } from "./rules/policies-of.ts";
import type { ReadyPolicy } from "./rules/prepare-auto-close.ts";
import type { SessionCode } from "./rules/reason-codes.ts";

export type ModeOfPolicy = ReadonlyMap<string, { mode: PolicyMode; hash: string }>;

/**
 * It tells whether a policy is still the one that somebody confirmed. Switching it off or to a dry run, and back, leaves it
 * the same policy; whose it is, is not part of it, since each account's is confirmed by itself.
 */
export const policyHash = ({ enabled: _, dryRun: __, account: ___, ...policy }: AutoClosePolicy): string =>
  createHash("sha256").update(sortedJson(policy)).digest("hex").slice(0, 16);

/** `only` is the one policy that a run was started for. */
export const policyModes = async (
  { config, approvals }: Pick<AutoCloseDependencies, "config" | "approvals">,
  account: string,
  only?: string,
): Promise<ModeOfPolicy> => {
  const modes = new Map<string, { mode: PolicyMode; hash: string }>();
  for (const policy of policiesOf(config, account)) {
    if (!policy.enabled) continue;
    const hash = policyHash(policy);
    const { paused, seenHash, confirmedHash } = await approvals.read(account, policy.name);
    const modeNow = (): PolicyMode => {
      if (only !== undefined && policy.name !== only) return "not-asked";
      if (paused) return "paused";
      if (policy.dryRun) return "dry";
      if (confirmedHash === hash) return "acts";
      return seenHash === hash ? "waiting" : "unconfirmed";
    };
    modes.set(policy.name, { mode: modeNow(), hash });
  }
  return modes;
};

export const modeOf = (modes: ModeOfPolicy, { policy }: ReadyPolicy): PolicyMode =>
  modes.get(policy.name)?.mode ?? "paused";

const heldBackCodes: Partial<Record<PolicyMode, SessionCode>> = {
  paused: "POLICY_PAUSED",
  "not-asked": "ANOTHER_POLICY",
  waiting: "POLICY_NOT_CONFIRMED",
};

/** Why none of the policies may even say what it would do; undefined where one of them may. */
export const heldBackCode = (modes: ModeOfPolicy, policies: readonly ReadyPolicy[]): SessionCode | undefined => {
  const codes = policies.map((ready) => heldBackCodes[modeOf(modes, ready)]);
  return codes.includes(undefined) ? undefined : codes[0];
};

/** Whether a run could come to anything. */
export const hasWork = (modes: ModeOfPolicy): boolean =>
  [...modes.values()].some(({ mode }) => heldBackCodes[mode] === undefined);
