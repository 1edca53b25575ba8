// Describes what makes us look at one session, and where that came from.
import { commandIdOf } from "../core/command/command-id.ts";
import type { Expectation } from "../core/command/expect.ts";
import type { Door, Provenance } from "../core/queue/queued-command.ts";
import type { SessionChange } from "../core/sessions/reported-changes.ts";
import type { RoutingTrigger } from "./rules/routing-context.ts";

export interface SessionTrigger {
  account: string;
  sessionId: string;
  /** "schedule" leaves open which of the schedule's triggers it is: that shows when the session is read. */
  on: RoutingTrigger | "schedule";
  /** Where a SESSION_UPDATE says what changed: those of its changes that can matter. */
  changes?: readonly SessionChange[];
  /** These are the words of whoever requested the move: they go into the note for the team, never into an event or a log line. */
  requestedBecause?: string;
  /** What its sender expects of the session. */
  expect?: Expectation;
  door: Door;
  source: string;
  /** Absent where no event came: then an id is made of the session and its moves. */
  deliveryId?: string;
  correlationId?: string;
  causationId?: string;
  hops: number;
  /** The event as it arrived, to be parked where a person has to act. */
  event?: unknown;
}

export const isRequest = ({ on }: SessionTrigger): boolean => on !== "schedule" && on.on === "requested";

/**
 * Where a move comes from. Its id is made of the trigger's own id, so that a trigger that comes again is known; without
 * one, of what the session's next move alone has.
 */
export const provenanceOf = (
  { account, sessionId, door, source, hops, ...trigger }: SessionTrigger,
  { day, moves }: { day: string; moves: { count: number } },
): Provenance => {
  const deliveryId = trigger.deliveryId ?? `${sessionId.toLowerCase()}/${day}/${moves.count}`;
  const id = commandIdOf({ account, source, deliveryId, index: 0 });
  const { correlationId = id, causationId = id } = trigger;
  return { id, account, door, source, deliveryId, correlationId, causationId, hops, attempt: 0 };
};
