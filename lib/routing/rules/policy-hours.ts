// Whether a policy's hours have begun: outside them what it would do by itself stands still, and waits for the next opening.
import { type BusinessCalendar, closedDayBehind, isOpen, nextOpening } from "../../core/hours/business-time.ts";
import { calendarIn } from "../../core/hours/calendars-by-department.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { homeOf } from "./home-of.ts";
import type { PolicyHours } from "./policy-calendars.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { ClosedReason } from "./routing-decision.ts";
import type { RoutingPolicy } from "./routing-policy.ts";

/** Hours that cannot be read never begin: guessing would give out sessions at night. */
const neverOpen: BusinessCalendar = { openOn: () => [] };

/** Undefined where the policy has no hours. */
export const calendarFor = (
  facts: SessionFacts,
  policy: RoutingPolicy,
  context: Pick<RoutingContext, "hours" | "names" | "state">,
): BusinessCalendar | undefined => {
  if (policy.hours === undefined) return undefined;
  const made = context.hours?.calendars.get(policy.name);
  return made === undefined || "problem" in made ? neverOpen : calendarIn(made, homeOf(facts, policy, context));
};

/** Whether the policy acts in no department now. */
export const isClosedEverywhere = (
  { name, hours }: RoutingPolicy,
  known: PolicyHours | undefined,
  nowMs: number,
): boolean => {
  const made = known?.calendars.get(name);
  return hours !== undefined && (made === undefined || "problem" in made || !isOpen(made.calendar, nowMs));
};

export interface Closed {
  reasons: readonly ClosedReason[];
  /** When the hours begin; absent where they never do. */
  untilMs?: number;
}

const closedBy = (calendar: BusinessCalendar, nowMs: number): Closed | undefined => {
  if (isOpen(calendar, nowMs)) return undefined;
  const openingOf = (each: BusinessCalendar) => nextOpening(each, nowMs);
  const untilMs = Number.isFinite(nowMs) ? openingOf(calendar) : undefined;
  if (untilMs === undefined) return { reasons: [{ code: "NEVER_OPEN" }] };
  const day = closedDayBehind(calendar, openingOf);
  const outside: ClosedReason = { code: "OUTSIDE_HOURS", params: { untilMs } };
  if (day === undefined) return { reasons: [outside], untilMs };
  const { date, fromMinute, toMinute } = day;
  return { reasons: [outside, { code: "CLOSED_DAY", params: { date, fromMinute, toMinute } }], untilMs };
};

/** Undefined while the policy may act. */
export const closedNow = (
  facts: SessionFacts,
  policy: RoutingPolicy,
  context: Pick<RoutingContext, "hours" | "names" | "state" | "nowMs">,
): Closed | undefined => {
  const calendar = calendarFor(facts, policy, context);
  return calendar && closedBy(calendar, context.nowMs);
};

/** Another department than the policy's own may have a closed day: then none of its people is asked. */
export const closedIn = (departmentId: string, policy: RoutingPolicy, context: RoutingContext): Closed | undefined => {
  const made = policy.hours && context.hours?.calendars.get(policy.name);
  return made === undefined || "problem" in made ? undefined : closedBy(calendarIn(made, departmentId), context.nowMs);
};
