// Puts a command's outcome on the bus, again and again until it is there; the command itself is not repeated for it.
import type { Bus } from "../aws/bus.ts";
import type { SessionCommand } from "../core/command/command.ts";
import type { Destination } from "../core/command/destination.ts";
import type { Fault } from "../core/faults.ts";
import { changesOf, type Outcome, successType } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Ledger } from "./ledger.ts";

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

export interface Outbox {
  ledger: Ledger;
  bus: Bus;
}

/** Throws BUS_UNAVAILABLE, and then the outcome is still recorded as unpublished. */
export const publishRecorded = async (
  { ledger, bus }: Outbox,
  recorded: readonly { id: string; outcome: string }[],
) => {
  await bus.publish(recorded.map(({ outcome }) => JSON.parse(outcome) as Outcome));
  for (const { id } of recorded) await ledger.published(id);
};
