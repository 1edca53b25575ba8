// `auto-close runs undo`: opens again what a run closed, where nobody has touched it since, or says what it would open.
import type { RunRecord, UndoneSession } from "../../lib/auto-close/records/run-records.ts";
import { type UndoneOrNot, undoRun } from "../../lib/auto-close/undo-run.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { type Onlookers, progressBar } from "../display/progress-bar.ts";
import { BadVerdict } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { runTools } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

const longestMs = 6 * 3_600_000;
/** A session is taken meanwhile: reading it and writing to it have to fit into its lease. */
const tokenWaitMs = 12_000;

/** With --json. */
export interface RunUndone {
  account: string;
  run: string;
  dryRun: boolean;
  /** Who took it back; null with --dry-run. */
  by: string | null;
  /** By how many sessions. */
  counts: Readonly<Record<string, number>>;
  /** What the run closed, in the order in which that was looked at. */
  sessions: readonly UndoneOrNot[];
}

const isDone = (session: UndoneOrNot): session is UndoneSession => session.result !== "would-restore";

interface UndoOptions {
  dryRun: boolean;
  onlookers: Onlookers;
}

export const undo = async (
  tools: Tools,
  config: HooksConfig,
  run: RunRecord,
  { dryRun, onlookers }: UndoOptions,
): Promise<void> => {
  const { output, connection } = tools;
  const { account, id } = run;
  const dependencies = runTools(tools, config);
  const { language } = config;
  const say = runWords[language];
  const endBy = tools.clock.now() + longestMs;
  const counts: Record<string, number> = {};
  const sessions: UndoneOrNot[] = [];
  const by = await connection.callerName();
  const bar = progressBar(onlookers, "Sessions");
  await undoRun(run, {
    ...dependencies,
    endBy,
    dryRun,
    orderedBy: by,
    applyNow: nowApplier({ ...dependencies, leaseMs: config.queue.leaseMs }),
    wts: dependencies.connect(account, { priority: "caller", timeBox: { startBy: endBy, endBy }, tokenWaitMs }),
    onSession: (session) => {
      sessions.push(session);
      counts[session.result] = (counts[session.result] ?? 0) + 1;
      bar.show(sessions.length, run.counts.closed, countsText(counts, language));
    },
  }).finally(() => bar.stop());
  const done = sessions.filter(isDone);
  if (!dryRun && done.length > 0)
    await dependencies.runs.addUndo(id, {
      at: new Date(tools.clock.now()).toISOString(),
      by,
      sessions: done,
    });
  output.json({ account, run: id, dryRun, by: dryRun ? null : by, counts, sessions } satisfies RunUndone);
  const of = say.ofRun(id, account, placeText(connection.place, language));
  const after = dryRun ? say.undoneNothing : say.undoneAfter;
  output.line(sessions.length === 0 ? say.closedNothing(of) : `${of}: ${countsText(counts, language)}. ${after}`);
  const shown = sessions.filter(({ result }) => result !== "restored");
  if (shown.length > 0)
    output.line(
      "",
      ...alignedTable([
        say.undoHeads,
        ...shown.map(({ id: session, policy, result, code }) => [session, policy, say.results[result] ?? result, code]),
      ]),
    );
  const failed = counts.failed ?? 0;
  if (failed > 0) throw new BadVerdict(`${failed} could not be restored: run it again`);
};
