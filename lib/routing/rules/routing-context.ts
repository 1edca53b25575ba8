// Everything a routing decision is taken from beside the session itself: read by the caller, never by the decision.
import type { KnownNames } from "../../core/sessions/evaluate-match.ts";
import type { TriggerName } from "./routing-policy.ts";

/** One person of the account, as read at decision time. Ids are in lower case. */
export interface Candidate {
  userId: string;
  /** For people who read an explanation; no decision depends on it or repeats it. */
  name?: string;
  available: boolean;
  departmentIds: readonly string[];
  /** Open sessions that are theirs. */
  openSessions: number;
  /** Sessions promised to them that are not among the open ones yet. */
  reserved: number;
  lastAssignedAtMs?: number;
}

/** Where a "Session Reassignment Requested" wants the session; ids, as far as the names could be resolved. */
export interface RequestedTarget {
  department?: string;
  user?: string;
}

export interface RoutingTrigger {
  on: TriggerName;
  /** Of a request: the policy it names. */
  policy?: string;
  /** Of a request: the destination it names, as written (see `names`). */
  to?: RequestedTarget;
  /** Of a SESSION_UPDATE: a person changed the department or the owner. */
  movedByPerson?: boolean;
}

/** What we recorded when we last moved this session; it lives on between invocations. */
export interface RoutingState {
  policy: string;
  /** 0: the policy's own move; n: its nth escalation step; one more than there are steps: the fallback. */
  step: number;
  atMs: number;
  departmentId: string | null;
  userId: string | null;
  /** Where the session was when the policy first took it. */
  originDepartmentId: string | null;
  /** Who had it since then and did not answer. */
  tried: readonly string[];
}

export interface RoutingContext {
  trigger: RoutingTrigger;
  nowMs: number;
  /** Every person of the account. */
  candidates: readonly Candidate[];
  /** By the words of the policies and the request (`namesIn`); one that is missing is unknown or ambiguous. */
  names: KnownNames;
  /** Round-robin counters, by `cursorKeysOf`; a missing one is 0. */
  cursors: ReadonlyMap<string, number>;
  /** Moves of this session by us today. */
  hopsToday: number;
  maxHopsPerDay: number;
  /** Who served this contact last, in an earlier session. */
  lastServed?: { userId: string; atMs: number };
  state?: RoutingState;
  /** When a person of the team last wrote to the contact, null for never; undefined when nobody looked (`readReplies`). */
  lastReplyMs?: number | null;
  /** When the contact wrote first after that reply; undefined when nobody looked. */
  waitingSinceMs?: number;
}
