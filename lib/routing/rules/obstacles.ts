// Finds what speaks against a policy that has the trigger: it is about other sessions, a bot is at work, or it is not time yet.
import type { BusinessCalendar } from "../../core/hours/business-time.ts";
import { botIsAtWork } from "../../core/sessions/bot-at-work.ts";
import { type Evaluation, evaluateMatch } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { isChainOpen, liveState } from "./chain.ts";
import { minutesAfter, minutesBetween } from "./open-minutes.ts";
import { type Closed, calendarFor, closedNow } from "./policy-hours.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { SkipParams, SkipReason } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import type { PolicyTrigger } from "./triggers-of.ts";
import { answeredSince, waitingSinceMs } from "./waiting-contact.ts";

/** The reason for which a policy is passed over; undefined where there is none. */
type Obstacle = SkipReason | undefined;

type Early = Exclude<SkipParams["NOT_DUE"], { minutes: number }>["because"];

const notDue = (because: Early): Obstacle => ({ code: "NOT_DUE", params: { because } });

/** How long the contact has to wait, and by which calendar its minutes count. */
interface Wait {
  minutes: number;
  calendar: BusinessCalendar | undefined;
}

const waitsTooShort = (sinceMs: number | undefined, { minutes, calendar }: Wait, nowMs: number): Obstacle => {
  if (sinceMs === undefined) return notDue("contactDoesNotWait");
  const dueMs = minutesAfter(sinceMs, minutes, calendar);
  // The comparison is written so that a time that is no number is not due.
  if (dueMs !== undefined && nowMs >= dueMs) return undefined;
  const waitedMinutes = minutesBetween(sinceMs, nowMs, calendar);
  return { code: "NOT_DUE", params: { because: "waitsTooShort", waitedMinutes, minutes } };
};

/** What the policy began goes on by its steps, and a session that has come to their end stays there until somebody answers. */
const chainObstacle = (facts: SessionFacts, policy: RoutingPolicy, context: RoutingContext): Obstacle => {
  const state = liveState(facts, context.state);
  if (state?.policy !== policy.name || answeredSince(facts, context, state.atMs)) return undefined;
  if (isChainOpen(facts, context, policy, state)) return notDue("escalationUnderWay");
  return state.step > 0 ? notDue("escalationOver") : undefined;
};

/** A move by hand is respected: the session stays with the person and in the department that it was given to. */
const handMadeObstacle = (facts: SessionFacts, { department }: RoutingPolicy, context: RoutingContext): Obstacle => {
  if (!context.trigger.movedByPerson) return undefined;
  const isHere = department === undefined || context.names.departments.get(department) === facts.departmentId;
  return facts.userId === null && isHere ? undefined : { code: "MOVED_BY_PERSON" };
};

const firstResponseObstacle = (facts: SessionFacts, wait: Wait, context: RoutingContext): Obstacle => {
  if (facts.firstResponseMs !== undefined || typeof context.lastReplyMs === "number") return notDue("hadFirstResponse");
  const waitingMs = waitingSinceMs(facts, context);
  if (waitingMs === undefined) return notDue("contactDoesNotWait");
  const movedMs = liveState(facts, context.state)?.atMs ?? 0;
  return waitsTooShort(Math.max(facts.createdAtMs ?? waitingMs, movedMs), wait, context.nowMs);
};

/** Whoever has just got it from us has not been silent before that: otherwise it would go on every minute. */
const silentSinceMs = (facts: SessionFacts, context: RoutingContext): number | undefined => {
  const waitingMs = waitingSinceMs(facts, context);
  return waitingMs && Math.max(waitingMs, liveState(facts, context.state)?.atMs ?? waitingMs);
};

const timeObstacle = (
  facts: SessionFacts,
  { on, minutes }: PolicyTrigger,
  policy: RoutingPolicy,
  context: RoutingContext,
): Obstacle => {
  const wait = { minutes, calendar: calendarFor(facts, policy, context) };
  const owner = context.candidates.find(({ userId }) => userId === facts.userId);
  switch (on) {
    case "noFirstResponse":
      return chainObstacle(facts, policy, context) ?? firstResponseObstacle(facts, wait, context);
    case "ownerSilent":
      if (facts.userId === null) return notDue("nobodyHasIt");
      return chainObstacle(facts, policy, context) ?? waitsTooShort(silentSinceMs(facts, context), wait, context.nowMs);
    case "ownerUnavailable":
      if (facts.userId === null) return notDue("nobodyHasIt");
      // An owner who is not in the directory any more has left the account.
      if (owner?.available) return notDue("ownerAvailable");
      return waitsTooShort(waitingSinceMs(facts, context), wait, context.nowMs);
    case "backlog":
      return facts.userId === null ? undefined : notDue("somebodyHasIt");
    case "SESSION_UPDATE":
      return handMadeObstacle(facts, policy, context);
    case "SESSION_NEW":
    case "holdEnded":
    case "requested":
      return undefined;
  }
};

export const leftToBot = (facts: SessionFacts, { botAtWork }: RoutingPolicy): Obstacle =>
  botAtWork === "leave" && botIsAtWork(facts) ? { code: "BOT_AT_WORK" } : undefined;

/** A policy gives out the sessions that it sent into a queue itself, wherever that queue is. */
export const isOwnBacklog = (facts: SessionFacts, policy: RoutingPolicy, context: RoutingContext): boolean =>
  context.trigger.on === "backlog" && liveState(facts, context.state)?.policy === policy.name;

const namesOf = (evaluations: readonly Evaluation[]) => evaluations.map(({ criterion }) => criterion);

const matchObstacle = (facts: SessionFacts, policy: RoutingPolicy, context: RoutingContext): Obstacle => {
  const differs = evaluateMatch(facts, policy.match, context.names).filter(({ verdict }) => verdict !== true);
  if (differs.length > 0 && !isOwnBacklog(facts, policy, context))
    return { code: "NOT_MATCHED", params: { criteria: namesOf(differs) } };
  // If a fact is missing, `except` is treated as matching: a session that might be meant to be left alone is left alone.
  const excepted = evaluateMatch(facts, policy.except, context.names).filter(({ verdict }) => verdict !== false);
  return excepted.length > 0 ? { code: "EXCEPTED", params: { criteria: namesOf(excepted) } } : undefined;
};

/** What speaks against the policy; where nothing but its hours does, the policy keeps the session waiting for them. */
export interface Objection {
  found: readonly SkipReason[];
  closed?: Closed;
}

/** Undefined where nothing speaks against it. Who asks for a move has made the choice, whatever the hours are. */
export const objectionTo = (
  facts: SessionFacts,
  trigger: PolicyTrigger,
  policy: RoutingPolicy,
  context: RoutingContext,
): Objection | undefined => {
  const closed = trigger.on === "requested" ? undefined : closedNow(facts, policy, context);
  // Its minutes stand still meanwhile: what would be due but for them waits for the opening, and is no other policy's.
  const asked = closed ? { ...trigger, minutes: 0 } : trigger;
  const obstacle =
    matchObstacle(facts, policy, context) ?? leftToBot(facts, policy) ?? timeObstacle(facts, asked, policy, context);
  if (obstacle) return { found: [obstacle] };
  return closed && { found: closed.reasons, closed };
};
