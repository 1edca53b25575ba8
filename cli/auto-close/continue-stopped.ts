// `auto-close continue`: lets a run go on that stopped since it was about to close far more than usual.
import type { RunRecord } from "../../lib/auto-close/records/run-records.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import { Failure } from "../failure.ts";
import { saidSoNow } from "../said-so-now.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { policyWords } from "./policy-words.ts";
import { recordsOfRuns } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

/** With --json. */
export interface RunContinued {
  account: string;
  run: string;
  dryRun: boolean;
  /** It stopped when it was about to close more than this. */
  stoppedAt: number;
  /** What it has done so far, by how many sessions. */
  counts: RunRecord["counts"];
  /** Who lets it go on; null with --dry-run. */
  continued: SaidSo | null;
}

export const continueStopped = async (
  tools: Tools,
  config: HooksConfig,
  { id, account, counts }: RunRecord,
  dryRun: boolean,
): Promise<void> => {
  const { output } = tools;
  const { runs, runLeases } = recordsOfRuns(tools, config);
  const { state } = await runLeases.read(account);
  const stoppedAt = state.run?.id === id ? state.run.stoppedAt : undefined;
  if (stoppedAt === undefined) throw new Failure(`run ${id} is not stopped: \`auto-close runs\` shows which one is`);
  const continued = dryRun ? null : await saidSoNow(tools);
  if (continued) {
    // The note comes first: what goes on without one would have nobody's name.
    await runs.noteContinued(id, continued);
    await runLeases.letContinue(account, id);
  }
  output.json({ account, run: id, dryRun, stoppedAt, counts, continued } satisfies RunContinued);
  const { language } = config;
  if (continued) return output.line(runWords[language].runGoesOn(id, account));
  output.line(policyWords[language].wouldContinue(id, stoppedAt, countsText(counts, language)));
};
