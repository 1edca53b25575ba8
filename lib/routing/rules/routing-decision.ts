// Describes what a routing decision says: plain JSON without anybody's name, so that it can go onto the bus as it is.
import type { RoutingState } from "./routing-context.ts";

export const rejectionCodes = [
  "NOT_A_MEMBER",
  "NOT_LISTED",
  "OFF_SHIFT",
  "UNAVAILABLE",
  "EXCLUDED",
  "FULL",
  "NOT_NEXT",
  "NOT_STICKY",
  "NOT_ASKED",
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export interface RejectedCandidate {
  userId: string;
  code: RejectionCode;
  message: string;
}

type RoutingReasonCode =
  | "ALREADY_THERE"
  | "CHOSEN"
  | "CLOSED_DAY"
  | "DEPARTMENT_EMPTY"
  | "DEPARTMENT_MISSING"
  | "DEPARTMENT_UNKNOWN"
  | "DIRECTORY_EMPTY"
  | "ESCALATED"
  | "FALLBACK"
  | "HOP_LIMIT"
  | "NEVER_OPEN"
  | "NOBODY_ELIGIBLE"
  | "NO_POLICY"
  | "NOT_DUE"
  | "NOT_OPEN"
  | "OUTSIDE_HOURS"
  | "OWNED"
  | "POLICY_UNKNOWN"
  | "QUEUED"
  | "REQUESTED"
  | "STICKY_OWNER"
  | "STICKY_OWNER_AWAY"
  | "USER_UNKNOWN"
  | "USER_NOT_IN_DEPARTMENT";

export interface RoutingReason {
  code: RoutingReasonCode;
  message: string;
}

export const reason = (code: RoutingReasonCode, message: string): RoutingReason => ({ code, message });

export type SkipCode =
  | "NOT_MATCHED"
  | "EXCEPTED"
  | "BOT_AT_WORK"
  | "NOT_DUE"
  | "MOVED_BY_PERSON"
  | "OUTSIDE_HOURS"
  | "CLOSED_DAY"
  | "NEVER_OPEN";

/** A policy that has this trigger, and the reason for which it was passed over. */
export interface SkippedPolicy {
  policy: string;
  code: SkipCode;
  message: string;
}

export interface RoutingDecision {
  /** "assign" and "escalate" may name a person; "queue" never does. */
  action: "assign" | "queue" | "keep" | "escalate";
  policy?: string;
  /** Which step of an escalation it is, from 1. */
  step?: number;
  /** Absent when the session is kept where it is. */
  departmentId?: string;
  userId?: string;
  /** A bot is at work and has to be stopped for the move. */
  stopBot?: boolean;
  /** The policies before the one that decided; all of them when none did. */
  skipped: readonly SkippedPolicy[];
  /** Everybody who was considered and not chosen. It is empty when it did not come to a choice among people. */
  rejected: readonly RejectedCandidate[];
  /** In the order in which they were found. */
  reasons: readonly RoutingReason[];
  /** The policy or the request could not be done as it says. "Session Reassignment Failed" says so, also where the fallback took the session. */
  failed: boolean;
  /** The round-robin counter that was used. It is to be advanced from `value` to `value + 1` with the assignment. */
  cursor?: { key: string; value: number };
  /** The person's limit, where the policy has one. A reservation must not go beyond it. */
  capacity?: number;
  /** What is to be recorded once the move is applied; with "keep", at once. */
  state?: RoutingState;
  /** When to look at this session again, at the latest. */
  untilMs?: number;
}
