// What is asked of a routing decision, and all that it was taken from.

import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import type { Slots } from "./records/reserved-slots.ts";
import type { Turn } from "./records/round-robin-turns.ts";
import type { SessionMoves } from "./records/session-moves.ts";
import type { RoutingContext, RoutingTrigger } from "./rules/routing-context.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";

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
