// `auto-close --dry-run`: what a run would do to which session, which stay, and why; nothing is written.
import { type Preview, previewRun } from "../../lib/auto-close/preview-run.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { progressBar } from "../display/progress-bar.ts";
import { localTimeText } from "../display/time-text.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { countsText } from "./counts-text.ts";
import { policiesHeldBack } from "./policy-states.ts";
import { countNameOf, previewedSession, type ShownSession, type StayingSession } from "./previewed-session.ts";
import { runTools } from "./run-tools.ts";

interface PreviewOptions {
  account: string;
  policy?: string | undefined;
  nowMs: number;
  limit: number;
  terminal?: NodeJS.WritableStream | undefined;
}

/** Whoever looks longer than that has been disconnected meanwhile. */
const longestMs = 6 * 3_600_000;

const runTexts: Readonly<Record<ShownSession["run"], (code: string) => string>> = {
  does: () => "does it",
  says: () => "only says so",
  leaves: (code) => `leaves it: ${code}`,
  "ends-before": (code) => `ends before it: ${code}`,
};

const shownTable = (shown: readonly ShownSession[], timeZone: string): string => {
  const timeText = (instant: string | null) => (instant === null ? undefined : localTimeText(instant, timeZone));
  return alignedTable([
    ["SESSION", "POLICY", "WOULD", "THE RUN", "CONTACT WROTE", "WAS ANSWERED", "WHY"],
    ...shown.map(({ sessionId, policy, would, run, code = "", lastMessageIn, lastMessageOut, reasons }) => [
      sessionId,
      policy,
      would,
      runTexts[run](code),
      timeText(lastMessageIn),
      timeText(lastMessageOut),
      reasons.join(", "),
    ]),
  ]);
};

const stayingTable = (staying: readonly StayingSession[], timeZone: string): string =>
  alignedTable([
    ["SESSION", "POLICY", "STAYS UNTIL", "WHY"],
    ...staying.map(({ sessionId, policy, until, code, why }) => [
      sessionId,
      policy,
      until && localTimeText(until, timeZone),
      why === undefined ? code : `${code}: ${why}`,
    ]),
  ]);

/** How many stay for the same reason under the same policy, and when the first of them may be due. */
const groupsTable = (staying: readonly StayingSession[], timeZone: string): string => {
  const groups = new Map<string, { one: StayingSession; count: number }>();
  for (const one of staying) {
    const key = `${one.policy} ${one.code}`;
    const group = groups.get(key);
    groups.set(key, { one: group?.one ?? one, count: (group?.count ?? 0) + 1 });
  }
  const rows = [...groups.values()].sort((one, other) => other.count - one.count);
  return alignedTable([
    ["SESSIONS", "POLICY", "WHY", "THE FIRST UNTIL"],
    ...rows.map(({ one: { policy, code, until }, count }) => [
      String(count),
      policy,
      code,
      until && localTimeText(until, timeZone),
    ]),
  ]);
};

const untilOf = ({ until }: StayingSession): number =>
  until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(until);

const noRunTexts: Readonly<Record<NonNullable<Preview["noRun"]>, (account: string, runId?: string) => string>> = {
  paused: (account) => `Account ${account} is paused: \`resume\` lets it go on.`,
  busy: (account) => `A run of account ${account} is at work right now: what it does meanwhile is not in this.`,
  stopped: (_account, runId = "") =>
    `Run ${runId} stopped, and none begins before somebody has looked: \`auto-close runs show ${runId}\`, then \`auto-close continue ${runId}\`.`,
  "no-policy": (account) => `No policy of account ${account} may act: no run begins.`,
};

const endText = ({ reason, after }: NonNullable<Preview["ends"]>): string =>
  reason === "maxPerRun"
    ? `The run ends after ${after} (maxPerRun); the next one goes on.`
    : `The run stops after ${after}: more would be far more than usual, and somebody has to look (\`auto-close continue <run>\`).`;

export const showPreview = async (tools: Tools, config: HooksConfig, options: PreviewOptions): Promise<void> => {
  const { output, connection } = tools;
  const { account, policy: only, nowMs, limit, terminal } = options;
  const timeZone = zoneOf(config, account);
  const locale = { language: config.language, timeZone };
  const dependencies = runTools(tools, config);
  const shown: ShownSession[] = [];
  const staying: StayingSession[] = [];
  const counts: Record<string, number> = {};
  const bar = progressBar(terminal, "Sessions");
  const preview = await previewRun(dependencies, {
    account,
    nowMs,
    endBy: clock.now() + longestMs,
    ...(only !== undefined && { only }),
    onSession: (facts, previewed) => {
      const name = countNameOf(previewed);
      counts[name] = (counts[name] ?? 0) + 1;
      const one = previewedSession(facts, previewed, locale);
      const { policy } = "shown" in one ? one.shown : one.staying;
      if (only !== undefined && policy !== only) return;
      if ("shown" in one) shown.push(one.shown);
      else staying.push(one.staying);
    },
    onPage: ({ looked, total }) =>
      bar.show(looked, total === undefined ? undefined : Math.max(total, looked), countsText(counts)),
  }).finally(() => bar.stop());
  const { ok, problems, noRun, runId, ends } = preview;
  if (!ok)
    throw new Failure(`the policies cannot be asked:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  const now = new Date(nowMs).toISOString();
  const policies = [...preview.modes].flatMap(([name, { mode }]) =>
    only === undefined || only === name ? { name, mode } : [],
  );
  staying.sort((one, other) => untilOf(one) - untilOf(other));
  const accountPaused = noRun === "paused";
  output.json({
    ...{ account, now, accountPaused, noRun, runId, ends, policies, counts, problems },
    sessions: shown,
    staying,
  });
  output.line(
    `What a run at ${localTimeText(now, timeZone)} (times are those of ${timeZone}) would do in account ${account} of ${connection.place}; nothing was written.\n`,
  );
  if (shown.length > 0) output.line(shownTable(shown.slice(0, limit), timeZone));
  if (shown.length > limit) output.line(`… and ${shown.length - limit} more; --show shows them, --json all.`);
  if (staying.length > 0) {
    output.line(
      `\nStaying:\n\n${groupsTable(staying, timeZone)}\n\n${stayingTable(staying.slice(0, limit), timeZone)}`,
    );
    if (staying.length > limit) output.line(`… and ${staying.length - limit} more stay.`);
  }
  output.line(`\nTogether: ${countsText(counts) || "no open session"}`);
  for (const problem of problems) output.line(`Nothing is done for ${problem}`);
  if (ends) output.line(endText(ends));
  if (noRun) output.line(noRunTexts[noRun](account, runId));
  for (const line of policiesHeldBack(policies)) output.line(line);
};
