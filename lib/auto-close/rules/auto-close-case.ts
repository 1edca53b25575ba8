// One session before one policy that is about it, and what may come of that.

import type { Hold } from "../../core/holds/hold.ts";
import type { CostlyFact, LookedUp } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { Answer } from "../../core/sessions/team-answers.ts";
import { makeReason, type ParamsOf } from "../../core/texts/reason.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason, ReasonCode, ReasonParams } from "./reason-codes.ts";

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
  /** The session's hold, also one that has ended. */
  hold?: Hold;
}

export type AutoCloseAction =
  /** `isAgain`: everything that its policy says of a close was said and done before. */
  | { action: "close"; policy: string; sendFarewell: boolean; as?: "template"; isAgain?: true }
  | { action: "warn"; policy: string; as?: "template" }
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

export const addReason = <Code extends ReasonCode>(
  { ready, reasons }: AutoCloseCase,
  code: Code,
  ...params: ParamsOf<ReasonParams, Code>
): void => {
  reasons.push({ ...makeReason<ReasonParams, Code>(code, params), policy: ready.policy.name });
};

/** It adds the reason and answers the action, so that a step can end with `return keepOpen(…)`. */
export const keepOpen = <Code extends ReasonCode>(
  one: AutoCloseCase,
  code: Code,
  ...params: ParamsOf<ReasonParams, Code>
): AutoCloseAction => {
  addReason(one, code, ...params);
  return { action: "leave", policy: one.ready.policy.name };
};

export const wait = <Code extends ReasonCode>(
  one: AutoCloseCase,
  untilMs: number,
  code: Code,
  ...params: ParamsOf<ReasonParams, Code>
): AutoCloseAction => {
  addReason(one, code, ...params);
  return { action: "wait", policy: one.ready.policy.name, untilMs };
};

export const needAnswers = (one: AutoCloseCase, params: ReasonParams["ANSWERS_NEEDED"]): AutoCloseAction => {
  const { name } = one.ready.policy;
  addReason(one, "ANSWERS_NEEDED", params);
  return { action: "look", policy: name, needs: "messages", mayAct: [name] };
};
