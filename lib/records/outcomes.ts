// Makes the event that says what became of a command.
import type { SessionCommand } from "../core/command/command.ts";
import type { Destination } from "../core/command/destination.ts";
import type { Fault } from "../core/faults.ts";
import { changesOf, type Outcome, outcomeOf, rejectedOutcome, successType } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";

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
