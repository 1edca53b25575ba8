// Whether a session has been idle long enough, and what a warning of ours does to that.
import { addBusinessMs, type BusinessCalendar, usualCalendar } from "../../core/hours/business-time.ts";
import { isPlausible } from "../../core/plausible-instant.ts";
import { type AutoCloseAction, type AutoCloseCase, addReason, keepOpen, needAnswers, wait } from "./auto-close-case.ts";
import { addClosedDay } from "./closed-day-reason.ts";
import { heldUntilMs } from "./held.ts";
import { calendarFor } from "./prepare-auto-close.ts";
import { mayBeCourtesy } from "./who-waits.ts";

/** It is "touched" when something went out after the warning, and who wrote that is not known yet. */
type WarningState = "none" | "stands" | "touched" | "cancelled";

const warningState = (one: AutoCloseCase): WarningState => {
  const { facts, ready, moment } = one;
  const { warned, answers } = moment;
  if (warned === undefined || ready.grace === undefined) return "none";
  // What was said before a hold counts no more when the hold is over.
  if (heldUntilMs(one) > warned.warnedAtMs) return "none";
  const { lastMessageInMs, lastMessageOutMs } = facts;
  if (typeof lastMessageInMs === "number" && lastMessageInMs > (warned.lastMessageInMs ?? Number.NEGATIVE_INFINITY))
    return "cancelled";
  const sentAtMs = warned.messageAtMs ?? warned.warnedAtMs;
  if (typeof lastMessageOutMs !== "number" || lastMessageOutMs <= sentAtMs) return "stands";
  if (answers === undefined) return "touched";
  const byPerson = answers.some(({ origin, atMs }) => (origin ?? "DEFAULT") === "DEFAULT" && atMs > sentAtMs);
  return byPerson ? "cancelled" : "stands";
};

/** The instant since which nothing has been said; a warning starts the clock anew, wherever WTS shows it, and so do courtesy and the end of a hold. */
const idleSince = (one: AutoCloseCase): number | null | undefined => {
  const { facts, ready, moment } = one;
  const { lastMessageInMs, lastMessageOutMs, createdAtMs } = facts;
  const { since } = ready.policy.idle;
  const countsIn = since !== "out" || mayBeCourtesy(one);
  const said = [countsIn ? lastMessageInMs : null, since === "in" ? null : lastMessageOutMs].filter(
    (ms) => typeof ms === "number",
  );
  if (said.length === 0 && since !== "any") return null;
  if (said.length === 0 && (createdAtMs === undefined || !isPlausible(createdAtMs))) return undefined;
  return Math.max(...(said.length === 0 ? [createdAtMs ?? 0] : said), moment.warned?.warnedAtMs ?? 0, heldUntilMs(one));
};

/** How long something takes, and by which clock. */
interface Span {
  fromMs: number;
  ms: number;
  clock: "wall" | "business";
}

const businessCalendarOf = ({ ready, facts }: AutoCloseCase, { clock }: Span): BusinessCalendar | undefined =>
  clock === "wall" ? undefined : calendarFor(ready, facts.departmentId);

const endOf = (one: AutoCloseCase, span: Span): number | undefined =>
  addBusinessMs(businessCalendarOf(one, span) ?? "always", span.fromMs, span.ms);

/** The code is that of the closed day only where the session would not have to wait without it. */
const waitFor = (
  one: AutoCloseCase,
  span: Span,
  untilMs: number,
  ...[code, params]: [code: "NOT_IDLE_YET", params: { sinceMs: number }] | ["WARNING_STANDS", { warnedAtMs: number }]
): AutoCloseAction => {
  const calendar = businessCalendarOf(one, span);
  const end = (hours: BusinessCalendar) => addBusinessMs(hours, span.fromMs, span.ms);
  const usualMs = calendar && end(usualCalendar(calendar));
  const isDueBut = usualMs !== undefined && usualMs <= one.moment.nowMs;
  if (!isDueBut) addClosedDay(one, calendar, end);
  const action = wait(one, untilMs, code, params);
  if (isDueBut) addClosedDay(one, calendar, end);
  return action;
};

const neverOver = (one: AutoCloseCase): AutoCloseAction => keepOpen(one, "NEVER_OPEN");

/** It answers what there is to do instead, or how the session comes to be due: idle, or idle after a warning. */
export const idleness = (one: AutoCloseCase): AutoCloseAction | "idle" | "warned" => {
  const { ready, moment } = one;
  const { idle } = ready.policy;
  const state = warningState(one);
  const warnedAtMs = moment.warned?.warnedAtMs ?? 0;
  const grace: Span | undefined = ready.grace && { fromMs: warnedAtMs, ...ready.grace };
  const warningStands = (span: Span, untilMs: number): AutoCloseAction =>
    waitFor(one, span, untilMs, "WARNING_STANDS", { warnedAtMs });
  const graceEndMs = grace && endOf(one, grace);
  if (state === "stands") {
    if (grace === undefined || graceEndMs === undefined) return neverOver(one);
    if (moment.nowMs < graceEndMs) return warningStands(grace, graceEndMs);
    addReason(one, "WARNED", { warnedAtMs });
    return "warned";
  }
  const sinceMs = idleSince(one);
  if (sinceMs === undefined) return keepOpen(one, "FACT_MISSING", { fact: "createdAt" });
  if (sinceMs === null) return keepOpen(one, "NO_MESSAGE", { since: idle.since });
  const silence: Span = { fromMs: sinceMs, ms: ready.idleMs, clock: idle.clock };
  const dueMs = endOf(one, silence);
  if (state === "touched") {
    const firstMs = Math.min(graceEndMs ?? Number.POSITIVE_INFINITY, dueMs ?? Number.POSITIVE_INFINITY);
    if (moment.nowMs < firstMs && firstMs < Number.POSITIVE_INFINITY)
      return warningStands(grace !== undefined && firstMs === graceEndMs ? grace : silence, firstMs);
    return needAnswers(one, { afterWarning: true });
  }
  if (state === "cancelled") addReason(one, "WARNING_CANCELLED");
  if (dueMs === undefined) return neverOver(one);
  if (moment.nowMs < dueMs) {
    const action = waitFor(one, silence, dueMs, "NOT_IDLE_YET", { sinceMs });
    // It may turn out that the contact waits for an answer, and then for longer.
    if (mayBeCourtesy(one) && moment.looked?.messages === undefined) addReason(one, "COURTESY_NOT_READ");
    return action;
  }
  addReason(one, "IDLE", { sinceMs, dueMs });
  return "idle";
};
