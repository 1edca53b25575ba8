// `auto-close confirm`, `pause`, `resume` and `continue`: what somebody who has looked may decide.
import type { PolicyMode, RunRecord } from "../../lib/auto-close/records/run-records.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import type { recordsOfRuns } from "./run-tools.ts";

type Records = ReturnType<typeof recordsOfRuns>;

export const confirmPolicy = async (
  { output }: Tools,
  { approvals, runs }: Records,
  account: string,
  policy: string,
): Promise<void> => {
  const { seenHash, seenInRun, seen, confirmedHash } = await approvals.read(account, policy);
  if (seenHash === undefined || seenInRun === undefined)
    throw new Failure(
      `there is nothing to confirm: no run of account ${account} has shown yet what policy ${policy} would do; a new or changed policy is tried within \`autoClose.everyMinutes\` after its deployment`,
    );
  const run = await runs.read(seenInRun);
  await approvals.confirm(account, policy, seenHash, seen);
  output.json({ account, policy, confirmed: true, run: seenInRun });
  const again = confirmedHash === seenHash ? " already" : "";
  output.line(
    `Policy ${policy} of account ${account} is${again} confirmed, as run ${seenInRun} has shown it: it acts from its next run on.`,
  );
  if (!run) return;
  output.line(`That run: ${countsText(run.counts)}; \`auto-close runs show ${seenInRun}\` lists the sessions.`);
  if (!run.counts["would-close"] && !run.counts["would-warn"])
    output.line(
      `It showed nobody who would be warned or closed: \`auto-close --dry-run --policy ${policy}\` looks again, and with --now as of another time.`,
    );
};

export const pausePolicy = async (
  { output }: Tools,
  { approvals }: Records,
  { account, policy, paused }: { account: string; policy: string; paused: boolean },
): Promise<void> => {
  await approvals.pause(account, policy, paused);
  output.json({ account, policy, paused });
  output.line(
    paused
      ? `Paused: policy ${policy} of account ${account} warns and closes nobody, from within a few seconds on; its sessions go to no other policy.`
      : `Resumed: policy ${policy} of account ${account} acts again from the next run on.`,
  );
};

export const continueRun = async (
  { output }: Tools,
  { runLeases }: Records,
  account: string,
  { id }: RunRecord,
): Promise<void> => {
  const { state } = await runLeases.read(account);
  if (state.run?.id !== id || state.run.stoppedAt === undefined)
    throw new Failure(`run ${id} is not stopped: \`auto-close runs\` shows which one is`);
  await runLeases.letContinue(account, id);
  output.json({ account, run: id, continued: true });
  output.line(`Run ${id} of account ${account} goes on within a minute, to its end.`);
};

const remedies: Readonly<Record<Exclude<PolicyMode, "acts">, (policy: string) => string>> = {
  dry: () => "only says what it would do (`dryRun` in hooks.config.ts)",
  "not-asked": () => "keeps its sessions: the run was begun for another policy alone",
  paused: (policy) => `is paused: \`auto-close resume ${policy}\` lets it act`,
  waiting: (policy) => `is not confirmed yet: \`auto-close confirm ${policy}\` lets it act`,
  unconfirmed: (policy) =>
    `is new or changed: its first run only says what it would do, then \`auto-close confirm ${policy}\` lets it act`,
};

/** Which policies may not act, and the command that lets each: a run or a dry run of them alone would not show it. */
export const policiesHeldBack = (policies: readonly { name: string; mode: PolicyMode }[]): readonly string[] =>
  policies.flatMap(({ name, mode }) => (mode === "acts" ? [] : `Policy ${name} ${remedies[mode](name)}.`));
