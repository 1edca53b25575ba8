// Reads what a routing decision is taken from, no more than it takes, and takes the decision; it changes nothing.
import { Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/hours/local-time.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { readSessionFacts, type SessionFacts } from "../core/sessions/session-facts.ts";
import { asFault } from "../wts/choose-fault.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import { type PeopleReaderDependencies, peopleReader } from "./people-reader.ts";
import { readLastServed } from "./read-last-served.ts";
import type { Slots } from "./records/reserved-slots.ts";
import type { RoundRobinTurn } from "./records/round-robin-turns.ts";
import type { SessionMoves } from "./records/session-moves.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { keep } from "./rules/build-decision.ts";
import { decideRouting } from "./rules/decide-routing.ts";
import { dueTrigger } from "./rules/due-trigger.ts";
import { isHeldBack } from "./rules/held-session.ts";
import { cursorKeysOf } from "./rules/names-in-policies.ts";
import { policiesOf } from "./rules/policies-of.ts";
import type { RoutingContext, RoutingTrigger } from "./rules/routing-context.ts";
import { type RejectionCode, type RoutingDecision, reason } from "./rules/routing-decision.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";
import { strategies } from "./rules/strategies.ts";
import type { Replies } from "./rules/waiting-contact.ts";

interface RoutingQuestion {
  account: string;
  wts: Wts;
  /** The session as it was read a moment ago. */
  session: WtsSession;
  /** "schedule" asks which of the schedule's triggers is due, if any. */
  trigger: RoutingTrigger | "schedule";
  /** How old what is known of who is available may be when it comes to a choice; 0 unless given. */
  peopleMaxAgeMs?: number;
}

export interface RoutingAnswer {
  facts: SessionFacts;
  decision: RoutingDecision;
  context: RoutingContext;
  policy?: RoutingPolicy;
  /** A move has to be based on what was seen: whoever has changed it since makes the decision void. */
  seen: {
    /** The day of the calendar by which moves are counted, as YYYY-MM-DD. */
    day: string;
    moves: SessionMoves;
    /** The slots by person, of those who were asked for. */
    slots: ReadonlyMap<string, Slots>;
    /** The turns by counter. */
    turns: ReadonlyMap<string, RoundRobinTurn>;
  };
}

type Dependencies = PeopleReaderDependencies &
  Pick<
    RoutingDependencies,
    "routing" | "account" | "zones" | "repliesOf" | "hoursOf" | "turns" | "moves" | "holds" | "clock"
  >;

/** How old what is known of who is available may be for triggers most of which come to nothing. */
const glanceMaxAgeMs = 5_000;
/** What was read for the first look is as good as now. */
const justNowMs = 1_000;

const nothingDue = keep([reason("NOT_DUE")]);

const countsLoad = (policy: RoutingPolicy | undefined): boolean =>
  policy !== undefined && (strategies[policy.strategy].countsSessions || policy.capacity !== undefined);

const inContention: readonly RejectionCode[] = ["FULL", "NOT_NEXT", "NOT_STICKY"];

/** The people on whose load the decision depends. */
const contendersOf = ({ userId, rejected }: RoutingDecision): readonly string[] => [
  ...(userId === undefined ? [] : [userId]),
  ...rejected.flatMap((each) => (inContention.includes(each.code) ? each.userId : [])),
];

export const routingDecider = (dependencies: Dependencies) => {
  const { routing, account: ownAccount, zones, repliesOf, hoursOf, turns, moves, holds, clock } = dependencies;
  const reader = peopleReader(dependencies);

  const readTurns = async (account: string, facts: SessionFacts, policy: RoutingPolicy, context: RoutingContext) => {
    const keys = cursorKeysOf(facts, [policy], context);
    const read = keys.map(async (key) => [key, await turns.next(account, key)] as const);
    return new Map(await Promise.all(read));
  };

  /** Finds which of the schedule's triggers is due; the messages are read only where the answer depends on them. */
  const readDueTrigger = async (
    { account, wts }: RoutingQuestion,
    facts: SessionFacts,
    policies: readonly RoutingPolicy[],
    context: RoutingContext,
  ): Promise<{ trigger?: RoutingTrigger; replies: Replies; heldUntilMs?: number }> => {
    const messages = repliesOf(account);
    let replies = messages.known(facts) ?? {};
    const { readsCourtesy } = messages;
    let due = dueTrigger(facts, policies, { ...context, ...replies, readsCourtesy });
    if (due?.needsMessages) {
      replies = await messages.read(wts.client, facts);
      due = dueTrigger(facts, policies, { ...context, ...replies });
    }
    if (!due) return { replies };
    // Whoever moves the session has it to itself here: a hold that was set until now is obeyed.
    const hold = await holds.read(account, facts.id);
    if (hold && !hold.ended) replies = messages.known(facts) ?? (await messages.read(wts.client, facts));
    if (hold && isHeldBack(hold, facts, replies, context.nowMs)) return { replies, heldUntilMs: hold.untilMs };
    return { trigger: { on: due.on }, replies };
  };

  /** Makes the choice itself: on the load of those it depends on, and where all of them are full, of those who come next. */
  const weigh = async (
    { account, wts }: RoutingQuestion,
    policies: readonly RoutingPolicy[],
    answer: RoutingAnswer,
  ): Promise<RoutingAnswer> => {
    const { facts, policy, seen } = answer;
    let { context } = answer;
    let decision = decideRouting(facts, policies, context);
    let slots: ReadonlyMap<string, Slots> = new Map();
    const weighed = new Set<string>();
    while (countsLoad(policy) && contendersOf(decision).some((userId) => !weighed.has(userId))) {
      for (const userId of contendersOf(decision)) weighed.add(userId);
      const loaded = await reader.withLoad(account, wts, context.candidates, ({ userId }) => weighed.has(userId));
      slots = loaded.seen;
      context = { ...context, candidates: loaded.candidates };
      decision = decideRouting(facts, policies, context);
    }
    return { ...answer, decision, context, seen: { ...seen, slots } };
  };

  const decide = async (question: RoutingQuestion): Promise<RoutingAnswer> => {
    const { account, wts, session, peopleMaxAgeMs = 0 } = question;
    const facts = readSessionFacts(session);
    if (!facts) throw new Fault(faults.wtsUnavailable, { logged: { wtsReason: "MALFORMED_ANSWER" } });
    const nowMs = clock.now();
    const day = localDay(nowMs, zoneOf(zones, account));
    const policies = policiesOf(routing, account, ownAccount);
    const asked: RoutingTrigger = question.trigger === "schedule" ? { on: "escalation" } : question.trigger;
    const isCommon = question.trigger === "schedule" || question.trigger.on === "SESSION_UPDATE";
    const people = await reader.people(account, wts, isCommon ? glanceMaxAgeMs : peopleMaxAgeMs);
    const { departmentId, userId } = facts;
    const [names, hours, moved] = await Promise.all([
      reader.names(wts, policies, asked.to),
      hoursOf(account, wts),
      moves.read({ account, sessionId: facts.id }, day, { departmentId, userId }),
    ]);
    let context: RoutingContext = {
      trigger: asked,
      nowMs,
      candidates: people,
      names,
      ...(hours.policies && { hours: hours.policies }),
      cursors: new Map(),
      hopsToday: moved.count,
      maxHopsPerDay: routing.maxHopsPerDay,
      ...(moved.state && { state: moved.state }),
    };
    const seen = { day, moves: moved, slots: new Map<string, Slots>(), turns: new Map<string, RoundRobinTurn>() };
    if (question.trigger === "schedule") {
      const { trigger, replies, heldUntilMs } = await readDueTrigger(question, facts, policies, context);
      context = { ...context, ...replies, ...(trigger && { trigger }) };
      const nothing = heldUntilMs === undefined ? nothingDue : keep([reason("HELD", { untilMs: heldUntilMs })]);
      if (!trigger) return { facts, decision: nothing, context, seen };
    }
    // Whether it comes to a choice among people does not depend on how much they have to do.
    let decision = decideRouting(facts, policies, context);
    const policy = policies.find(({ name }) => name === decision.policy);
    // What becomes of a session that waits in the right queue already depends on who served its contact last.
    if (policy?.stickyOwner && (decision.action !== "keep" || facts.userId === null)) {
      const lastServed = await readLastServed(wts.client, facts);
      if (lastServed) context = { ...context, lastServed };
      decision = decideRouting(facts, policies, context);
    }
    const answer: RoutingAnswer = { facts, ...(policy && { policy }), decision, context, seen };
    if (decision.action === "keep") return answer;
    context = { ...context, candidates: await reader.people(account, wts, Math.max(justNowMs, peopleMaxAgeMs)) };
    if (policy && strategies[policy.strategy].takesTurns) {
      seen.turns = await readTurns(account, facts, policy, context);
      context = { ...context, cursors: new Map([...seen.turns].map(([key, { value }]) => [key, value])) };
    }
    return weigh(question, policies, { ...answer, context });
  };

  /** Throws Fault. */
  return (question: RoutingQuestion): Promise<RoutingAnswer> =>
    decide(question).catch((error: unknown) => {
      throw asFault(error);
    });
};
