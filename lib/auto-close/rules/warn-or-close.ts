// What to do with a session that is due: warn first, say goodbye, or close in silence, and only when people may be written to.
import { isOpen, nextOpening } from "../../core/hours/business-time.ts";
import { type AutoCloseAction, type AutoCloseCase, addReason, instantText, keepOpen, wait } from "./auto-close-case.ts";
import { windowOpenUntil } from "./whatsapp-window.ts";

export const warnOrClose = (one: AutoCloseCase, due: "idle" | "warned"): AutoCloseAction => {
  const { facts, ready, moment } = one;
  const { name, warning, close, whenUnsendable, onlyInHours } = ready.policy;
  const warns = warning !== undefined && due === "idle";
  const sends = warns || close.farewell !== undefined;
  const openUntilMs = sends ? windowOpenUntil(facts, moment.actNowMs) : undefined;
  if (sends && openUntilMs === undefined) {
    const message = `the ${warns ? "warning" : "farewell"} cannot be sent: WhatsApp's 24 hours are over`;
    if (whenUnsendable === "leave") return keepOpen(one, "WINDOW_CLOSED", message);
    addReason(one, "WINDOW_CLOSED", `${message}; closed without it`);
  }
  const writes = openUntilMs !== undefined;
  if ((writes || onlyInHours) && ready.calendar !== undefined && !isOpen(ready.calendar, moment.actNowMs)) {
    const openingMs = nextOpening(ready.calendar, moment.actNowMs);
    if (openingMs === undefined) return keepOpen(one, "NEVER_OPEN", "its business hours never come round");
    const untilMs = Math.min(openingMs, openUntilMs ?? openingMs);
    return wait(one, untilMs, "OUTSIDE_HOURS", `outside business hours, which begin at ${instantText(openingMs)}`);
  }
  if (warns && writes) return { action: "warn", policy: name };
  return { action: "close", policy: name, sendFarewell: writes };
};
