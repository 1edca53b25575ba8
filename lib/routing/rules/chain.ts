// A policy's chain: its own move, its escalation steps in order, its fallback; and how far along it a session is.
import type { BusinessCalendar } from "../../core/hours/business-time.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { minutesAfter } from "./open-minutes.ts";
import type { RoutingContext, RoutingState } from "./routing-context.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import type { StrategyName } from "./strategies.ts";
import { answeredSince, waitingSinceMs } from "./waiting-contact.ts";

/** Where a policy, a step or a request wants the session, by names. */
export interface Stage {
  step: number;
  department?: string | undefined;
  users?: readonly string[] | undefined;
  strategy: StrategyName;
}

/** Step 0 is the policy's own move. Undefined beyond the last step. */
export const stageOf = (policy: RoutingPolicy, step: number): Stage | undefined => {
  const { department, users, strategy } = policy;
  if (step === 0) return { step, department, users, strategy };
  const to = policy.escalation[step - 1]?.to;
  if (!to) return undefined;
  return to.user === undefined
    ? { step, department: to.department, strategy }
    : { step, department: to.department, users: [to.user], strategy: "direct" };
};

/** The fallback counts as the step after the last one. */
export const fallbackStep = ({ escalation }: RoutingPolicy): number => escalation.length + 1;

/** Undefined when somebody else has moved the session since: then nothing that we began goes on. */
export const liveState = ({ departmentId, userId }: SessionFacts, state?: RoutingState): RoutingState | undefined =>
  state && state.departmentId === departmentId && state.userId === userId ? state : undefined;

/** How many minutes after the move to `step` the next one is due; undefined when none follows. */
const minutesToNext = ({ escalation, fallback }: RoutingPolicy, step: number): number | undefined => {
  if (escalation.length === 0 || step > escalation.length) return undefined;
  const next = escalation[step];
  return next ? next.afterMinutes : fallback && (fallback.afterMinutes ?? escalation.at(-1)?.afterMinutes);
};

/** When the chain goes on unless somebody answers; undefined when it does not. Of a policy with hours only the minutes within them count. */
export const nextStepMs = (
  policy: RoutingPolicy,
  state: RoutingState,
  calendar: BusinessCalendar | undefined,
  fromMs = state.atMs,
): number | undefined => {
  const minutes = minutesToNext(policy, state.step);
  return minutes === undefined ? undefined : minutesAfter(fromMs, minutes, calendar);
};

/** Whether a step is still to come and nobody has answered since the last one. */
export const isChainOpen = (
  facts: SessionFacts,
  context: RoutingContext,
  policy: RoutingPolicy,
  state: RoutingState,
): boolean => minutesToNext(policy, state.step) !== undefined && !answeredSince(facts, context, state.atMs);

/** Like nextStepMs, but for a contact that was answered before the move the time counts from when it wrote again. */
export const escalationDueMs = (
  facts: SessionFacts,
  context: RoutingContext,
  policy: RoutingPolicy,
  state: RoutingState,
  calendar: BusinessCalendar | undefined,
): number | undefined => {
  const since = waitingSinceMs(facts, context);
  if (since === undefined || !isChainOpen(facts, context, policy, state)) return undefined;
  const fromMs = facts.firstResponseMs === undefined ? state.atMs : Math.max(state.atMs, since);
  return nextStepMs(policy, state, calendar, fromMs);
};
