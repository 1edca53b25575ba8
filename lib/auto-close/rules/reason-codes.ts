// Why a session is closed, warned or kept: a code for programs, a sentence for people.

import { differsCodes } from "../../core/sessions/evaluate-match.ts";

/** The codes of a decision, in the order in which it comes to them; docs/reference/policies.md explains each. */
export const reasonCodes = [
  "MATCHED",
  "POLICY_DISABLED",
  ...differsCodes,
  "EXCEPTED",
  "NO_POLICY",
  "FACT_MISSING",
  "FACTS_CONTRADICT",
  "REOPENED_BY_COURTESY",
  "CONTACT_SPOKE_LAST",
  "COURTESY_NOT_READ",
  "ANSWERS_NEEDED",
  "ANSWER_DOES_NOT_COUNT",
  "COURTESY_REPLY",
  "NO_MESSAGE",
  "NOT_IDLE_YET",
  "IDLE",
  "WARNING_STANDS",
  "WARNING_CANCELLED",
  "WARNED",
  "WINDOW_CLOSED",
  "OUTSIDE_HOURS",
  "CLOSED_DAY",
  "NEVER_OPEN",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  code: ReasonCode;
  /** The policy it is about; it is absent from what holds whatever the policy. */
  policy?: string;
  /** A sentence that holds nothing of the contact. */
  message: string;
}

/** Why a session that was due was not closed or warned after all: a run's record says it beside the decision's reasons. */
export const sessionCodes = [
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
