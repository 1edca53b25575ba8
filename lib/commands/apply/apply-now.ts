// Applies a command while its caller waits: the session is taken, the outcome recorded, then put on the bus.

import type { SessionCommand } from "../../core/command/command.ts";
import { Fault, faults } from "../../core/faults.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Provenance } from "../../core/queue/queued-command.ts";
import { type Outbox, publishRecorded } from "../../records/outcomes.ts";
import { type SessionLeases, waitForSession } from "../../records/session-lease.ts";
import type { Clock, TimeBox } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log } from "../../runtime/log.ts";
import type { Wts } from "../../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import { applyLeased } from "./apply-leased.ts";
import { readSession } from "./prepare.ts";
import { recordedSteps, type StepRecord, unrecorded } from "./step-record.ts";

interface ApplyNowDependencies extends Outbox {
  leases: SessionLeases;
  leaseMs: number;
  clock: Clock;
  log: Log;
}

export interface ApplyNow {
  command: SessionCommand;
  provenance: Provenance;
  wts: Wts;
  timeBox: TimeBox;
  /** The caller may send this very command again, and what was done is then not done twice. */
  repeatable: boolean;
}

const longestWaitMs = 5_000;

/** Answers what WTS answered. Throws Fault. */
export const nowApplier = ({ ledger, bus, leases, leaseMs, clock, log }: ApplyNowDependencies) => {
  /** Once WTS has said yes, a failure is ours to mend, and the caller's answer stays a success. */
  const recordAndPublish = async (id: string, outcome: Outcome, record: (text: string) => Promise<unknown>) => {
    const text = JSON.stringify(outcome);
    const failed = (message: string) => (error: unknown) =>
      log.error(message, { commandId: id, ...faultFields(toFault(error)) });
    // Nobody would publish later what is not recorded: then it goes out now, or not at all.
    await record(text).catch(failed("outcome not recorded"));
    await publishRecorded({ ledger, bus }, [{ id, outcome: text }]).catch(failed("outcome not published yet"));
  };

  const applyToSession = async (
    apply: ApplyNow,
    steps: StepRecord,
    record: (text: string) => Promise<unknown>,
  ): Promise<WtsSession | WtsMessage> => {
    const { command, provenance, wts, timeBox } = apply;
    const key = { account: provenance.account, sessionId: command.sessionId };
    const giveUpAt = Math.min(clock.now() + longestWaitMs, timeBox.startBy);
    const lease = await waitForSession({ leases, leaseMs, clock }, key, { owner: provenance.id, giveUpAt });
    let outcome: Outcome | undefined;
    const result = await applyLeased({
      command,
      provenance,
      lease,
      wts,
      clock,
      log,
      steps,
      record: async (applied) => {
        outcome = applied;
      },
    });
    if (outcome) await recordAndPublish(provenance.id, outcome, record);
    return result.applied ? result.answer : { id: command.sessionId };
  };

  const applyOnce = async (apply: ApplyNow): Promise<WtsSession | WtsMessage> => {
    const { command, provenance, wts } = apply;
    const { id } = provenance;
    const owner = `${id}/${clock.now()}/${clock.random()}`;
    const inFlight = () => new Fault(faults.idempotencyKeyInFlight, { retryAfterSeconds: 5 });
    const claimed = await ledger.claim({ ...provenance, sessionId: command.sessionId }, owner, leaseMs);
    if (claimed.state === "busy") throw inFlight();
    if (claimed.state === "rejected")
      throw new Fault(faults.wtsRefused, {
        message: "this very command was refused when it came from the queue; see its outcome",
      });
    if (claimed.state !== "claimed") return readSession(wts.client, command.sessionId);
    const steps = recordedSteps({ ledger, id, owner, claimed, sendAnyway: false, lost: inFlight });
    try {
      return await applyToSession(apply, steps, (outcome) =>
        ledger.finish(id, owner, { state: "applied", outcome, publish: true }),
      );
    } catch (error) {
      // A claim that cannot be given back ends by itself.
      await ledger.giveBack(id, owner).catch(() => {});
      throw error;
    }
  };

  return (apply: ApplyNow): Promise<WtsSession | WtsMessage> => {
    const { command, provenance, repeatable } = apply;
    if (repeatable) return applyOnce(apply);
    return applyToSession(apply, unrecorded, (outcome) =>
      ledger.record({ ...provenance, sessionId: command.sessionId }, { state: "applied", outcome }),
    );
  };
};
