// One session before one policy that is about it, and what may come of that.
import type { Answer } from "../../core/sessions/answers.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Reason, ReasonCode } from "./auto-close-reason.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";

export interface Warned {
  policy: string;
  warnedAtMs: number;
  /** WTS's own time of the warning, where it said one. */
  messageAtMs?: number;
  /** The contact's last message when the warning was sent; null: it had never written. */
  lastMessageInMs: number | null;
}

export interface AutoCloseMoment {
  /** The run's `now`: idleness is judged at it. */
  nowMs: number;
  /** Just before the action: business hours and WhatsApp's window are judged at it. */
  actNowMs: number;
  /** Messages to the contact since its last one; read only where a decision `needs` them. */
  answers?: readonly Answer[];
  /** From our own table. */
  warned?: Warned;
}

export type AutoCloseAction =
  | { action: "close"; policy: string; sendFarewell: boolean }
  | { action: "warn"; policy: string }
  /** `untilMs`: the earliest instant at which the same facts could lead to something else. */
  | { action: "wait"; policy: string; untilMs: number }
  /** `needs`: not decided yet; read the messages to the contact and ask again. */
  | { action: "leave"; policy?: string; needs?: "answers" };

export interface AutoCloseCase {
  facts: SessionFacts;
  ready: ReadyPolicy;
  moment: AutoCloseMoment;
  reasons: Reason[];
}

/** Adds a reason, and answers the action so that a step can say `return leave(…)`. */
export const say = ({ ready, reasons }: AutoCloseCase, code: ReasonCode, message: string): void => {
  reasons.push({ code, policy: ready.policy.name, message });
};

export const leave = (one: AutoCloseCase, code: ReasonCode, message: string): AutoCloseAction => {
  say(one, code, message);
  return { action: "leave", policy: one.ready.policy.name };
};

export const wait = (one: AutoCloseCase, untilMs: number, code: ReasonCode, message: string): AutoCloseAction => {
  say(one, code, message);
  return { action: "wait", policy: one.ready.policy.name, untilMs };
};

export const needAnswers = (one: AutoCloseCase, message: string): AutoCloseAction => {
  say(one, "ANSWERS_NEEDED", message);
  return { action: "leave", policy: one.ready.policy.name, needs: "answers" };
};

/** Beyond it something is broken, and no zone answers. */
const lastInstantMs = 253_402_300_799_999;

export const isPlausible = (ms: number): boolean => ms >= 0 && ms <= lastInstantMs;

export const instantText = (ms: number): string =>
  isPlausible(ms) ? new Date(ms).toISOString() : "a time out of range";
