// Puts a command's outcome on the bus, again and again until it is there; the command itself is not repeated for it.
import type { Bus } from "../aws/bus.ts";
import type { SessionCommand } from "../core/command/command.ts";
import type { Destination } from "../core/command/destination.ts";
import type { Fault } from "../core/faults.ts";
import { changesOf, type Outcome, outcomeOf, rejectedOutcome, successType } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Ledger } from "./ledger.ts";

/** `destination` holds WTS's ids. */
export const successOf = (command: SessionCommand, provenance: Provenance, destination: Destination): Outcome =>
  outcomeOf(successType(command), provenance, {
    sessionId: command.sessionId,
    command: command.command,
    changes: changesOf(command, destination),
    ...(provenance.reasons && { reasons: provenance.reasons }),
  });

export const rejectionOf = (command: SessionCommand, provenance: Provenance, fault: Fault): Outcome => {
  const said = { sessionId: command.sessionId, command: command.command, changes: changesOf(command) };
  return rejectedOutcome(provenance, said, fault);
};

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
