// What a routing decision says: plain JSON without anybody's name, so that it can go onto the bus as it is.
import type { RoutingState } from "./routing-context.ts";

export type RejectionCode =
  | "UNAVAILABLE"
  | "FULL"
  | "NOT_A_MEMBER"
  | "NOT_LISTED"
  | "EXCLUDED"
  | "NOT_NEXT"
  | "NOT_STICKY";

export interface RejectedCandidate {
  userId: string;
  code: RejectionCode;
  message: string;
}

export type RoutingReasonCode =
  | "ALREADY_THERE"
  | "ANSWERED"
  | "BACKLOG_EMPTY_HANDED"
  | "BOT_AT_WORK"
  | "CHOSEN"
  | "DEPARTMENT_EMPTY"
  | "DEPARTMENT_MISSING"
  | "DEPARTMENT_UNKNOWN"
  | "ESCALATED"
  | "FALLBACK"
  | "HOP_LIMIT"
  | "MOVED_BY_PERSON"
  | "NOBODY_ELIGIBLE"
  | "NO_POLICY"
  | "NOT_DUE"
  | "NOT_OPEN"
  | "OWNED"
  | "POLICY_UNKNOWN"
  | "QUEUED"
  | "REQUESTED"
  | "STICKY_OWNER"
  | "STICKY_OWNER_AWAY"
  | "USER_UNKNOWN";

export interface RoutingReason {
  code: RoutingReasonCode;
  message: string;
}

export interface RoutingDecision {
  /** Assign and escalate may name a person; queue never does. */
  action: "assign" | "queue" | "keep" | "escalate";
  policy?: string;
  /** Of an escalation: which step, from 1. */
  step?: number;
  /** Absent when the session is kept where it is. */
  departmentId?: string;
  userId?: string;
  /** A bot has to be stopped for it. */
  stopBot?: boolean;
  /** Everybody who was considered and not chosen. */
  rejected: readonly RejectedCandidate[];
  /** In the order in which they were found. */
  reasons: readonly RoutingReason[];
  /** The policy or the request could not be done as it says: "Session Reassignment Failed". */
  failed: boolean;
  /** Round-robin: the counter that was used; to be advanced from `value` to `value + 1` with the assignment. */
  cursor?: { key: string; value: number };
  /** The person's limit, where the policy has one: what a reservation must hold to. */
  capacity?: number;
  /** To be recorded once the move is applied. */
  state?: RoutingState;
  /** When to look at this session again, at the latest. */
  untilMs?: number;
}
