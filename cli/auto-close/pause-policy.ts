// `auto-close pause` and `auto-close resume`: one policy stops, or goes on, without a deployment.
import { policyModes } from "../../lib/auto-close/policy-modes.ts";
import type { PolicyMode } from "../../lib/auto-close/records/run-records.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { saidSoNow } from "../said-so-now.ts";
import type { Tools } from "../with-connection.ts";
import { policiesHeldBack } from "./policies-held-back.ts";
import { policyWords } from "./policy-words.ts";
import { recordsOfRuns } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

/** With --json. */
export interface PolicySwitched {
  account: string;
  policy: string;
  /** As it is from now on, or with --dry-run would be. */
  paused: boolean;
  dryRun: boolean;
  /** As it was, and who had it so. */
  before: { paused: boolean; switchedBy: SaidSo | null };
  /** Who says so; null with --dry-run. */
  switchedBy: SaidSo | null;
  /** What it may do then; null where this hooks.config.ts does not have it, or has it switched off. */
  mode: PolicyMode | null;
}

interface PauseOptions {
  account: string;
  policy: string;
  paused: boolean;
  dryRun: boolean;
}

export const pausePolicy = async (
  tools: Tools,
  config: HooksConfig,
  { account, policy, paused, dryRun }: PauseOptions,
): Promise<void> => {
  const { output } = tools;
  const { approvals } = recordsOfRuns(tools, config);
  const known = await approvals.read(account, policy);
  const switchedBy = dryRun ? null : await saidSoNow(tools);
  if (switchedBy) await approvals.pause(account, policy, paused, switchedBy);
  const modes = await policyModes(
    {
      config,
      approvals: { ...approvals, read: async (...asked) => ({ ...(await approvals.read(...asked)), paused }) },
    },
    account,
  );
  const mode = modes.get(policy)?.mode ?? null;
  const before = { paused: known.paused, switchedBy: known.switchedBy ?? null };
  output.json({ account, policy, paused, dryRun, before, switchedBy, mode } satisfies PolicySwitched);
  const locale = localeOf(config, account);
  const [say, sayPolicy] = [runWords[locale.language], policyWords[locale.language]];
  if (known.paused === paused) output.line(sayPolicy.isAlready(policy, paused, sayPolicy.by(known.switchedBy, locale)));
  else if (dryRun) output.line(sayPolicy.wouldBe(policy, account, paused));
  else output.line(paused ? say.policyPaused(policy, account) : say.policyResumed(policy, account));
  if (!paused && mode) output.line(...policiesHeldBack([{ name: policy, mode }], locale.language));
};
