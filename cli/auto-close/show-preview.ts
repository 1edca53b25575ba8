// `auto-close --dry-run`: what a run would do to which session, which stay, and why; nothing is written.
import { type Preview, previewRun } from "../../lib/auto-close/preview-run.ts";
import type { PolicyMode } from "../../lib/auto-close/records/run-records.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { type Onlookers, progressBar } from "../display/progress-bar.ts";
import { shownTime } from "../display/time-text.ts";
import { BadVerdict, Failure } from "../failure.ts";
import type { Surroundings, Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { policiesHeldBack } from "./policies-held-back.ts";
import { countNameOf, previewedSession, type ShownSession, type StayingSession } from "./previewed-session.ts";
import { runTools } from "./run-tools.ts";
import { runWords } from "./run-words.ts";

interface PreviewOptions {
  account: string;
  policy?: string | undefined;
  /** Only this one is shown. */
  sessionId?: string | undefined;
  nowMs: number;
  limit: number;
  surroundings: Onlookers & Pick<Surroundings, "signal">;
}

/** With --json. */
export interface RunPreview {
  account: string;
  /** Idleness is measured at this ISO instant. */
  now: string;
  accountPaused: boolean;
  /** Why no run does anything now, whatever the policies say; absent where one does. */
  noRun: Preview["noRun"];
  /** The run that is under way, or waits. */
  runId: string | undefined;
  /** After so many sessions the run would end, with others still due. */
  ends: Preview["ends"];
  /** The hash names what a policy closes, and when; `--seen` of `auto-close confirm` takes it. */
  policies: readonly { name: string; mode: PolicyMode; hash: string }[];
  /** By how many sessions. */
  counts: Readonly<Record<string, number>>;
  /** They say what is wrong with policies: those do nothing. */
  problems: readonly string[];
  /** What would be closed or warned, in the order in which the run comes to it. */
  sessions: readonly ShownSession[];
  /** What stays, by until when. */
  staying: readonly StayingSession[];
}

/** Whoever looks longer than that has been disconnected meanwhile. */
const longestMs = 6 * 3_600_000;

const shownTable = (shown: readonly ShownSession[], locale: Locale): string[] => {
  const say = runWords[locale.language];
  const timeText = (instant: string | null) => (instant === null ? undefined : shownTime(instant, locale));
  return alignedTable([
    say.shownHeads,
    ...shown.map(({ sessionId, policy, would, run, code = "", lastMessageIn, lastMessageOut, reasons }) => [
      sessionId,
      policy,
      say.actions[would],
      say.runs[run](code),
      timeText(lastMessageIn),
      timeText(lastMessageOut),
      reasons.join(", "),
    ]),
  ]);
};

const stayingTable = (staying: readonly StayingSession[], locale: Locale): string[] =>
  alignedTable([
    runWords[locale.language].stayingHeads,
    ...staying.map(({ sessionId, policy, until, code, why }) => [
      sessionId,
      policy,
      until && shownTime(until, locale),
      why === undefined ? code : `${code}: ${why}`,
    ]),
  ]);

/** How many stay for the same reason under the same policy, and when the first of them may be due. */
const groupsTable = (staying: readonly StayingSession[], locale: Locale): string[] => {
  const groups = new Map<string, { one: StayingSession; count: number }>();
  for (const one of staying) {
    const key = `${one.policy} ${one.code}`;
    const group = groups.get(key);
    groups.set(key, { one: group?.one ?? one, count: (group?.count ?? 0) + 1 });
  }
  const rows = [...groups.values()].sort((one, other) => other.count - one.count);
  return alignedTable([
    runWords[locale.language].groupHeads,
    ...rows.map(({ one: { policy, code, until }, count }) => [
      String(count),
      policy,
      code,
      until && shownTime(until, locale),
    ]),
  ]);
};

const untilOf = ({ until }: StayingSession): number =>
  until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(until);

const endText = ({ reason, after }: NonNullable<Preview["ends"]>, { language }: Locale): string =>
  reason === "maxPerRun" ? runWords[language].endsAtLimit(after) : runWords[language].stopsAtBreaker(after);

export const showPreview = async (tools: Tools, config: HooksConfig, options: PreviewOptions): Promise<void> => {
  const { output, connection } = tools;
  const { account, policy: only, sessionId, nowMs, limit, surroundings } = options;
  const timeZone = zoneOf(config, account);
  const locale = { language: config.language, timeZone };
  const say = runWords[config.language];
  const dependencies = runTools(tools, config);
  const shown: ShownSession[] = [];
  const staying: StayingSession[] = [];
  const counts: Record<string, number> = {};
  const bar = progressBar(surroundings, "Sessions");
  const preview = await previewRun(dependencies, {
    account,
    nowMs,
    endBy: tools.clock.now() + longestMs,
    ...(only !== undefined && { only }),
    onSession: (facts, previewed) => {
      if (sessionId !== undefined && facts.id.toLowerCase() !== sessionId) return;
      const name = countNameOf(previewed);
      counts[name] = (counts[name] ?? 0) + 1;
      const one = previewedSession(facts, previewed, locale);
      const { policy } = "shown" in one ? one.shown : one.staying;
      if (only !== undefined && policy !== only && sessionId === undefined) return;
      if ("shown" in one) shown.push(one.shown);
      else staying.push(one.staying);
    },
    onPage: ({ looked, total }) => {
      surroundings.signal?.throwIfAborted();
      bar.show(looked, total === undefined ? undefined : Math.max(total, looked), countsText(counts, config.language));
    },
  }).finally(() => bar.stop());
  const { ok, problems, noRun, runId, ends } = preview;
  if (!ok)
    throw new Failure(
      "the policies cannot be asked:",
      problems.map((problem) => `  - ${problem}`),
    );
  const now = new Date(nowMs).toISOString();
  const policies = [...preview.modes].flatMap(([name, { mode, hash }]) =>
    only === undefined || only === name ? { name, mode, hash } : [],
  );
  staying.sort((one, other) => untilOf(one) - untilOf(other));
  const accountPaused = noRun === "paused";
  output.json({
    ...{ account, now, accountPaused, noRun, runId, ends, policies, counts, problems },
    sessions: shown,
    staying,
  } satisfies RunPreview);
  output.line(
    `${say.opening({ now: shownTime(now, locale), timeZone, account, place: placeText(connection.place, config.language) })}`,
    "",
  );
  if (shown.length > 0) output.line(...shownTable(shown.slice(0, limit), locale));
  if (shown.length > limit) output.line(say.more(shown.length - limit));
  if (staying.length > 0) {
    const groups = sessionId === undefined ? [...groupsTable(staying, locale), ""] : [];
    output.line("", say.staying, "", ...groups, ...stayingTable(staying.slice(0, limit), locale));
    if (staying.length > limit) output.line(say.moreStay(staying.length - limit));
  }
  if (sessionId === undefined) output.line("", say.together(countsText(counts, config.language) || say.noSession));
  else if (shown.length + staying.length === 0) output.line(say.notOpen(sessionId));
  for (const problem of problems) output.line(say.nothingDoneFor(problem));
  if (ends) output.line(endText(ends, locale));
  if (noRun) output.line(say.noRun[noRun](account, runId ?? ""));
  for (const line of policiesHeldBack(policies, config.language)) output.line(line);
  const isHeldUp = noRun === "paused" || noRun === "stopped" || ends?.reason === "breaker";
  if (problems.length > 0 || isHeldUp) throw new BadVerdict(say.needsSomebody);
};
