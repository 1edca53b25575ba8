// Why a session that was due was not closed or warned after all: what a run's record says beside the reasons of the decision.

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
