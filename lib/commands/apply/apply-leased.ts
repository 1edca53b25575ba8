// Applies a command to a session whose lease is held: nobody else works on it, nothing newer is overwritten, and the outcome is recorded.

import type { SessionCommand } from "../../core/command/command.ts";
import type { FieldName } from "../../core/command/field-mask.ts";
import { fieldsOf, type Outcome } from "../../core/outcome.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import type { WrittenValues } from "../../core/sessions/own-writes.ts";
import { successOf } from "../../records/outcomes.ts";
import type { SessionLease } from "../../records/session-lease.ts";
import type { Clock } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log } from "../../runtime/log.ts";
import type { Wts } from "../../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import { applyCommand, type BeforeStep } from "./apply.ts";
import { guardOrder, occurredAtMs } from "./order-guard.ts";
import type { StepRecord } from "./step-record.ts";
import { writtenValues } from "./written-values.ts";

interface LeasedCommand {
  command: SessionCommand;
  provenance: Provenance;
  lease: SessionLease;
  wts: Wts;
  clock: Clock;
  log: Log;
  steps: StepRecord;
  beforeStep?: BeforeStep;
  /** It is called when WTS has said yes and how new the fields are is remembered. */
  record(outcome: Outcome, answer: WtsSession | WtsMessage): Promise<void>;
}

type LeasedResult =
  | { applied: true; answer: WtsSession | WtsMessage; stale: readonly FieldName[] }
  /** A newer event has written everything that the command would write. */
  | { applied: false; stale: readonly FieldName[] };

/** Releases the lease in any case. Throws Fault, and what `beforeStep` throws. */
export const applyLeased = async (leased: LeasedCommand): Promise<LeasedResult> => {
  const { provenance, lease, wts, clock, log, steps, beforeStep, record } = leased;
  const { source, occurredAt } = provenance;
  const atMs = occurredAtMs(occurredAt, clock.now());
  let isHeld = true;
  let values: WrittenValues | undefined;
  const applyAndRemember = async (command: SessionCommand) => {
    try {
      const applied = await applyCommand(command, { wts, clock, steps, beforeStep });
      values = writtenValues(command, applied);
      return applied;
    } catch (error) {
      // An answer that did not come leaves open whether it was written.
      if (toFault(error).kind.retryable) values = writtenValues(command);
      throw error;
    }
  };
  try {
    const { command, stale } = guardOrder(leased.command, atMs, (field) => lease.writtenAt(source, field));
    if (!command) return { applied: false, stale };
    const { answer, destination } = await applyAndRemember(command);
    const fields = fieldsOf(command);
    if (atMs !== undefined && fields.length > 0) {
      // This comes before it is recorded: what counts as applied never comes again, and an older event would find nothing in its way.
      await lease.release({ source, occurredAtMs: atMs, fields }, values);
      isHeld = false;
    }
    await record(successOf(command, provenance, destination), answer);
    return { applied: true, answer, stale };
  } finally {
    // A lease that cannot be released ends by itself; what was done, or refused, stays the answer.
    if (isHeld)
      await lease.release(undefined, values).catch((error: unknown) => {
        log.error("session not given back", { commandId: provenance.id, ...faultFields(toFault(error)) });
      });
  }
};
