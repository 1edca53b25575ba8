// One session before one policy that is about it, and what may come of that.

import type { CostlyFact, LookedUp } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Answer } from "../../core/sessions/team-answers.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason, ReasonCode } from "./reason-codes.ts";

/** It does not matter which policy it was that warned: the contact has been warned. */
export interface Warned {
  warnedAtMs: number;
  /** WTS's own time of the warning; it is absent where WTS said none. */
  messageAtMs?: number;
  /** The contact's last message when the warning was sent; null means that it had never written. */
  lastMessageInMs: number | null;
}

/** We have said goodbye to the contact already, and the session is open again. */
export interface SaidGoodbye {
  atMs: number;
  /** The contact's last message before it; null means that it had never written. */
  lastMessageInMs: number | null;
}

/** A policy has found, in this same silence, that the contact waits. */
export interface KnownWait {
  policy: string;
  code: "CONTACT_SPOKE_LAST" | "ANSWER_DOES_NOT_COUNT";
}

export interface AutoCloseMoment {
  /** The run's `now`: idleness is measured at it. */
  nowMs: number;
  /** The instant just before the action, at which business hours and WhatsApp's window are looked at. */
  actNowMs: number;
  /** What was read because a decision `needs` it. */
  looked?: LookedUp;
  /** The messages to the contact since its last one, out of those that were read. */
  answers?: readonly Answer[];
  /** The warning that our own table knows of. */
  warned?: Warned;
  saidGoodbye?: SaidGoodbye;
  knownWait?: KnownWait;
}

export type AutoCloseAction =
  /** `isAgain`: everything that its policy says of a close was said and done before. */
  | { action: "close"; policy: string; sendFarewell: boolean; isAgain?: true }
  | { action: "warn"; policy: string }
  /** `untilMs` is the earliest instant at which the same facts could lead to something else. */
  | { action: "wait"; policy: string; untilMs: number }
  | { action: "leave"; policy?: string }
  /** Nothing is decided yet: the fact is to be read, and the question asked again. One of the policies of `mayAct` could act then. */
  | { action: "look"; policy: string; needs: CostlyFact; mayAct: readonly string[] };

export interface AutoCloseCase {
  facts: SessionFacts;
  ready: ReadyPolicy;
  moment: AutoCloseMoment;
  reasons: Reason[];
}

export const addReason = ({ ready, reasons }: AutoCloseCase, code: ReasonCode, message: string): void => {
  reasons.push({ code, policy: ready.policy.name, message });
};

/** It adds the reason and answers the action, so that a step can end with `return keepOpen(…)`. */
export const keepOpen = (one: AutoCloseCase, code: ReasonCode, message: string): AutoCloseAction => {
  addReason(one, code, message);
  return { action: "leave", policy: one.ready.policy.name };
};

export const wait = (one: AutoCloseCase, untilMs: number, code: ReasonCode, message: string): AutoCloseAction => {
  addReason(one, code, message);
  return { action: "wait", policy: one.ready.policy.name, untilMs };
};

export const needAnswers = (one: AutoCloseCase, message: string): AutoCloseAction => {
  const { name } = one.ready.policy;
  addReason(one, "ANSWERS_NEEDED", message);
  return { action: "look", policy: name, needs: "messages", mayAct: [name] };
};

/** A date beyond this one means that something is broken, and no time zone answers for it. */
const lastInstantMs = 253_402_300_799_999;

export const isPlausible = (ms: number): boolean => ms >= 0 && ms <= lastInstantMs;

export const instantText = (ms: number): string =>
  isPlausible(ms) ? new Date(ms).toISOString() : "a time out of range";
