// Applies a command to a session that nobody else works on: nothing newer is overwritten, and what was written is remembered.
import type { SessionCommand } from "../../core/command/command.ts";
import { fieldsOf, type OrderedField, type Outcome } from "../../core/outcome.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import type { Properties } from "../../core/value.ts";
import { successOf } from "../../records/outcomes.ts";
import type { Clock } from "../../runtime/clock.ts";
import { toFault } from "../../runtime/fault-report.ts";
import type { Wts } from "../../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import type { HeldSession } from "../execute-once.ts";
import type { MessageGuard } from "../messages/message-guard.ts";
import { applyCommand, type BeforeStep } from "./apply.ts";
import { guardOrder, occurredAtMs } from "./order-guard.ts";
import type { StepRecord } from "./step-record.ts";
import { valuesBefore } from "./values-before.ts";
import { writtenValues } from "./written-values.ts";

export interface CommandForSession {
  command: SessionCommand;
  provenance: Provenance;
  session: Pick<HeldSession, "actByMs" | "writtenAt" | "remember">;
  wts: Wts;
  clock: Clock;
  steps: StepRecord;
  beforeStep?: BeforeStep | undefined;
  guard?: MessageGuard | undefined;
}

export type AppliedToSession =
  | {
      applied: true;
      answer: WtsSession | WtsMessage;
      outcome: Outcome;
      /** What was there before, where that is known. */
      remarks?: Properties;
      stale: readonly OrderedField[];
    }
  /** A newer event has written everything that the command would write. */
  | { applied: false; stale: readonly OrderedField[] };

/** Throws Fault, and what `beforeStep` throws. */
export const applyToSession = async (given: CommandForSession): Promise<AppliedToSession> => {
  const { provenance, session, wts, clock, steps, beforeStep, guard } = given;
  const { source, occurredAt } = provenance;
  const atMs = occurredAtMs(occurredAt, clock.now());
  const { command, stale } = guardOrder(given.command, atMs, (field) => session.writtenAt(source, field));
  if (!command) return { applied: false, stale };
  try {
    const applied = await applyCommand(command, { wts, clock, steps, beforeStep, guard });
    const fields = fieldsOf(command);
    const isTimed = atMs !== undefined && fields.length > 0;
    session.remember(writtenValues(command, applied), isTimed ? { source, occurredAtMs: atMs, fields } : undefined);
    const { answer, destination } = applied;
    // WTS answers the session's id where it says yes without a body.
    if (command.command === "message" && answer.id !== command.sessionId) {
      const { id: commandId, account, door, deliveryId, correlationId, hops, rule } = provenance;
      const origin = { account, door, source, deliveryId, correlationId, hops, ...(rule !== undefined && { rule }) };
      await guard?.sent({ ...origin, commandId, sessionId: command.sessionId, messageId: answer.id });
    }
    const outcome = successOf(command, provenance, destination);
    const remarks = valuesBefore(outcome, applied.before);
    return { applied: true, answer, outcome, ...(remarks && { remarks }), stale };
  } catch (error) {
    // An answer that did not come leaves open whether it was written.
    if (toFault(error).kind.retryable) session.remember(writtenValues(command));
    throw error;
  }
};
