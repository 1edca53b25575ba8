// Why a session is closed, warned, kept or not looked at: a code for programs, a sentence for people.

/** In the order in which a decision comes to them; docs/reference/policies.md explains each. */
export const reasonCodes = [
  "MATCHED",
  "POLICY_DISABLED",
  "STATUS_DIFFERS",
  "DEPARTMENT_DIFFERS",
  "USER_DIFFERS",
  "CHANNEL_DIFFERS",
  "TAGS_DIFFER",
  "METADATA_DIFFERS",
  "TYPE_DIFFERS",
  "HANDLER_DIFFERS",
  "EXCEPTED",
  "NO_POLICY",
  "FACT_MISSING",
  "FACTS_CONTRADICT",
  "CONTACT_SPOKE_LAST",
  "ANSWERS_NEEDED",
  "ANSWER_DOES_NOT_COUNT",
  "NO_MESSAGE",
  "NOT_IDLE_YET",
  "IDLE",
  "WARNING_STANDS",
  "WARNING_CANCELLED",
  "WARNED",
  "WINDOW_CLOSED",
  "OUTSIDE_HOURS",
  "NEVER_OPEN",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  code: ReasonCode;
  /** The policy it is about; none for what holds whatever the policy. */
  policy?: string;
  /** Holds nothing of the contact. */
  message: string;
}
