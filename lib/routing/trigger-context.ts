// Describes how one trigger works on its session: in which invocation, under which lease, with which decision, and how it can end.
import type { HeldSession as LifecycleSession } from "../commands/execute-once.ts";
import type { TimeBox } from "../runtime/clock.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsUse } from "../wts/rate-tokens.ts";
import type { WtsSession } from "../wts/types.ts";
import type { ReservedSlot } from "./reserve-slot.ts";
import type { RoutingAnswer } from "./routing-decider.ts";
import type { SessionTrigger } from "./session-trigger.ts";

/** The invocation that a trigger is worked on in. */
export interface TriggerContext extends Pick<WtsUse, "priority" | "firstTokenWaitMs" | "retryForMs"> {
  timeBox: TimeBox;
  /** Leases and claims are held under this name; each invocation has its own. */
  owner: string;
}

/** "echo" is a SESSION_UPDATE about what we wrote ourselves. */
export type TriggerResult = "moved" | "kept" | "failed" | "echo" | "duplicate";

export type RouteSession = (trigger: SessionTrigger, context: TriggerContext) => Promise<TriggerResult>;

export interface HeldSession {
  trigger: SessionTrigger;
  context: TriggerContext;
  session: LifecycleSession;
  wts: Wts;
  /** Epoch milliseconds after which nothing may go out to WTS. */
  endBy: number;
}

export interface Decided {
  answer: RoutingAnswer;
  wtsSession: WtsSession;
  /** Absent where the session stays where it is. */
  slot?: ReservedSlot;
}
