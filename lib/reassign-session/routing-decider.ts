// Reads what a routing decision is taken from, as little as it takes, and takes it; changes nothing.
import type { Clock } from "../clock.ts";
import { Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/local-time.ts";
import { decideRouting } from "../core/policies/routing.ts";
import type { RoutingContext, RoutingTrigger } from "../core/policies/routing-context.ts";
import type { RoutingDecision } from "../core/policies/routing-decision.ts";
import { dueRouting } from "../core/policies/routing-due.ts";
import { cursorKeysOf } from "../core/policies/routing-names.ts";
import type { RoutingPolicy } from "../core/policies/routing-policy.ts";
import { policiesOf, type Routing } from "../core/policies/routing-shape.ts";
import { readSessionFacts, type SessionFacts } from "../core/policies/session-facts.ts";
import type { Slots } from "../records/reserved-slots.ts";
import type { MoveRecords } from "../records/session-moves.ts";
import type { TurnCounters } from "../records/turn-counters.ts";
import { asFault } from "../wts/as-fault.ts";
import { readLastServed } from "./last-served.ts";
import { type PeopleReaderDependencies, peopleReader } from "./people-reader.ts";
import type { Replies, ReplyReader } from "./read-replies.ts";
import type { RoutingAnswer, RoutingQuestion } from "./routing-question.ts";

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

const notDue = (): RoutingDecision => ({
  action: "keep",
  skipped: [],
  rejected: [],
  reasons: [{ code: "NOT_DUE", message: "no policy has anything to do with this session now" }],
  failed: false,
});

const countsLoad = (policy: RoutingPolicy | undefined): boolean =>
  policy !== undefined && (policy.strategy === "least-open" || policy.capacity !== undefined);

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

  /** Throws Fault. */
  const decide = async (question: RoutingQuestion): Promise<RoutingAnswer> => {
    const { account, wts, session } = question;
    const facts = readSessionFacts(session);
    if (!facts) throw new Fault(faults.wtsUnavailable, { logged: { wtsReason: "MALFORMED_ANSWER" } });
    const nowMs = clock.now();
    const day = localDay(nowMs, timeZone);
    const policies = policiesOf(routing, account, ownAccount);
    const asked: RoutingTrigger = question.trigger === "schedule" ? { on: "escalation" } : question.trigger;
    const people = await reader.people(wts);
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
    const first = decideRouting(facts, policies, context);
    const policy = policies.find(({ name }) => name === first.policy);
    const known = { facts, ...(policy && { policy }) };
    if (first.action === "keep") return { ...known, decision: first, context, seen };
    if (policy?.stickyOwner) {
      const lastServed = await readLastServed(wts.client, facts);
      if (lastServed) context = { ...context, lastServed };
    }
    if (policy?.strategy === "round-robin") {
      const turnsSeen = await readTurns(account, facts, policy, context);
      seen.turns = turnsSeen;
      context = { ...context, cursors: new Map([...turnsSeen].map(([key, { value }]) => [key, value])) };
    }
    if (countsLoad(policy)) {
      const loaded = await reader.withLoad(account, wts, context.candidates);
      seen.slots = new Map(loaded.seen);
      context = { ...context, candidates: loaded.candidates };
    }
    return { ...known, decision: decideRouting(facts, policies, context), context, seen };
  };

  return {
    decide: (question: RoutingQuestion): Promise<RoutingAnswer> =>
      decide(question).catch((error: unknown) => {
        throw asFault(error);
      }),
  };
};
