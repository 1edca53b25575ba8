// Reads of WTS, in few calls, what the sessions of a list are like now, and what the next run would make of each open one.
import { decideAtOnce } from "../../lib/auto-close/decide-session.ts";
import { withRecords } from "../../lib/auto-close/plan-page.ts";
import { modeOf, policyModes } from "../../lib/auto-close/policy-modes.ts";
import { prepareRun } from "../../lib/auto-close/prepare-run.ts";
import type { Previewed } from "../../lib/auto-close/preview-run.ts";
import type { PlannedAction } from "../../lib/auto-close/rules/plan-session.ts";
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import { whyNoRun } from "../../lib/auto-close/why-no-run.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { isOpenStatus, openStatuses } from "../../lib/core/sessions/open-statuses.ts";
import { readSessionFacts, type SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import type { SessionFilter, WtsSession } from "../../lib/wts/types.ts";
import { previewedSession, type ShownSession, type StayingSession } from "../auto-close/previewed-session.ts";
import { runTools } from "../auto-close/run-tools.ts";
import type { Tools } from "../with-connection.ts";
import { type AskableWts, sessionAtWts } from "./ask-wts.ts";
import { type CountedWts, countedWts } from "./counted-wts.ts";
import { type Follows, followsOf } from "./follows-of.ts";
import { teamNames } from "./team-names.ts";
import type { NextRun } from "./what-would-be.ts";

export interface NextOfListed {
  /** A policy would close or warn it in the next run. */
  shown?: ShownSession;
  staying?: StayingSession;
  /** What comes once `staying.until` has, unless somebody writes. */
  follows?: Follows;
  /** This policy is due, and a run reads first who wrote last. */
  looks?: { policy: string };
}

export interface ListedAtWts {
  /** By the session's id, in lower case; "gone": WTS has no such session. */
  sessions: ReadonlyMap<string, WtsSession | "gone">;
  next: ReadonlyMap<string, NextOfListed>;
  names: ReadonlyMap<string, string>;
  /** Why no run does anything, whatever the policies say. */
  noRun?: NextRun["noRun"];
  calls: number;
  /** So many open sessions were looked at, from the oldest on, of so many as WTS says there are. */
  open: { looked: number; total?: number };
}

const pageSize = 100;
/** The oldest are due first. */
const mostPages = 3;
/** Of those that no page had, so many are read one by one. */
const mostSingle = 10;

interface Asked {
  account: string;
  wts: AskableWts;
  /** In the order in which they are wanted. */
  wanted: readonly string[];
  /** What was closed since then may be among them. */
  sinceMs: number;
  mostCalls: number;
  locale: Locale;
}

/** By the code that begins every decision of a run, as far as it asks nobody. */
const planner = async (tools: Tools, config: HooksConfig, { account, locale }: Asked, counted: CountedWts) => {
  const dependencies = runTools(tools, config);
  const nowMs = tools.clock.now();
  const modes = await policyModes(dependencies, account);
  const [isPaused, lease] = await Promise.all([
    dependencies.killSwitch.isPaused(account),
    dependencies.runLeases.read(account),
  ]);
  const noRun: NextRun["noRun"] = isPaused ? "paused" : lease.busy ? "busy" : whyNoRun(lease, modes);
  const prepared = await prepareRun(dependencies, account, counted.wts);
  const policies = prepared.ok ? await prepared.policiesNow() : [];
  const previewedOf = (plan: PlannedAction): Previewed =>
    modeOf(modes, plan.policy) === "acts" ? { end: "act", plan } : { end: "said", plan };
  const nextOf = async (facts: SessionFacts): Promise<NextOfListed> => {
    const one = { facts, policies, nowMs, actNowMs: nowMs, runId: "dry-run" };
    const decided = decideAtOnce(await withRecords(dependencies, account, one), modes);
    if (decided.end === "open" && decided.plan.action === "look")
      return { looks: { policy: decided.plan.policy.policy.name } };
    const previewed = decided.end === "open" ? previewedOf(decided.plan as PlannedAction) : decided;
    const seen = previewedSession(facts, previewed, locale);
    if ("shown" in seen) return seen;
    const follows = followsOf(config, account, seen.staying);
    return { ...seen, ...(follows && { follows }) };
  };
  return { noRun, nextOf: policies.length === 0 ? undefined : nextOf };
};

const idOf = ({ id }: WtsSession): string => id.toLowerCase();

export const readListed = async (tools: Tools, config: HooksConfig, asked: Asked): Promise<ListedAtWts> => {
  const { account, wts, wanted, sinceMs, mostCalls } = asked;
  const sessions = new Map<string, WtsSession | "gone">();
  const next = new Map<string, NextOfListed>();
  let names: ReadonlyMap<string, string> = new Map();
  let noRun: ListedAtWts["noRun"];
  let counted: CountedWts | undefined;
  let total: number | undefined;
  let looked = 0;
  const page = async ({ wts: { client } }: CountedWts, filter: SessionFilter) => {
    const details = ["ContactDetails", "AgentDetails"] as const;
    const answer = await client.listSessions({ IncludeDetails: details, PageSize: pageSize, ...filter });
    const items = answer.items.filter(({ id }) => typeof id === "string");
    for (const session of items) sessions.set(idOf(session), session);
    return { ...answer, items };
  };
  if (mostCalls > 0)
    await wts.ask(async (connected) => {
      counted = countedWts(connected, mostCalls);
      const oldestFirst = { Status: openStatuses, OrderBy: "createdAt", OrderDirection: "ASCENDING" } as const;
      const open: WtsSession[] = [];
      for (let number = 1; number <= mostPages && counted.left() > 0; number += 1) {
        const { items, totalItems, hasMorePages } = await page(counted, { ...oldestFirst, PageNumber: number });
        // The filter is applied again, since WTS ignores what it does not know.
        open.push(...items.filter(({ status }) => isOpenStatus(status)));
        total ??= totalItems;
        looked = open.length;
        if (hasMorePages !== true || items.length === 0) break;
      }
      if (policiesOf(config, account).length > 0) {
        const { nextOf, ...planned } = await planner(tools, config, asked, counted);
        noRun = planned.noRun;
        await Promise.all(
          open.map(async (session) => {
            const facts = readSessionFacts(session);
            if (facts && nextOf) next.set(idOf(session), await nextOf(facts));
          }),
        );
      }
      names = await teamNames({ ask: (work) => work(counted?.wts ?? connected) });
      const isMissing = (id: string): boolean => !sessions.has(id);
      if (wanted.some(isMissing) && counted.left() > 0)
        await page(counted, { Status: ["COMPLETED"], EndAt: { After: new Date(sinceMs).toISOString() } });
      const single = wanted.filter(isMissing).slice(0, Math.min(mostSingle, counted.left()));
      for (const id of single) {
        const session = await sessionAtWts({ ...wts, ask: (work) => work(counted?.wts ?? connected) }, id);
        if (session !== undefined) sessions.set(id, session);
      }
    });
  return {
    ...{ sessions, next, names, calls: counted?.made() ?? 0 },
    ...(noRun !== undefined && { noRun }),
    open: { looked, ...(total !== undefined && { total }) },
  };
};
