// What to do with a session that is due: warn first, say goodbye, or close in silence, and only when people may be written to.
import { type BusinessCalendar, isOpen, nextOpening } from "../../core/hours/business-time.ts";
import { mayMessage } from "../../core/texts/may-message.ts";
import { type AutoCloseAction, type AutoCloseCase, addReason, keepOpen, wait } from "./auto-close-case.ts";
import { addClosedDay } from "./closed-day-reason.ts";
import { calendarFor } from "./prepare-auto-close.ts";
import { type SaidWhat, saidByPolicy, sayingOfPolicy } from "./what-is-said.ts";
import { isOptedOut } from "./wish-of.ts";

/**
 * How a session comes to be due. `unspoken` is one in which nobody has answered, since there is only courtesy, and `again` one
 * that was closed before: nobody is told of the end of either.
 */
type Due = "idle" | "warned" | "unspoken" | "again";

/** How it can be said now, or why it cannot. What is not read yet is no wish: `decide-auto-close.ts` has it read before anything is said. */
const sendable = (one: AutoCloseCase, what: SaidWhat) => {
  const { facts, ready, moment } = one;
  const answer = mayMessage(facts, {
    nowMs: moment.actNowMs,
    neverMessage: ready.messages?.neverMessage ?? [],
    isOptedOut: isOptedOut(one) === true,
    hasTemplate: sayingOfPolicy(ready.policy, what)?.template !== undefined,
  });
  if (!answer.may) return answer.why;
  // The name of the run is known to whoever says it.
  const said = saidByPolicy(ready.policy, what, { runId: "run", facts, as: answer.as });
  return said ? answer : "TEXT_INCOMPLETE";
};

export const warnOrClose = (one: AutoCloseCase, due: Due): AutoCloseAction => {
  const { facts, ready, moment } = one;
  const { name, warning, close, whenUnsendable, onlyInHours } = ready.policy;
  const warns = warning !== undefined && due === "idle";
  const sends = warns || (close.farewell !== undefined && (due === "idle" || due === "warned"));
  const message = warns ? "warning" : "farewell";
  const answer = sends ? sendable(one, message) : undefined;
  if (typeof answer === "string") {
    if (answer === "WINDOW_CLOSED" || answer === "TEXT_INCOMPLETE") {
      if (whenUnsendable === "leave") return keepOpen(one, answer, { message, closesWithout: false });
      addReason(one, answer, { message, closesWithout: true });
    }
    // A doubt is no wish: where a warning would be due, nobody is closed without it.
    else if (answer === "CONTACT_UNKNOWN" && whenUnsendable === "leave") return keepOpen(one, answer);
    // Who is not to be written to is closed in silence: to be left open for ever is nobody's wish.
    else addReason(one, answer);
  }
  const as = typeof answer === "object" && answer.as === "template" ? { as: answer.as } : {};
  const openUntilMs = typeof answer === "object" ? answer.untilMs : undefined;
  const writes = openUntilMs !== undefined;
  const calendar = calendarFor(ready, facts.departmentId);
  if ((writes || onlyInHours) && calendar !== undefined && !isOpen(calendar, moment.actNowMs)) {
    const opening = (hours: BusinessCalendar) => nextOpening(hours, moment.actNowMs);
    const openingMs = opening(calendar);
    if (openingMs === undefined) return keepOpen(one, "NEVER_OPEN");
    const untilMs = Math.min(openingMs, openUntilMs ?? openingMs);
    const outside = wait(one, untilMs, "OUTSIDE_HOURS", { openingMs });
    addClosedDay(one, calendar, opening);
    return outside;
  }
  if (warns && writes) return { action: "warn", policy: name, ...as };
  return { action: "close", policy: name, sendFarewell: writes, ...as, ...(due === "again" && { isAgain: true }) };
};

export const mayActNow = (one: AutoCloseCase, due: Due): boolean => {
  const { action } = warnOrClose({ ...one, reasons: [] }, due);
  return action === "close" || action === "warn";
};
