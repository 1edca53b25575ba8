// `auto-close policies`: each policy of an account, what it may do and who said so, and in what it is another one than what was confirmed. Only our own table is read.
import { contentNow, isConfirmed, type ModeOfPolicy, policyModes } from "../../lib/auto-close/policy-modes.ts";
import type { PolicyApproval } from "../../lib/auto-close/records/policy-approvals.ts";
import type { PolicyMode, RunRecord } from "../../lib/auto-close/records/run-records.ts";
import type { AutoClosePolicy } from "../../lib/auto-close/rules/auto-close-policy.ts";
import { changesOfPolicy, type PolicyChange } from "../../lib/auto-close/rules/changes-of-policy.ts";
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import { whyNoRun } from "../../lib/auto-close/why-no-run.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import type { SwitchState } from "../../lib/records/kill-switch.ts";
import { checkAccount } from "../check-account.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { shownTime } from "../display/time-text.ts";
import { editedSinceBuild } from "../edited-since-build.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { policiesHeldBack } from "./policies-held-back.ts";
import { aboutText, changeText, closesText, policyWords } from "./policy-words.ts";
import { recordsOfRuns } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

export interface PolicyState {
  name: string;
  /** `off`: `enabled` is false. */
  mode: PolicyMode | "off";
  /** It names what the policy closes, and when; `--seen` of `auto-close confirm` takes it. */
  hash: string;
  /** In words of the configuration's language: about which sessions it is, and when it closes them. */
  about: string;
  closes: string;
  /** What a run has shown of it; null: none has. */
  seen: { run: string; at: string | null; hash: string } | null;
  /** What somebody confirmed; null: nobody did. */
  confirmed: { hash: string; saidSo: SaidSo | null } | null;
  /** In what it is another one than what was confirmed; null where nobody confirmed it, or only its hash is known. */
  changes: readonly PolicyChange[] | null;
  /** It closes more than what was confirmed, or sooner: it acts only when somebody has confirmed it. */
  needsConfirmation: boolean;
  paused: boolean;
  /** Who paused or resumed it last. */
  switchedBy: SaidSo | null;
}

/** With --json. */
export interface PolicyList {
  place: string;
  account: string;
  timeZone: string;
  now: string;
  /** The kill switch of the account. */
  killSwitch: { paused: boolean; switchedBy: SaidSo | null };
  /** When the schedule begins the next one; null where it will not, and why. A run under way goes on within a minute. */
  nextRun: { at: string | null; why: "due" | "under-way" | "paused" | "stopped" | "no-policy"; run: string | null };
  lastRun: Pick<RunRecord, "id" | "state" | "startedAt" | "startedBy" | "counts"> | null;
  policies: readonly PolicyState[];
  /** This file was edited after what runs here was built: the schedule's runs know nothing of it. Null: none was, or nobody can say, as of a stage. */
  editedSinceBuild: string | null;
}

const minuteMs = 60_000;
const isoOf = (ms: number): string => new Date(ms).toISOString();

const stateOf = (
  config: HooksConfig,
  account: string,
  policy: AutoClosePolicy,
  { approval, modes }: { approval: PolicyApproval; modes: ModeOfPolicy },
): PolicyState => {
  const { content, hash } = contentNow(config, account, policy);
  const { seenHash, seenInRun, seenAtMs, confirmedHash, confirmed, confirmedBy, paused, switchedBy } = approval;
  return {
    name: policy.name,
    mode: modes.get(policy.name)?.mode ?? "off",
    hash,
    about: aboutText(policy, config.language),
    closes: closesText(policy, config.language),
    seen:
      seenHash === undefined || seenInRun === undefined
        ? null
        : { run: seenInRun, at: seenAtMs === undefined ? null : isoOf(seenAtMs), hash: seenHash },
    confirmed: confirmedHash === undefined ? null : { hash: confirmedHash, saidSo: confirmedBy ?? null },
    changes: confirmed ? changesOfPolicy(confirmed, content) : null,
    needsConfirmation: !isConfirmed(approval, policy, content),
    paused,
    switchedBy: switchedBy ?? null,
  };
};

type Records = ReturnType<typeof recordsOfRuns>;

