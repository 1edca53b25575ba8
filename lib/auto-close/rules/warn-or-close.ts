// What to do with a session that is due: warn first, say goodbye, or close in silence, and only when people may be written to.
import { type BusinessCalendar, isOpen, nextOpening } from "../../core/hours/business-time.ts";
import { windowOpenUntil } from "../../core/sessions/whatsapp-window.ts";
import { type AutoCloseAction, type AutoCloseCase, addReason, keepOpen, wait } from "./auto-close-case.ts";
import { addClosedDay } from "./closed-day-reason.ts";
import { calendarFor } from "./prepare-auto-close.ts";

/**
 * How a session comes to be due. `unspoken` is one in which nobody has answered, since there is only courtesy, and `again` one
 * that was closed before: nobody is told of the end of either.
 */
type Due = "idle" | "warned" | "unspoken" | "again";

export const warnOrClose = (one: AutoCloseCase, due: Due): AutoCloseAction => {
  const { facts, ready, moment } = one;
  const { name, warning, close, whenUnsendable, onlyInHours } = ready.policy;
  const warns = warning !== undefined && due === "idle";
  const sends = warns || (close.farewell !== undefined && (due === "idle" || due === "warned"));
  const openUntilMs = sends ? windowOpenUntil(facts, moment.actNowMs) : undefined;
  if (sends && openUntilMs === undefined) {
    const message = warns ? "warning" : "farewell";
    if (whenUnsendable === "leave") return keepOpen(one, "WINDOW_CLOSED", { message, closesWithout: false });
    addReason(one, "WINDOW_CLOSED", { message, closesWithout: true });
  }
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
  if (warns && writes) return { action: "warn", policy: name };
  return { action: "close", policy: name, sendFarewell: writes, ...(due === "again" && { isAgain: true }) };
};

export const mayActNow = (one: AutoCloseCase, due: Due): boolean => {
  const { action } = warnOrClose({ ...one, reasons: [] }, due);
  return action === "close" || action === "warn";
};
