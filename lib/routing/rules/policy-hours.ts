// Whether a policy's hours have begun: outside them what it would do by itself stands still, and waits for the next opening.
import { type BusinessCalendar, closedDayBehind, isOpen, nextOpening } from "../../core/hours/business-time.ts";
import { calendarIn } from "../../core/hours/calendars-by-department.ts";
import { closedDayText } from "../../core/hours/closed-day.ts";
import { localText } from "../../core/hours/local-time.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { homeOf } from "./home-of.ts";
import type { PolicyHours } from "./policy-calendars.ts";
import type { RoutingContext } from "./routing-context.ts";
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

/** Whether another department than the policy's own has a closed day now, so that none of its people is asked. */
export const isClosedIn = (departmentId: string, policy: RoutingPolicy, context: RoutingContext): boolean => {
  const made = policy.hours && context.hours?.calendars.get(policy.name);
  return made !== undefined && !("problem" in made) && !isOpen(calendarIn(made, departmentId), context.nowMs);
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
  reasons: readonly { code: "OUTSIDE_HOURS" | "CLOSED_DAY" | "NEVER_OPEN"; message: string }[];
  /** When the policy's hours begin; absent where they never do. */
  untilMs?: number;
}

/** Undefined while the policy may act. */
export const closedNow = (
  facts: SessionFacts,
  policy: RoutingPolicy,
  context: Pick<RoutingContext, "hours" | "names" | "state" | "nowMs">,
): Closed | undefined => {
  const { nowMs, hours } = context;
  const calendar = calendarFor(facts, policy, context);
  if (calendar === undefined || isOpen(calendar, nowMs)) return undefined;
  const openingOf = (each: BusinessCalendar) => nextOpening(each, nowMs);
  const untilMs = Number.isFinite(nowMs) ? openingOf(calendar) : undefined;
  if (untilMs === undefined)
    return { reasons: [{ code: "NEVER_OPEN", message: "its hours never begin, or could not be read" }] };
  const opening = localText(untilMs, hours?.timeZone ?? "UTC");
  const day = closedDayBehind(calendar, openingOf);
  return {
    reasons: [
      { code: "OUTSIDE_HOURS", message: `waits until ${opening} (the policy's hours)` },
      ...(day ? [{ code: "CLOSED_DAY" as const, message: `closed on ${closedDayText(day)}` }] : []),
    ],
    untilMs,
  };
};
