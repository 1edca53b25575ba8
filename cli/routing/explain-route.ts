// Takes the decisions that the functions would take about a session, by the same code, and changes nothing.
import { readSession } from "../../lib/commands/apply/prepare.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { peopleReader } from "../../lib/routing/people-reader.ts";
import { type RoutingAnswer, routingDecider } from "../../lib/routing/routing-decider.ts";
import { routingRecords, sessionDetails } from "../../lib/routing/routing-records.ts";
import type { Candidate } from "../../lib/routing/rules/candidate.ts";
import { decideRouting } from "../../lib/routing/rules/decide-routing.ts";
import { isScheduled, type ScheduledTrigger, scheduledTriggers } from "../../lib/routing/rules/due-trigger.ts";
import { namesIn } from "../../lib/routing/rules/names-in-policies.ts";
import { policiesOf } from "../../lib/routing/rules/policies-of.ts";
import type { RoutingTrigger } from "../../lib/routing/rules/routing-context.ts";
import type { SkippedPolicy } from "../../lib/routing/rules/routing-decision.ts";
import type { RoutingPolicy } from "../../lib/routing/rules/routing-policy.ts";
import { triggersOf } from "../../lib/routing/rules/triggers-of.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { resolveNames } from "../../lib/wts/resolve-names.ts";
import type { Connection } from "../connection.ts";
import { Failure } from "../failure.ts";

/** What starts a decision; "schedule" asks which of the schedule's triggers is due. */
export type AskedTrigger = RoutingTrigger | "schedule";

export interface ExplainedDecision {
  asked: AskedTrigger;
  answer: RoutingAnswer;
  /** Why nothing is due, where the schedule was asked. */
  notDue: readonly { on: ScheduledTrigger; skipped: SkippedPolicy }[];
}

export interface Explanation {
  account: string;
  sessionId: string;
  decisions: readonly ExplainedDecision[];
  /** Everybody, with what they have to do, also where no decision asked for it. */
  people: readonly Candidate[];
  maxHopsPerDay: number;
  locale: Locale;
  /** What is wrong with names of the policies and of the request that mean nobody, or several. */
  problems: readonly string[];
  departmentName(id: string | null | undefined): string | undefined;
}

const events = ["SESSION_NEW", "SESSION_UPDATE", "requested"] as const;

/** Everything that could start a decision, by the policies as they stand. */
const triggersIn = (policies: readonly RoutingPolicy[]): AskedTrigger[] => {
  const names = new Set(policies.flatMap((policy) => triggersOf(policy).map(({ on }) => on)));
  return [
    ...events.flatMap((on) => (names.has(on) ? [{ on }] : [])),
    ...(policies.some(isScheduled) ? ["schedule" as const] : []),
  ];
};

const whyNotDue = (
  { facts, context, decision }: RoutingAnswer,
  policies: readonly RoutingPolicy[],
): ExplainedDecision["notDue"] =>
  decision.reasons.some(({ code }) => code === "NOT_DUE")
    ? scheduledTriggers.flatMap((on) =>
        decideRouting(facts, policies, { ...context, trigger: { on } }).skipped.map((skipped) => ({ on, skipped })),
      )
    : [];

export const explainRoute = async (
  connection: Connection,
  { account, sessionId, asked }: { account: string; sessionId: string; asked?: AskedTrigger },
): Promise<Explanation> => {
  const config = await connection.config();
  const { routing, account: ownAccount, language, queue } = config;
  const wts = await connection.wts(account);
  const policies = policiesOf(routing, account, ownAccount);
  const triggers = asked ? [asked] : triggersIn(policies);
  if (triggers.length === 0)
    throw new Failure(
      `account ${account} has no policy in \`routing\` of hooks.config.ts: write one, or ask for --department or --user`,
    );
  const { table } = connection;
  const { leaseMs } = queue;
  const records = routingRecords({ table, clock, routing, account: ownAccount, zones: config, leaseMs });
  const decide = routingDecider({ ...records, routing, account: ownAccount, zones: config, leaseMs, clock });
  const reader = peopleReader({ ...records, leaseMs, clock });
  const session = await readSession(wts.client, sessionId, sessionDetails(routing));
  const decisions: ExplainedDecision[] = [];
  for (const trigger of triggers) {
    const answer = await decide({ account, wts, session, trigger });
    decisions.push({ asked: trigger, answer, notDue: trigger === "schedule" ? whyNotDue(answer, policies) : [] });
  }
  const { candidates: people } = await reader.withLoad(account, wts, await reader.people(account, wts));
  const ids = new Set(
    decisions.flatMap(({ answer: { facts, decision } }) => [facts.departmentId, decision.departmentId]),
  );
  const requested = asked === undefined || asked === "schedule" ? undefined : asked.to;
  const { problems } = await resolveNames(wts, namesIn(policies, requested));
  const hours = await records.hoursOf(account, wts);
  const named = [...ids].flatMap((id) => (typeof id === "string" ? [id] : []));
  const names = new Map(
    await Promise.all(
      named.map(async (id) => [id, (await wts.directory.departments(wts.client, id))[0]?.name ?? undefined] as const),
    ),
  );
  return {
    account,
    sessionId,
    decisions,
    people,
    problems: [...problems.map(({ message }) => message), ...hours.problems],
    maxHopsPerDay: routing.maxHopsPerDay,
    locale: { language, timeZone: zoneOf(config, account) },
    departmentName: (id) => (typeof id === "string" ? (names.get(id) ?? id) : undefined),
  };
};
