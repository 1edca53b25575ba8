// Makes the event that says what became of a command.
import type { SessionCommand } from "../core/command/command.ts";
import type { Destination } from "../core/command/destination.ts";
import type { Fault } from "../core/faults.ts";
import { changesOf, type Outcome, successType } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";

const detailOf = (command: SessionCommand, provenance: Provenance, destination?: Destination): Outcome["detail"] => {
  const { id, account, door, source, deliveryId, correlationId, hops, rule, reasons = [] } = provenance;
  return {
    id,
    account,
    sessionId: command.sessionId,
    command: command.command,
    changes: changesOf(command, destination),
    door,
    source,
    deliveryId,
    ...(rule !== undefined && { rule }),
    reasons,
    correlationId,
    causationId: id,
    hops: hops + 1,
  };
};

/** Hops grow by one, so that a command which this outcome causes can be counted. */
export const successOf = (command: SessionCommand, provenance: Provenance, destination: Destination): Outcome => ({
  type: successType(command),
  detail: detailOf(command, provenance, destination),
});

/** WTS's text stays out of it, since it may name a contact. */
export const rejectionOf = (command: SessionCommand, provenance: Provenance, { code, issues }: Fault): Outcome => ({
  type: "Session Update Rejected",
  detail: { ...detailOf(command, provenance), reasons: [code], ...(issues.length > 0 && { issues }) },
});
