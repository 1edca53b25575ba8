// Reads what a routing decision is taken from, as little as it takes, and takes it; changes nothing.

import { Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/hours/local-time.ts";
import { readSessionFacts, type SessionFacts } from "../core/sessions/session-facts.ts";
import type { Clock } from "../runtime/clock.ts";
import { asFault } from "../wts/as-fault.ts";
import { type PeopleReaderDependencies, peopleReader } from "./people-reader.ts";
import { readLastServed } from "./read-last-served.ts";
import type { Slots } from "./records/reserved-slots.ts";
import type { TurnCounters } from "./records/round-robin-turns.ts";
import type { MoveRecords } from "./records/session-moves.ts";
import type { ReplyReader } from "./reply-reader.ts";
import type { RoutingAnswer, RoutingQuestion } from "./routing-question.ts";
import { decideRouting } from "./rules/decide-routing.ts";
import { dueRouting } from "./rules/due-trigger.ts";
import { cursorKeysOf } from "./rules/names-in-policies.ts";
import { policiesOf } from "./rules/policies-of.ts";
import type { Routing } from "./rules/routing-config.ts";
import type { RoutingContext, RoutingTrigger } from "./rules/routing-context.ts";
import type { RejectionCode, RoutingDecision } from "./rules/routing-decision.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";
import type { Replies } from "./rules/waiting-contact.ts";

export interface RoutingDeciderDependencies extends PeopleReaderDependencies {
  routing: Routing;
  /** The configuration's own. */
  account: string;
  timeZone: string;
  /** Of one account, for as long as the process lives. */
  repliesOf(account: string): ReplyReader;
  turns: TurnCounters;
  moves: MoveRecords;
  clock: Clock;
}

/** Of who is available, for the triggers of which most come to nothing. */
const glanceMaxAgeMs = 5_000;
/** What was read for the first look is as good as now. */
const justNowMs = 1_000;

const notDue = (): RoutingDecision => ({
  action: "keep",
  skipped: [],
  rejected: [],
  reasons: [{ code: "NOT_DUE", message: "no policy has anything to do with this session now" }],
  failed: false,
});

const countsLoad = (policy: RoutingPolicy | undefined): boolean =>
  policy !== undefined && (policy.strategy === "least-open" || policy.capacity !== undefined);

const inContention: readonly RejectionCode[] = ["FULL", "NOT_NEXT", "NOT_STICKY"];

/** On whose load the decision depends. */
const contendersOf = ({ userId, rejected }: RoutingDecision): readonly string[] => [
  ...(userId === undefined ? [] : [userId]),
  ...rejected.flatMap((each) => (inContention.includes(each.code) ? each.userId : [])),
];

export type RoutingDecider = ReturnType<typeof routingDecider>;

export const routingDecider = (dependencies: RoutingDeciderDependencies) => {
  const { routing, account: ownAccount, timeZone, repliesOf, turns, moves, clock } = dependencies;
  const reader = peopleReader(dependencies);

  const readTurns = async (account: string, facts: SessionFacts, policy: RoutingPolicy, context: RoutingContext) => {
    const keys = cursorKeysOf(facts, [policy], context);
    const read = keys.map(async (key) => [key, await turns.next(account, key)] as const);
    return new Map(await Promise.all(read));
  };

  /** Which of the schedule's triggers is due; asks for the messages only where the answer depends on them. */
  const dueTrigger = async (
    { account, wts }: RoutingQuestion,
    facts: SessionFacts,
    policies: readonly RoutingPolicy[],
    context: RoutingContext,
  ): Promise<{ trigger?: RoutingTrigger; replies: Replies }> => {
    const messages = repliesOf(account);
    let replies = messages.known(facts) ?? {};
    let due = dueRouting(facts, policies, { ...context, ...replies });
    if (due?.needsMessages) {
      replies = await messages.read(wts.client, facts);
      due = dueRouting(facts, policies, { ...context, ...replies });
    }
    return { ...(due && { trigger: { on: due.on } }), replies };
  };

  /** The choice itself: on the load of those it depends on, and where all of them are full, of those who come next. */
  const weigh = async (
    { account, wts }: RoutingQuestion,
    policies: readonly RoutingPolicy[],
    { policy, ...found }: RoutingAnswer,
  ): Promise<RoutingAnswer> => {
    const { facts, seen } = found;
    let { context } = found;
    let decision = decideRouting(facts, policies, context);
    let slotsSeen: ReadonlyMap<string, Slots> = new Map();
    const weighed = new Set<string>();
    while (countsLoad(policy) && contendersOf(decision).some((userId) => !weighed.has(userId))) {
      for (const userId of contendersOf(decision)) weighed.add(userId);
      const loaded = await reader.withLoad(account, wts, context.candidates, ({ userId }) => weighed.has(userId));
      slotsSeen = loaded.seen;
      context = { ...context, candidates: loaded.candidates };
      decision = decideRouting(facts, policies, context);
    }
    return { facts, ...(policy && { policy }), decision, context, seen: { ...seen, slots: slotsSeen } };
  };

  /** Throws Fault. */
  const decide = async (question: RoutingQuestion): Promise<RoutingAnswer> => {
    const { account, wts, session, peopleMaxAgeMs = 0 } = question;
    const facts = readSessionFacts(session);
    if (!facts) throw new Fault(faults.wtsUnavailable, { logged: { wtsReason: "MALFORMED_ANSWER" } });
    const nowMs = clock.now();
    const day = localDay(nowMs, timeZone);
    const policies = policiesOf(routing, account, ownAccount);
    const asked: RoutingTrigger = question.trigger === "schedule" ? { on: "escalation" } : question.trigger;
    const isCommon = question.trigger === "schedule" || question.trigger.on === "SESSION_UPDATE";
    const people = await reader.people(wts, isCommon ? glanceMaxAgeMs : peopleMaxAgeMs);
    const { departmentId, userId } = facts;
    const [names, moved] = await Promise.all([
      reader.names(wts, policies, asked.to),
      moves.read({ account, sessionId: facts.id }, day, { departmentId, userId }),
    ]);
    let context: RoutingContext = {
      trigger: asked,
      ...{ nowMs, candidates: people, names, cursors: new Map(), hopsToday: moved.count },
      maxHopsPerDay: routing.maxHopsPerDay,
      ...(moved.state && { state: moved.state }),
    };
    const seen = { day, moves: moved, slots: new Map<string, Slots>(), turns: new Map() };
    if (question.trigger === "schedule") {
      const { trigger, replies } = await dueTrigger(question, facts, policies, context);
      if (!trigger) return { facts, decision: notDue(), context: { ...context, ...replies }, seen };
      context = { ...context, ...replies, trigger };
    }
    // Whether it comes to a choice among people does not depend on how much they have to do.
    let first = decideRouting(facts, policies, context);
    const policy = policies.find(({ name }) => name === first.policy);
    // Of a session that waits in the right queue already, it depends on who served its contact last.
    if (policy?.stickyOwner && (first.action !== "keep" || facts.userId === null)) {
      const lastServed = await readLastServed(wts.client, facts);
      if (lastServed) context = { ...context, lastServed };
      first = decideRouting(facts, policies, context);
    }
    if (first.action === "keep") return { facts, ...(policy && { policy }), decision: first, context, seen };
    context = { ...context, candidates: await reader.people(wts, Math.max(justNowMs, peopleMaxAgeMs)) };
    if (policy?.strategy === "round-robin") {
      const turnsSeen = await readTurns(account, facts, policy, context);
      seen.turns = turnsSeen;
      context = { ...context, cursors: new Map([...turnsSeen].map(([key, { value }]) => [key, value])) };
    }
    return weigh(question, policies, { facts, ...(policy && { policy }), decision: first, context, seen });
  };

  return {
    decide: (question: RoutingQuestion): Promise<RoutingAnswer> =>
      decide(question).catch((error: unknown) => {
        throw asFault(error);
      }),
  };
};
