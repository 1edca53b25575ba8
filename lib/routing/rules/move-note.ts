// Writes a decision as the session itself remembers it: a note for the team, and metadata for other programs.
import type { Metadata } from "../../core/command/metadata.ts";
import type { RoutingDecision } from "./routing-decision.ts";
import type { TriggerName } from "./routing-policy.ts";

export interface RecordedMove {
  trigger: TriggerName;
  /** Names go into the note, which the team alone reads, and never into an event. */
  departmentName?: string;
  userName?: string;
  /** These are the words of whoever requested the move. */
  requestedBecause?: string;
  nowMs: number;
  /** How many moves of this session there were today, this one included. */
  hops: number;
}

const destinationOf = ({ userId }: RoutingDecision, { departmentName, userName }: RecordedMove): string => {
  const department = departmentName ?? "another department";
  return userId === undefined ? `the queue of ${department}` : `${userName ?? "a person"} (${department})`;
};

export const routingNote = (decision: RoutingDecision, move: RecordedMove): string => {
  const { policy, reasons } = decision;
  const by = policy === undefined ? "on request" : `by the policy ${policy} (${move.trigger})`;
  return [
    `Moved to ${destinationOf(decision, move)} ${by}.`,
    ...reasons.map(({ message }) => `- ${message}`),
    ...(move.requestedBecause === undefined ? [] : [`Requested because: ${move.requestedBecause}`]),
  ].join("\n");
};

export const routingMetadata = ({ policy, action, reasons }: RoutingDecision, move: RecordedMove): Metadata => ({
  ...(policy !== undefined && { routing_policy: policy }),
  routing_trigger: move.trigger,
  routing_action: action,
  routing_reasons: reasons.map(({ code }) => code).join(","),
  routing_at: new Date(move.nowMs).toISOString(),
  routing_hops: String(move.hops),
});