const nextRunOf = async (
  { runLeases }: Records,
  config: HooksConfig,
  { account, nowMs, modes, isPaused }: { account: string; nowMs: number; modes: ModeOfPolicy; isPaused: boolean },
): Promise<PolicyList["nextRun"]> => {
  const lease = await runLeases.read(account);
  const { run, lastStartedAtMs = Number.NEGATIVE_INFINITY } = lease.state;
  const why = isPaused ? "paused" : whyNoRun(lease, modes);
  if (why) return { at: null, why, run: run?.id ?? null };
  if (run) return { at: null, why: "under-way", run: run.id };
  const dueMs = Math.max(nowMs, lastStartedAtMs + config.autoClose.everyMinutes * minuteMs);
  // The schedule calls once a minute.
  return { at: isoOf(Math.ceil(dueMs / minuteMs) * minuteMs), why: "due", run: null };
};

const switchText = ({ paused, switchedBy }: SwitchState, account: string, locale: Locale): readonly string[] => {
  const say = policyWords[locale.language];
  return paused ? [say.accountPaused(account, say.by(switchedBy, locale))] : [];
};

export const listPolicies = async (tools: Tools, config: HooksConfig, account: string): Promise<void> => {
  const { output, connection, clock } = tools;
  await checkAccount(tools, account);
  const records = recordsOfRuns(tools, config);
  const nowMs = clock.now();
  const locale = localeOf(config, account);
  const { language, timeZone } = locale;
  const configured = policiesOf(config, account);
  const [modes, approvals, killSwitch, [last]] = await Promise.all([
    policyModes({ config, approvals: records.approvals }, account),
    Promise.all(configured.map(({ name }) => records.approvals.read(account, name))),
    records.killSwitch.read(account),
    records.runs.list(account, 1),
  ]);
  const policies = configured.flatMap((policy, index) => {
    const approval = approvals[index];
    return approval ? [stateOf(config, account, policy, { approval, modes })] : [];
  });
  const nextRun = await nextRunOf(records, config, { account, nowMs, modes, isPaused: killSwitch.paused });
  const { paused, switchedBy = null } = killSwitch;
  const edited = editedSinceBuild(connection) ?? null;
  const lastRun = last
    ? { id: last.id, state: last.state, startedAt: last.startedAt, startedBy: last.startedBy, counts: last.counts }
    : null;
  output.json({
    ...{ place: connection.place, account, timeZone, now: isoOf(nowMs), killSwitch: { paused, switchedBy } },
    ...{ nextRun, lastRun, policies, editedSinceBuild: edited },
  } satisfies PolicyList);

  const [say, sayRun] = [policyWords[language], runWords[language]];
  const place = placeText(connection.place, language);
  if (policies.length === 0) return output.line(say.noPolicies(account, place));
  output.line(say.policiesOf({ account, place, timeZone }), "");
  output.line(
    ...alignedTable([
      say.heads,
      ...policies.map(({ name, mode, about, closes, confirmed }) => [
        name,
        mode === "off" ? say.off : sayRun.modes[mode],
        about,
        closes,
        confirmed ? say.confirmedBy(confirmed.saidSo ?? undefined, locale) : undefined,
      ]),
    ]),
    "",
  );
  for (const { name, changes, needsConfirmation } of policies)
    if (changes && changes.length > 0)
      output.line(
        say.isChanged(name, needsConfirmation),
        ...changes.map((change) => `  ${changeText(change, language)}`),
      );
  output.line(
    ...policiesHeldBack(
      policies.flatMap(({ name, mode }) => (mode === "off" ? [] : { name, mode })),
      language,
    ),
  );
  for (const { name, paused: isPaused, switchedBy: by } of policies)
    if (isPaused && by) output.line(say.pausedBy(name, say.by(by, locale)));
  output.line(...switchText(killSwitch, account, locale));
  if (nextRun.at !== null) output.line(say.nextRun(shownTime(nextRun.at, locale)));
  else if (nextRun.why === "under-way") output.line(say.underWay(nextRun.run ?? ""));
  else if (nextRun.why === "stopped") output.line(sayRun.noRun.stopped(account, nextRun.run ?? ""));
  if (edited !== null) output.line(say.isStale(edited));
  if (lastRun)
    output.line(
      say.lastRun({
        run: lastRun.id,
        at: shownTime(lastRun.startedAt, locale),
        state: sayRun.states[lastRun.state],
        counts: countsText(lastRun.counts, language),
      }),
    );
};
