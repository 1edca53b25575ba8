// Why a session is closed, warned, kept or not looked at: a code for programs, a sentence for people.

export type ReasonCode =
  | "ANSWER_DOES_NOT_COUNT"
  | "ANSWERS_NEEDED"
  | "CHANNEL_DIFFERS"
  | "CONTACT_SPOKE_LAST"
  | "DEPARTMENT_DIFFERS"
  | "EXCEPTED"
  | "FACT_MISSING"
  | "FACTS_CONTRADICT"
  | "HANDLER_DIFFERS"
  | "IDLE"
  | "MATCHED"
  | "METADATA_DIFFERS"
  | "NEVER_OPEN"
  | "NO_MESSAGE"
  | "NO_POLICY"
  | "NOT_IDLE_YET"
  | "OUTSIDE_HOURS"
  | "POLICY_DISABLED"
  | "STATUS_DIFFERS"
  | "TAGS_DIFFER"
  | "TYPE_DIFFERS"
  | "USER_DIFFERS"
  | "WARNED"
  | "WARNING_CANCELLED"
  | "WARNING_STANDS"
  | "WINDOW_CLOSED";

export interface Reason {
  code: ReasonCode;
  /** The policy it is about; none for what holds whatever the policy. */
  policy?: string;
  /** Holds nothing of the contact. */
  message: string;
}
