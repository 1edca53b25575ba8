// Why a session is closed, warned or kept, as data: a code for programs, and what its sentence for people has to be told.

import type { ClosedDay } from "../../core/hours/closed-day.ts";
import { type DiffersCode, differsCodes } from "../../core/sessions/evaluate-match.ts";
import type { SessionMatch } from "../../core/sessions/session-match.ts";
import type { ReasonOf } from "../../core/texts/reason.ts";

/** The codes of a decision, in the order in which it comes to them; docs/reference/policies.md explains each. */
export const reasonCodes = [
  "MATCHED",
  "POLICY_DISABLED",
  ...differsCodes,
  "EXCEPTED",
  "NO_POLICY",
  "POLICY_REFUSED",
  "FACT_MISSING",
  "FACTS_CONTRADICT",
  "REOPENED_BY_COURTESY",
  "CONTACT_SPOKE_LAST",
  "COURTESY_NOT_READ",
  "ANSWERS_NEEDED",
  "ANSWER_DOES_NOT_COUNT",
  "COURTESY_REPLY",
  "NO_MESSAGE",
  "HELD",
  "NOT_IDLE_YET",
  "IDLE",
  "WARNING_STANDS",
  "WARNING_CANCELLED",
  "WARNED",
  "WINDOW_CLOSED",
  "TEXT_INCOMPLETE",
  "CONTACT_BLOCKED",
  "CONTACT_TAGGED",
  "CONTACT_OPTED_OUT",
  "CONTACT_UNKNOWN",
  "OUTSIDE_HOURS",
  "CLOSED_DAY",
  "NEVER_OPEN",
] as const satisfies readonly (keyof ReasonParams)[];

export type ReasonCode = (typeof reasonCodes)[number];

type Criterion = { criterion: keyof SessionMatch };

/** What the sentence of each code has to be told, in plain JSON and with nothing of the contact; `reason-texts.ts` writes them. */
export interface ReasonParams extends Record<DiffersCode, Criterion> {
  MATCHED: undefined;
  POLICY_DISABLED: undefined;
  EXCEPTED: Criterion;
  NO_POLICY: undefined;
  POLICY_REFUSED: undefined;
  FACT_MISSING: {
    fact: keyof SessionMatch | "lastMessageIn" | "lastMessageOut" | "createdAt";
    /** Nobody has asked WTS yet. */
    toBeRead?: true;
  };
  FACTS_CONTRADICT: undefined;
  CONTACT_SPOKE_LAST: undefined;
  REOPENED_BY_COURTESY: { closedAtMs: number };
  COURTESY_NOT_READ: undefined;
  COURTESY_REPLY: undefined;
  ANSWERS_NEEDED:
    | { notCounted: readonly string[] }
    | { afterWarning: true }
    | { courtesy: true }
    | { afterHold: true }
    | { wish: true };
  ANSWER_DOES_NOT_COUNT: { notCounted: readonly string[] };
  /** The words of whoever set it are shown to people, and recorded nowhere else. */
  HELD: { untilMs: number; setBy: string; reason?: string; tag?: string };
  NO_MESSAGE: { since: "in" | "out" | "any" };
  NOT_IDLE_YET: { sinceMs: number };
  IDLE: { sinceMs: number; dueMs: number };
  WARNING_STANDS: { warnedAtMs: number };
  WARNING_CANCELLED: undefined;
  WARNED: { warnedAtMs: number };
  WINDOW_CLOSED: { message: "warning" | "farewell"; closesWithout: boolean };
  TEXT_INCOMPLETE: { message: "warning" | "farewell"; closesWithout: boolean };
  CONTACT_BLOCKED: undefined;
  CONTACT_TAGGED: undefined;
  CONTACT_OPTED_OUT: undefined;
  CONTACT_UNKNOWN: undefined;
  OUTSIDE_HOURS: { openingMs: number };
  CLOSED_DAY: Omit<ClosedDay, "setAt">;
  NEVER_OPEN: undefined;
}

/** It names the policy it is about, except where it holds whatever the policy. */
export type Reason = ReasonOf<ReasonParams> & { policy?: string };

/** Why a session that was due was not closed or warned after all: a run's record says it beside the decision's reasons. */
export const sessionCodes = [
  "ANOTHER_POLICY",
  "CHANGED",
  "CLOSED_AGAIN",
  "CLOSED_BEFORE",
  "CLOSE_UNKNOWN",
  "CONTACT_WROTE",
  "FAREWELL_NOT_SENT_YET",
  "FAREWELL_UNSENDABLE",
  "GONE",
  "MOVED",
  "OPEN_AGAIN",
  "POLICY_NOT_CONFIRMED",
  "POLICY_PAUSED",
  "REFUSED_BEFORE",
  "REOPENED",
  "REOPENING_REFUSED",
  "SESSION_BUSY",
  "UNDONE",
  "WAITS_FOR_NEXT_RUN",
  "WARNED_BEFORE",
  "WARNING_NOT_SENT_YET",
  "WARNING_UNSENDABLE",
] as const;

export type SessionCode = (typeof sessionCodes)[number];
