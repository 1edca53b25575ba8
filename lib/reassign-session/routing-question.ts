// What is asked of a routing decision, and all that it was taken from.
import type { RoutingContext, RoutingTrigger } from "../core/policies/routing/context.ts";
import type { RoutingDecision } from "../core/policies/routing/decision.ts";
import type { RoutingPolicy } from "../core/policies/routing/policy.ts";
import type { SessionFacts } from "../core/policies/session-facts.ts";
import type { Slots } from "../records/reserved-slots.ts";
import type { SessionMoves } from "../records/session-moves.ts";
import type { Turn } from "../records/turn-counters.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";

export interface RoutingQuestion {
  account: string;
  wts: Wts;
  /** As read a moment ago. */
  session: WtsSession;
  /** "schedule" asks which of the schedule's triggers is due, if any. */
  trigger: RoutingTrigger | "schedule";
  /** How old what is known of who is available may be when it comes to a choice; 0 unless given. */
  peopleMaxAgeMs?: number;
}

export interface RoutingAnswer {
  facts: SessionFacts;
  decision: RoutingDecision;
  context: RoutingContext;
  policy?: RoutingPolicy;
  /** What a move has to be based on: whoever changed it since makes the decision void. */
  seen: {
    /** The day on the calendar that moves are counted by. */
    day: string;
    moves: SessionMoves;
    /** By person, of those who were asked for. */
    slots: ReadonlyMap<string, Slots>;
    /** By counter. */
    turns: ReadonlyMap<string, Turn>;
  };
}
