// What makes us look at one session, and where that came from.

import type { Door } from "../core/queue/queued-command.ts";
import type { SessionChange } from "../core/sessions/session-changes.ts";
import type { RequestedTarget, RoutingTrigger } from "./rules/routing-context.ts";

export interface ReassignTrigger {
  account: string;
  sessionId: string;
  /** "schedule": which of the schedule's triggers it is shows when the session is read. */
  on: RoutingTrigger | "schedule";
  /** Of a SESSION_UPDATE that says what changed: those that can matter. */
  changes?: readonly SessionChange[];
  /** In the words of whoever requested it: for the team's note, never for an event or a log line. */
  requestedBecause?: string;
  door: Door;
  source: string;
  /** Absent where no event came: then it is made of the session and its moves. */
  deliveryId?: string;
  correlationId?: string;
  causationId?: string;
  hops: number;
  /** As it arrived, to be kept where a person has to act. */
  event?: unknown;
}

export const isRequest = ({ on }: ReassignTrigger): boolean => on !== "schedule" && on.on === "requested";

export const requestedTrigger = (to: RequestedTarget | undefined, policy: string | undefined): RoutingTrigger => ({
  on: "requested",
  ...(to && { to }),
  ...(policy !== undefined && { policy }),
});
