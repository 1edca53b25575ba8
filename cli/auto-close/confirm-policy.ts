// `auto-close confirm`: lets a policy act as it was shown, and no other.
import { contentNow } from "../../lib/auto-close/policy-modes.ts";
import type { PolicyApproval } from "../../lib/auto-close/records/policy-approvals.ts";
import type { RunRecord } from "../../lib/auto-close/records/run-records.ts";
import { changesOfPolicy, type PolicyChange } from "../../lib/auto-close/rules/changes-of-policy.ts";
import type { ConfirmedPolicy } from "../../lib/auto-close/rules/confirmed-policy.ts";
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { Failure } from "../failure.ts";
import { saidSoNow } from "../said-so-now.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { changeText, policyWords } from "./policy-words.ts";
import { recordsOfRuns } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

/** With --json. */
export interface PolicyConfirmed {
  account: string;
  policy: string;
  dryRun: boolean;
  /** It names what is confirmed: what it closes, and when. */
  hash: string;
  /** The run that has shown it; null where only a preview has. */
  run: string | null;
  /** What that run came to, by how many sessions. */
  counts: RunRecord["counts"] | null;
  /** In what it is another one than what was confirmed before; null where nothing was, or only its hash is known. */
  changes: readonly PolicyChange[] | null;
  /** This very policy had been confirmed before. */
  again: boolean;
  /** Who had confirmed it before. */
  confirmedBefore: SaidSo | null;
  /** Who confirms it; null with --dry-run. */
  confirmedBy: SaidSo | null;
}

interface ConfirmOptions {
  account: string;
  policy: string;
  /** The hash of what somebody has seen. */
  seen: string | undefined;
  dryRun: boolean;
}

interface Confirmable {
  hash: string;
  content: ConfirmedPolicy | undefined;
  run: string | undefined;
}

const nothingShown = ({ account, policy }: ConfirmOptions): Failure =>
  new Failure(
    `there is nothing to confirm: no run of account ${account} has shown yet what policy ${policy} would do; \`auto-close\` begins one now, and the schedule within \`autoClose.everyMinutes\` after the deployment of a new or changed policy`,
  );

/** What a run has shown; with --seen, what a preview has as well, as long as the policy is still that one. */
const confirmableOf = (
  config: HooksConfig,
  { seenHash, seenInRun, seen }: PolicyApproval,
  options: ConfirmOptions,
): Confirmable => {
  const { account, policy, seen: wanted } = options;
  if (wanted === undefined) {
    if (seenHash === undefined || seenInRun === undefined) throw nothingShown(options);
    return { hash: seenHash, content: seen, run: seenInRun };
  }
  const configured = policiesOf(config, account).find(({ name }) => name === policy);
  const now = configured ? contentNow(config, account, configured) : { hash: seenHash, content: seen };
  if (now.hash === wanted)
    return { hash: wanted, content: now.content, run: seenHash === wanted ? seenInRun : undefined };
  throw new Failure(
    `policy ${policy} is another by now: --seen names ${wanted}, and it is ${now.hash ?? "not known"}; look at it again with \`auto-close policies\` and \`auto-close --dry-run --policy ${policy}\``,
  );
};

export const confirmPolicy = async (tools: Tools, config: HooksConfig, options: ConfirmOptions): Promise<void> => {
  const { output } = tools;
  const { account, policy, dryRun } = options;
  const { approvals, runs } = recordsOfRuns(tools, config);
  const approval = await approvals.read(account, policy);
  const { hash, content, run } = confirmableOf(config, approval, options);
  const shown = run === undefined ? undefined : await runs.read(run);
  const confirmedBy = dryRun ? null : await saidSoNow(tools);
  if (confirmedBy) await approvals.confirm(account, policy, hash, { content, saidSo: confirmedBy });
  const again = approval.confirmedHash === hash;
  const changes = approval.confirmed && content ? changesOfPolicy(approval.confirmed, content) : null;
  output.json({
    ...{ account, policy, dryRun, hash, run: run ?? null, counts: shown?.counts ?? null, changes, again },
    ...{ confirmedBefore: approval.confirmedBy ?? null, confirmedBy },
  } satisfies PolicyConfirmed);
  const locale = localeOf(config, account);
  const { language } = locale;
  const [say, sayPolicy] = [runWords[language], policyWords[language]];
  for (const change of changes ?? []) output.line(`  ${changeText(change, language)}`);
  if (dryRun) output.line(sayPolicy.wouldConfirm(policy, account, run));
  else output.line(say.confirmed({ policy, account, run, again }));
  if (!shown) return;
  output.line(say.thatRun(countsText(shown.counts, language), shown.id));
  if (!shown.counts["would-close"] && !shown.counts["would-warn"]) output.line(say.showedNobody(policy));
};
