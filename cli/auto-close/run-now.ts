// `auto-close` without --dry-run: a run begun by hand, under the same limits as those of the schedule.
import { randomUUID } from "node:crypto";
import { policyModes } from "../../lib/auto-close/policy-modes.ts";
import type { RunRecord } from "../../lib/auto-close/records/run-records.ts";
import { accountRunner, type RunAnswer } from "../../lib/auto-close/run-account.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { Fault } from "../../lib/core/faults.ts";
import { placeText } from "../display/place-text.ts";
import { type Onlookers, progressBar } from "../display/progress-bar.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { policiesHeldBack } from "./policies-held-back.ts";
import { runTools } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

interface RunOptions {
  account: string;
  policy?: string | undefined;
  nowMs: number;
  onlookers: Onlookers;
}

/** With --json: the run's record, or where that is not there to be read, its id and state. */
export type RunBegun = RunRecord | Extract<RunAnswer, { did: "run" }>;

const longestMs = 6 * 3_600_000;

const reasonsForNothing: Readonly<Record<Extract<RunAnswer, { did: "nothing" }>["why"], string>> = {
  busy: "another run is under way; `auto-close runs` shows it",
  paused: "the account is paused; `resume` lets it go on",
  "not-due": "no run is due",
  "no-policy": "no policy may act: none is there, or they are paused or not confirmed (`auto-close confirm <policy>`)",
  stopped: "a run stopped and waits for somebody; `auto-close runs` says why",
  "other-policies": "a run with other policies is under way: this hooks.config.ts is not the deployed one",
};

export const runNow = async (tools: Tools, config: HooksConfig, options: RunOptions): Promise<void> => {
  const { output, connection } = tools;
  const { account, policy, nowMs, onlookers } = options;
  const dependencies = runTools(tools, config);
  const bar = progressBar(onlookers, "Sessions");
  const answer = await accountRunner(dependencies)({
    account,
    nowMs,
    owner: `command line ${randomUUID()}`,
    endBy: tools.clock.now() + longestMs,
    startedBy: "command line",
    orderedBy: await connection.callerName(),
    force: true,
    ...(policy !== undefined && { only: policy }),
    onPage: ({ looked, total }) => bar.show(looked, total === undefined ? undefined : Math.max(total, looked), ""),
  })
    .catch(async (error: unknown) => {
      if (!(error instanceof Fault) || error.kind.retryable) throw error;
      const [latest] = await dependencies.runs.list(account, 1);
      const problems = latest?.state === "refused" ? latest.problems : [];
      throw new Failure(
        `${error.message}. ${error.kind.remedy}`,
        problems.map((problem) => `  - ${problem}`),
      );
    })
    .finally(() => bar.stop());
  if (answer.did === "nothing") throw new Failure(`nothing was done: ${reasonsForNothing[answer.why]}`);
  const run = await dependencies.runs.read(answer.runId);
  output.json((run ?? answer) satisfies RunBegun);
  const { language } = config;
  const say = runWords[language];
  const counts = countsText(run?.counts ?? {}, language) || say.nothingToDo;
  const place = placeText(connection.place, language);
  output.line(say.runWas({ run: answer.runId, account, place, state: answer.state, counts }));
  for (const problem of run?.problems ?? []) output.line(problem);
  if (answer.state === "running") output.line(say.interrupted);
  const modes = await policyModes(dependencies, account);
  const policies = [...modes].map(([name, { mode }]) => ({ name, mode }));
  for (const line of policiesHeldBack(policies, language)) output.line(line);
  output.line(say.listsSessions(answer.runId));
};
