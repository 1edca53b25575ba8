// `auto-close runs show`: every session of one run, what became of it, and why.
import type { RunRecord, RunRecords, SessionRecord, Undo } from "../../lib/auto-close/records/run-records.ts";
import type { Language, Locale } from "../../lib/core/texts/language.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { shownTime } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { runWords } from "./run-words.ts";

/** With --json. */
export interface ShownRun extends Omit<RunRecord, "undos"> {
  /** Each time that somebody took it back, the oldest first. */
  undos: readonly Undo[];
  /** In the order in which the run came to them. */
  sessions: readonly SessionRecord[];
}

const resultText = (
  { action, result, code }: SessionRecord,
  restored: string | undefined,
  language: Language,
): string => {
  const say = runWords[language];
  if (result === undefined) return say.underWay(action);
  const opened = restored === undefined ? "" : say.openedAgain(restored);
  return `${[say.results[result] ?? result, code].filter(Boolean).join(" ")}${opened}`;
};

const undoText = ({ by, sessions }: Undo, language: Language): string => {
  const counts: Record<string, number> = {};
  for (const { result } of sessions) counts[result] = (counts[result] ?? 0) + 1;
  return runWords[language].undoneBy(by, countsText(counts, language));
};

export const showRun = async ({ output }: Tools, runs: RunRecords, run: RunRecord, locale: Locale): Promise<void> => {
  const { language, timeZone } = locale;
  const say = runWords[language];
  const timeText = (instant: string): string => shownTime(instant, locale);
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
  output.json({ ...run, undos, sessions } satisfies ShownRun);
  output.line(
    ...alignedTable([
      [say.run.run, run.id],
      [say.run.account, run.account],
      [say.run.times, say.timesOf(timeZone)],
      [say.run.started, say.by(timeText(run.startedAt), say.startedBy(run))],
      [say.run.ended, run.endedAt && timeText(run.endedAt)],
      [say.run.idleAsOf, timeText(run.now)],
      [say.run.state, say.states[run.state]],
      [say.run.policies, run.policies.map(({ name, mode }) => `${name} (${say.modes[mode]})`).join(", ")],
      [say.run.sessions, countsText(run.counts, language)],
      ...(run.continued ? [[say.run.continued, say.by(timeText(run.continued.at), run.continued.by)]] : []),
      ...undos.map((undo) => [say.run.undone, `${timeText(undo.at)}, ${undoText(undo, language)}`]),
      ...run.problems.map((problem) => [say.run.problem, problem]),
    ]),
  );
  if (sessions.length === 0) return;
  output.line("");
  output.line(
    ...alignedTable([
      say.sessionHeads,
      ...sessions.map((session) => [
        session.id,
        session.policy,
        resultText(session, restoredAt.get(session.id), language),
        session.before.status,
        instantText(session.before.lastMessageInMs),
        instantText(session.before.lastMessageOutMs),
        session.reasons.join(", "),
      ]),
    ]),
  );
};
