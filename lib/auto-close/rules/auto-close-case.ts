// One session before one policy that is about it, and what may come of that.

import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Answer } from "../../core/sessions/team-answers.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason, ReasonCode } from "./reason-codes.ts";

export interface Warned {
  policy: string;
  warnedAtMs: number;
  /** WTS's own time of the warning; it is absent where WTS said none. */
  messageAtMs?: number;
  /** The contact's last message when the warning was sent; null means that it had never written. */
  lastMessageInMs: number | null;
}

export interface AutoCloseMoment {
  /** The run's `now`: idleness is measured at it. */
  nowMs: number;
  /** The instant just before the action, at which business hours and WhatsApp's window are looked at. */
  actNowMs: number;
  /** Messages to the contact since its last one; they are read only where a decision `needs` them. */
  answers?: readonly Answer[];
  /** The warning that our own table knows of. */
  warned?: Warned;
}

export type AutoCloseAction =
  | { action: "close"; policy: string; sendFarewell: boolean }
  | { action: "warn"; policy: string }
  /** `untilMs` is the earliest instant at which the same facts could lead to something else. */
  | { action: "wait"; policy: string; untilMs: number }
  /** With `needs` nothing is decided yet: the messages to the contact are to be read, and the question asked again. */
  | { action: "leave"; policy?: string; needs?: "answers" };

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
  addReason(one, "ANSWERS_NEEDED", message);
  return { action: "leave", policy: one.ready.policy.name, needs: "answers" };
};

/** A date beyond this one means that something is broken, and no time zone answers for it. */
const lastInstantMs = 253_402_300_799_999;

export const isPlausible = (ms: number): boolean => ms >= 0 && ms <= lastInstantMs;

export const instantText = (ms: number): string =>
  isPlausible(ms) ? new Date(ms).toISOString() : "a time out of range";
