// Describes everything that a routing decision is taken from beside the session itself: the caller reads it, never the decision.
import type { RequestedTarget } from "../../core/command/route-request.ts";
import type { KnownNames } from "../../core/sessions/evaluate-match.ts";
import type { Candidate } from "./candidate.ts";
import type { PolicyHours } from "./policy-calendars.ts";
import type { TriggerName } from "./routing-policy.ts";

export interface RoutingTrigger {
  on: TriggerName;
  /** The policy that a request names. */
  policy?: string;
  /** The destination that a request names; `names` says what its words mean. */
  to?: RequestedTarget;
  /** A SESSION_UPDATE says that a person changed the department or the owner. */
  movedByPerson?: boolean;
}

export type PostponedEvent = "SESSION_NEW" | "SESSION_UPDATE";

/** What we recorded when we last moved this session. It outlives the invocation. */
export interface RoutingState {
  policy: string;
  /** 0 is the policy's own move, n its nth escalation step, and one more than there are steps is the fallback. */
  step: number;
  atMs: number;
  departmentId: string | null;
  userId: string | null;
  /** Where the session was when the policy first took it. */
  originDepartmentId: string | null;
  /** Who has had it since then and did not answer. */
  tried: readonly string[];
  /** This event came outside the hours of a policy that would have given the session out: it is given out at their opening. */
  postponed?: PostponedEvent;
}

export interface RoutingContext {
  trigger: RoutingTrigger;
  nowMs: number;
  /** Every person of the account. */
  candidates: readonly Candidate[];
  /** Ids by the words of the policies and the request (`namesIn`). A word that is missing is unknown or ambiguous. */
  names: KnownNames;
  /** Absent where no policy has any. */
  hours?: PolicyHours;
  /** The round-robin counters, by the keys of `cursorKeysOf`. One that is missing is 0. */
  cursors: ReadonlyMap<string, number>;
  /** How often we moved this session today. */
  hopsToday: number;
  maxHopsPerDay: number;
  /** Who served this contact last, in an earlier session. */
  lastServed?: { userId: string; atMs: number };
  state?: RoutingState;
  /** When a person of the team last wrote to the contact. Null is never; undefined means that nobody looked (`readReplies`). */
  lastReplyMs?: number | null;
  /** When the contact first wrote after that reply. Null is nothing but courtesy; undefined means that nobody looked. */
  waitingSinceMs?: number | null;
}
