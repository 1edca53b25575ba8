// One trigger's turn at a session: who has it, until when, what was decided, and how it can end.
import type { SessionLease } from "../records/session-lease.ts";
import type { TimeBox } from "../runtime/clock.ts";
import type { Wts, WtsUse } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import type { ReassignTrigger } from "./reassign-trigger.ts";
import type { TakenPlace } from "./reserve-slot.ts";
import type { RoutingAnswer } from "./routing-question.ts";

export type Reassigned = "moved" | "kept" | "failed" | "echo" | "duplicate";

export interface Turn {
  priority: WtsUse["priority"];
  timeBox: TimeBox;
  /** Of the invocation: who holds leases and claims. */
  owner: string;
}

export type Reassign = (trigger: ReassignTrigger, turn: Turn) => Promise<Reassigned>;

export interface HeldSession {
  trigger: ReassignTrigger;
  turn: Turn;
  lease: SessionLease;
  wts: Wts;
  endBy: number;
}

export interface Decided {
  answer: RoutingAnswer;
  session: WtsSession;
  /** Absent where the session stays where it is. */
  place?: TakenPlace;
}
