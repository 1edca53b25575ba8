// `auto-close confirm`, `pause`, `resume` and `continue`: what somebody who has looked may decide.
import type { PolicyMode, RunRecord } from "../../lib/auto-close/records/run-records.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import type { recordsOfRuns } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

type Records = ReturnType<typeof recordsOfRuns>;

export const confirmPolicy = async (
  { output }: Tools,
  { approvals, runs }: Records,
  { account, policy, language }: { account: string; policy: string; language: Language },
): Promise<void> => {
  const { seenHash, seenInRun, seen, confirmedHash } = await approvals.read(account, policy);
  if (seenHash === undefined || seenInRun === undefined)
    throw new Failure(
      `there is nothing to confirm: no run of account ${account} has shown yet what policy ${policy} would do; \`auto-close\` begins one now, and the schedule within \`autoClose.everyMinutes\` after the deployment of a new or changed policy`,
    );
  const run = await runs.read(seenInRun);
  await approvals.confirm(account, policy, seenHash, seen);
  output.json({ account, policy, confirmed: true, run: seenInRun });
  const say = runWords[language];
  output.line(say.confirmed({ policy, account, run: seenInRun, again: confirmedHash === seenHash }));
  if (!run) return;
  output.line(say.thatRun(countsText(run.counts, language), seenInRun));
  if (!run.counts["would-close"] && !run.counts["would-warn"]) output.line(say.showedNobody(policy));
};

export const pausePolicy = async (
  { output }: Tools,
  { approvals }: Records,
  { account, policy, paused, language }: { account: string; policy: string; paused: boolean; language: Language },
): Promise<void> => {
  await approvals.pause(account, policy, paused);
  output.json({ account, policy, paused });
  const say = runWords[language];
  output.line(paused ? say.policyPaused(policy, account) : say.policyResumed(policy, account));
};

export const continueRun = async (
  { output }: Tools,
  { runLeases }: Records,
  { id, account }: RunRecord,
  language: Language,
): Promise<void> => {
  const { state } = await runLeases.read(account);
  if (state.run?.id !== id || state.run.stoppedAt === undefined)
    throw new Failure(`run ${id} is not stopped: \`auto-close runs\` shows which one is`);
  await runLeases.letContinue(account, id);
  output.json({ account, run: id, continued: true });
  output.line(runWords[language].runGoesOn(id, account));
};

/** Which policies may not act, and the command that lets each: a run or a dry run of them alone would not show it. */
export const policiesHeldBack = (
  policies: readonly { name: string; mode: PolicyMode }[],
  language: Language,
): readonly string[] => {
  const say = runWords[language];
  return policies.flatMap(({ name, mode }) => (mode === "acts" ? [] : say.policy(name, say.remedies[mode](name))));
};
