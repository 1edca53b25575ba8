// `auto-close runs show`: every session of one run, what became of it, and why.
import type { RunRecord, RunRecords, SessionRecord, Undo } from "../../lib/auto-close/records/run-records.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { localTimeText } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";

const resultText = ({ action, result, code }: SessionRecord, restored: string | undefined): string => {
  if (result === undefined) return `${action}, under way`;
  const opened = restored === undefined ? "" : `, opened again ${restored}`;
  return `${[result, code].filter(Boolean).join(" ")}${opened}`;
};

const undoText = ({ by, sessions }: Undo): string => {
  const counts: Record<string, number> = {};
  for (const { result } of sessions) counts[result] = (counts[result] ?? 0) + 1;
  return `by ${by}: ${countsText(counts)}`;
};

export const showRun = async ({ output }: Tools, runs: RunRecords, run: RunRecord, timeZone: string): Promise<void> => {
  const timeText = (instant: string): string => localTimeText(instant, timeZone);
  const instantText = (ms: number | null): string | undefined =>
    ms === null ? undefined : timeText(new Date(ms).toISOString());
  const sessions: SessionRecord[] = [];
  for (let seq = 0; seq < run.seq; seq += 1) sessions.push(...((await runs.readSessions(run.id, seq)) ?? []));
  const undos = run.undos > 0 ? await runs.readUndos(run.id) : [];
  const restoredAt = new Map(
    undos.flatMap(({ at, sessions: undone }) =>
      undone.flatMap(({ id, result }) => (result === "restored" ? [[id, timeText(at)] as const] : [])),
    ),
  );
  output.json({ ...run, undos, sessions });
  output.line(
    alignedTable([
      ["run", run.id],
      ["account", run.account],
      ["times", `those of ${timeZone}`],
      ["started", `${timeText(run.startedAt)}, by ${run.startedBy}`],
      ["ended", run.endedAt && timeText(run.endedAt)],
      ["idle as of", timeText(run.now)],
      ["state", run.state],
      ["policies", run.policies.map(({ name, mode }) => `${name} (${mode})`).join(", ")],
      ["sessions", countsText(run.counts)],
      ...undos.map((undo) => ["undone", `${timeText(undo.at)}, ${undoText(undo)}`]),
      ...run.problems.map((problem) => ["problem", problem]),
    ]),
  );
  if (sessions.length === 0) return;
  output.line("");
  output.line(
    alignedTable([
      ["SESSION", "POLICY", "RESULT", "STATUS BEFORE", "CONTACT WROTE", "WAS ANSWERED", "WHY"],
      ...sessions.map((session) => [
        session.id,
        session.policy,
        resultText(session, restoredAt.get(session.id)),
        session.before.status,
        instantText(session.before.lastMessageInMs),
        instantText(session.before.lastMessageOutMs),
        session.reasons.join(", "),
      ]),
    ]),
  );
};
