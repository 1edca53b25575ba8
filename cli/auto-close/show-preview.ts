// `auto-close --dry-run`: what a run would do to which session, and why; nothing is written.
import { policyModes } from "../../lib/auto-close/policy-modes.ts";
import { previewRun } from "../../lib/auto-close/preview-run.ts";
import { reasonText } from "../../lib/auto-close/rules/reason-texts.ts";
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
import { runTools } from "./run-tools.ts";

interface PreviewOptions {
  account: string;
  policy?: string | undefined;
  nowMs: number;
  limit: number;
  terminal?: NodeJS.WritableStream | undefined;
}

interface Shown {
  sessionId: string;
  policy: string;
  would: "close" | "warn";
  lastMessageIn: string | null;
  lastMessageOut: string | null;
  reasons: readonly string[];
}

interface Waiting {
  sessionId: string;
  policy: string | undefined;
  /** An ISO instant: nothing happens before it, unless somebody writes. */
  until: string;
  reasons: readonly string[];
  why: string | undefined;
}

/** Whoever looks longer than that has been disconnected meanwhile. */
const longestMs = 6 * 3_600_000;

const waitingTable = (waiting: readonly Waiting[], timeZone: string): string =>
  alignedTable([
    ["SESSION", "POLICY", "WAITS UNTIL", "WHY"],
    ...waiting.map(({ sessionId, policy, until, reasons, why }) => [
      sessionId,
      policy,
      localTimeText(until, timeZone),
      `${reasons.at(-1)}${reasons.includes("CLOSED_DAY") && why !== undefined ? `: ${why}` : ""}`,
    ]),
  ]);

const isoOf = (ms: number | null | undefined): string | null =>
  typeof ms === "number" ? new Date(ms).toISOString() : null;

export const showPreview = async (tools: Tools, config: HooksConfig, options: PreviewOptions): Promise<void> => {
  const { output, connection } = tools;
  const { account, policy: only, nowMs, limit, terminal } = options;
  const dependencies = runTools(tools, config);
  const shown: Shown[] = [];
  const waiting: Waiting[] = [];
  const counts: Record<string, number> = {};
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const timeZone = zoneOf(config, account);
  const bar = progressBar(terminal, "Sessions");
  const { ok, problems } = await previewRun(dependencies, {
    account,
    nowMs,
    endBy: clock.now() + longestMs,
    onSession: (facts, plan) => {
      if (plan.action === "none") {
        const { policy, untilMs, reasons } = plan;
        const why = plan.why && reasonText(plan.why, config);
        const isAsked = only === undefined || policy === only;
        if (untilMs !== undefined && isAsked)
          waiting.push({ sessionId: facts.id, policy, until: new Date(untilMs).toISOString(), reasons, why });
        return count(plan.code);
      }
      if (plan.action === "failed") return count(`failed ${plan.code}`);
      const { name: policy } = plan.policy.policy;
      if (only !== undefined && policy !== only) return count("ANOTHER_POLICY");
      count(`would-${plan.action}`);
      const { action: would, reasons } = plan;
      const lastMessageIn = isoOf(facts.lastMessageInMs);
      shown.push({
        sessionId: facts.id,
        policy,
        would,
        lastMessageIn,
        lastMessageOut: isoOf(facts.lastMessageOutMs),
        reasons,
      });
    },
    onPage: ({ looked, total }) =>
      bar.show(looked, total === undefined ? undefined : Math.max(total, looked), countsText(counts)),
  }).finally(() => bar.stop());
  if (!ok)
    throw new Failure(`the policies cannot be asked:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  const now = new Date(nowMs).toISOString();
  const modes = await policyModes(dependencies, account);
  const policies = [...modes].flatMap(([name, { mode }]) =>
    only === undefined || only === name ? { name, mode } : [],
  );
  const accountPaused = await dependencies.killSwitch.isPaused(account);
  waiting.sort((one, other) => Date.parse(one.until) - Date.parse(other.until));
  output.json({ account, now, accountPaused, policies, counts, problems, sessions: shown, waiting });
  output.line(
    `What a run at ${localTimeText(now, timeZone)} (times are those of ${timeZone}) would do in account ${account} of ${connection.place}; nothing was written.\n`,
  );
  if (shown.length > 0)
    output.line(
      alignedTable([
        ["SESSION", "POLICY", "WOULD", "CONTACT WROTE", "WAS ANSWERED", "WHY"],
        ...shown
          .slice(0, limit)
          .map(({ sessionId, policy, would, lastMessageIn, lastMessageOut, reasons }) => [
            sessionId,
            policy,
            would,
            lastMessageIn === null ? undefined : localTimeText(lastMessageIn, timeZone),
            lastMessageOut === null ? undefined : localTimeText(lastMessageOut, timeZone),
            reasons.join(", "),
          ]),
      ]),
    );
  if (shown.length > limit) output.line(`… and ${shown.length - limit} more; --show shows them, --json all.`);
  if (waiting.length > 0) {
    output.line("\nWaiting:\n");
    output.line(waitingTable(waiting.slice(0, limit), timeZone));
    if (waiting.length > limit) output.line(`… and ${waiting.length - limit} more wait.`);
  }
  output.line(`\nTogether: ${countsText(counts) || "no open session"}`);
  for (const problem of problems) output.line(`Nothing is done for ${problem}`);
  if (accountPaused) output.line(`Account ${account} is paused: \`resume\` lets it go on.`);
  for (const line of policiesHeldBack(policies)) output.line(line);
};
