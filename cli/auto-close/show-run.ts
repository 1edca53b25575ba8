// `auto-close runs show`: every session of one run, what became of it, and why.
import type { RunRecord, RunRecords, SessionRecord } from "../../lib/auto-close/records/run-records.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { timeText } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";

const resultText = ({ action, result, code }: SessionRecord): string =>
  result === undefined ? `${action}, under way` : [result, code].filter(Boolean).join(" ");

const instantText = (ms: number | null): string | undefined =>
  ms === null ? undefined : timeText(new Date(ms).toISOString());

export const showRun = async ({ output }: Tools, runs: RunRecords, run: RunRecord): Promise<void> => {
  const sessions: SessionRecord[] = [];
  for (let seq = 0; seq < run.seq; seq += 1) sessions.push(...((await runs.readSessions(run.id, seq)) ?? []));
  output.json({ ...run, sessions });
  output.line(
    alignedTable([
      ["run", run.id],
      ["account", run.account],
      ["started", `${timeText(run.startedAt)} UTC, by ${run.startedBy}`],
      ["ended", run.endedAt && `${timeText(run.endedAt)} UTC`],
      ["idle as of", `${timeText(run.now)} UTC`],
      ["state", run.state],
      ["policies", run.policies.map(({ name, mode }) => `${name} (${mode})`).join(", ")],
      ["sessions", countsText(run.counts)],
      ["undone", run.undone],
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
        resultText(session),
        session.before.status,
        instantText(session.before.lastMessageInMs),
        instantText(session.before.lastMessageOutMs),
        session.reasons.join(", "),
      ]),
    ]),
  );
};
