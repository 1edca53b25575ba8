// Describes what a routing decision says: plain JSON without anybody's name, so that it can go onto the bus as it is.
import type { ClosedDay } from "../../core/hours/closed-day.ts";
import type { SessionMatch } from "../../core/sessions/session-match.ts";
import { makeReason, type ParamsOf, type ReasonOf } from "../../core/texts/reason.ts";
import type { RoutingState } from "./routing-context.ts";
import type { TriggerName } from "./routing-policy.ts";
import type { StrategyName } from "./strategies.ts";

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
  /** When the shift of somebody begins who is off shift; absent where none comes any more. */
  beginsMs?: number;
}

/** Why nothing is given out now. Who set a closed day, and with which words, is for the command line alone. */
export interface ClosedParams {
  OUTSIDE_HOURS: { untilMs: number };
  CLOSED_DAY: Pick<ClosedDay, "date" | "fromMinute" | "toMinute">;
  NEVER_OPEN: undefined;
}

/** What the sentence of each reason has to be told, in plain JSON; `reason-texts.ts` writes them. */
export interface RoutingReasonParams extends ClosedParams {
  ALREADY_THERE: { because: RoutingReason };
  /** `openSessions` are those of the person who was chosen, where they made the choice. */
  CHOSEN: { strategy: StrategyName; eligible: number; openSessions?: number };
  DEPARTMENT_EMPTY: undefined;
  DEPARTMENT_MISSING: undefined;
  DEPARTMENT_UNKNOWN: { of: "step" | "fallback" };
  DIRECTORY_EMPTY: undefined;
  ESCALATED: { step: number };
  FALLBACK: undefined;
  /** A hold stands until then. */
  HELD: { untilMs: number };
  HOP_LIMIT: { movesToday: number; maxHopsPerDay: number };
  /** How many were rejected for which reason; or there was not even a queue. */
  NOBODY_ELIGIBLE: { rejected: Partial<Record<RejectionCode, number>> } | { hasNoQueue: true };
  NO_POLICY: { trigger: TriggerName };
  NOT_DUE: undefined;
  NOT_OPEN: undefined;
  OWNED: { owner: "assigned" | "available" | "member" };
  POLICY_UNKNOWN: { nearest?: string };
  QUEUED: { queue: "asked" | "stays" | "department" | "named" };
  REQUESTED: undefined;
  STICKY_OWNER: { days: number };
  STICKY_OWNER_AWAY: undefined;
  USER_UNKNOWN: undefined;
  USER_NOT_IN_DEPARTMENT: undefined;
}

export type RoutingReason = ReasonOf<RoutingReasonParams>;
export type ClosedReason = ReasonOf<ClosedParams>;

export const reason = <Code extends keyof RoutingReasonParams>(
  code: Code,
  ...params: ParamsOf<RoutingReasonParams, Code>
): RoutingReason => makeReason<RoutingReasonParams, Code>(code, params);

/** What the sentence of each reason for which a policy is passed over has to be told. */
export interface SkipParams extends ClosedParams {
  NOT_MATCHED: { criteria: readonly (keyof SessionMatch)[] };
  EXCEPTED: { criteria: readonly (keyof SessionMatch)[] };
  BOT_AT_WORK: undefined;
  NOT_DUE:
    | {
        because:
          | "contactDoesNotWait"
          | "escalationOver"
          | "escalationUnderWay"
          | "hadFirstResponse"
          | "nobodyHasIt"
          | "noStepWaits"
          | "ownerAvailable"
          | "somebodyHasIt"
          | "stepIsLater";
      }
    | { because: "waitsTooShort"; waitedMinutes: number; minutes: number };
  MOVED_BY_PERSON: undefined;
}

export type SkipReason = ReasonOf<SkipParams>;
export type SkipCode = SkipReason["code"];

/** A policy that has this trigger, and the reason for which it was passed over. */
export type SkippedPolicy = SkipReason & { policy: string };

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
  /** Only the person's open sessions in that department count for it. */
  capacityPer?: "department";
  /** What is to be recorded once the move is applied; with "keep", at once. */
  state?: RoutingState;
  /** When to look at this session again, at the latest. */
  untilMs?: number;
}
