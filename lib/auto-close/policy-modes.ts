// What each policy may do in a run: a new one, or one that was changed to close more or sooner, only says what it would do, until somebody confirms it.
import { createHash } from "node:crypto";
import { zoneOf } from "../core/hours/zone-of.ts";
import { sortedJson } from "../core/value.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { PolicyApproval } from "./records/policy-approvals.ts";
import type { PolicyMode } from "./records/run-records.ts";
import type { AutoClosePolicy } from "./rules/auto-close-policy.ts";
import { closesNoMoreNoSooner } from "./rules/closes-no-more.ts";
import { type ConfirmedPolicy, confirmedPolicyOf } from "./rules/confirmed-policy.ts";
import { policiesOf } from "./rules/policies-of.ts";
import { unsaidOrigin } from "./rules/policy-problems.ts";
import type { ReadyPolicy } from "./rules/prepare-auto-close.ts";
import type { SessionCode } from "./rules/reason-codes.ts";

export interface KnownMode {
  mode: PolicyMode;
  /** It is another one whenever the policy, or what goes before it, has changed in anything but its texts. */
  hash: string;
  /** What somebody confirms who has seen what it would do. */
  content?: ConfirmedPolicy;
  /** Since then it waits for somebody's yes, in epoch milliseconds. */
  waitsSinceMs?: number;
}

export type ModeOfPolicy = ReadonlyMap<string, KnownMode>;

const hashOf = (value: unknown): string => createHash("sha256").update(sortedJson(value)).digest("hex").slice(0, 16);

/**
 * It tells whether a policy is the very one that somebody confirmed. Switching it off or to a dry run, and back, leaves it
 * the same policy; whose it is, is not part of it, since each account's is confirmed by itself.
 */
export const policyHash = ({
  enabled: _,
  dryRun: __,
  account: ___,
  ...policy
}: Omit<AutoClosePolicy, "courtesyReplies">): string => hashOf(policy);

/**
 * What earlier versions made of the same policy: they did not know `courtesyReplies`, and took every message for an answer
 * where nothing was said. That automatic replies are none by now closes less, and stops nobody's policy.
 */
const earlierHashes = ({ courtesyReplies, ...policy }: AutoClosePolicy): readonly string[] => {
  if (courtesyReplies !== false) return [];
  const isDefault = sortedJson(policy.answersThatDoNotCount) === sortedJson([unsaidOrigin]);
  return [policy, ...(isDefault ? [{ ...policy, answersThatDoNotCount: [] }] : [])].map(policyHash);
};

/** A change that closes no more and nothing sooner needs no yes: without the content that was confirmed, nobody could tell. */
export const isConfirmed = (
  { confirmed, confirmedHash }: Pick<PolicyApproval, "confirmed" | "confirmedHash">,
  policy: AutoClosePolicy,
  content: ConfirmedPolicy,
): boolean =>
  confirmed
    ? closesNoMoreNoSooner(confirmed, content)
    : confirmedHash !== undefined && [policyHash(policy), ...earlierHashes(policy)].includes(confirmedHash);

/** What somebody confirms of a policy, as it is configured now, and the hash by which it is named. */
export const contentNow = (
  config: AutoCloseDependencies["config"],
  account: string,
  policy: AutoClosePolicy,
): { content: ConfirmedPolicy; hash: string } => {
  const content = confirmedPolicyOf(policy, policiesOf(config, account), zoneOf(config, account));
  return { content, hash: hashOf(content) };
};

/** `only` is the one policy that a run was started for. */
export const policyModes = async (
  { config, approvals }: Pick<AutoCloseDependencies, "config" | "approvals">,
  account: string,
  only?: string,
): Promise<ModeOfPolicy> => {
  const modes = new Map<string, KnownMode>();
  for (const policy of policiesOf(config, account)) {
    if (!policy.enabled) continue;
    const { content, hash } = contentNow(config, account, policy);
    const approval = await approvals.read(account, policy.name);
    const modeNow = (): PolicyMode => {
      if (only !== undefined && policy.name !== only) return "not-asked";
      if (approval.paused) return "paused";
      if (policy.dryRun) return "dry";
      if (isConfirmed(approval, policy, content)) return "acts";
      return approval.seenHash === hash ? "waiting" : "unconfirmed";
    };
    const mode = modeNow();
    const waitsSinceMs = mode === "waiting" ? approval.seenAtMs : undefined;
    modes.set(policy.name, { mode, hash, content, ...(waitsSinceMs !== undefined && { waitsSinceMs }) });
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
