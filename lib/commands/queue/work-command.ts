// Applies one queued command, once, however often its message arrives; what no repetition can mend is parked.

import { resolvedCommandId } from "../../core/command/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { shownId, shownSessionId } from "../../core/ids.ts";
import { maxHops, type QueuedCommand } from "../../core/queue/queued-command.ts";
import type { MessageAttempt, QueueMessage } from "../../middleware/queue-stack.ts";
import type { Claimed } from "../../records/ledger.ts";
import { publishRecorded, rejectionOf } from "../../records/outcomes.ts";
import type { Contents } from "../../records/seen-contents.ts";
import type { SessionLeases } from "../../records/session-lease.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log, LogFields } from "../../runtime/log.ts";
import type { Wts } from "../../wts/connect.ts";
import { applyLeased } from "../apply/apply-leased.ts";
import { resolveReference } from "../apply/resolve-reference.ts";
import { recordedSteps } from "../apply/step-record.ts";
import { RetryLater, retryPauseMs } from "./retry-later.ts";
import { park, type WorkerDependencies } from "./worker-dependencies.ts";

export interface CommandWorkerDependencies extends WorkerDependencies {
  leases: SessionLeases;
  contents: Contents;
}

/** The rest of the lease is for recording what was done. */
const leaseUse = 0.9;

const fieldsOf = ({ id, account, door, hops, targeted, ...queued }: QueuedCommand): LogFields => {
  const { command, sessionId } = targeted.command;
  const session = targeted.reference ? "found by contact or metadata" : shownSessionId(sessionId);
  const source = shownId(queued.source);
  const correlationId = shownId(queued.correlationId);
  return { commandId: id, account, door, source, correlationId, hops, command, sessionId: session };
};

/** Resolves when the message is done with; throws RetryLater when it has to come again. */
export const commandWorker = (dependencies: CommandWorkerDependencies) => {
  const { config, queue, ledger, leases, contents, connect, clock, log, bus } = dependencies;

  const logAbout = (level: keyof Log, message: string, queued: QueuedCommand, fields: LogFields = {}): void =>
    log[level](message, { ...fieldsOf(queued), ...fields });

  const publish = async (id: string, outcome: string): Promise<void> =>
    publishRecorded({ ledger, bus }, [{ id, outcome }]);

  const finishSilently = (id: string, owner: string, outcome: object): Promise<boolean> =>
    ledger.finish(id, owner, { state: "applied", outcome: JSON.stringify(outcome), publish: false });

  /** A reference is split into one command for each session it means, in that session's own group. */
  const splitBySession = async (queued: QueuedCommand, wts: Wts, owner: string): Promise<void> => {
    const { reference, command } = queued.targeted;
    const sessionIds = reference ? await resolveReference(reference, wts.client) : [];
    // The content stays this command's own: what it is split into are no copies of a delivery.
    const { contentId: _content, ...copied } = queued;
    for (const sessionId of sessionIds)
      await queue.send({
        ...copied,
        id: resolvedCommandId(queued.id, sessionId),
        causationId: queued.id,
        targeted: { command: { ...command, sessionId } },
      });
    await finishSilently(queued.id, owner, { sessionIds });
    logAbout("info", "reference resolved", queued, { sessions: sessionIds.length });
  };

  const applyToSession = async (queued: QueuedCommand, claimed: Claimed, wts: Wts, owner: string): Promise<void> => {
    const { account, id, targeted, attempt } = queued;
    const { command } = targeted;
    const taken = await leases.take({ account, sessionId: command.sessionId }, owner, config.leaseMs);
    if ("busyUntilMs" in taken) throw new RetryLater(taken.busyUntilMs - clock.now(), true);
    let recorded: string | undefined;
    const { applied, stale } = await applyLeased({
      command,
      provenance: queued,
      lease: taken.lease,
      wts,
      clock,
      log,
      steps: recordedSteps({
        ledger,
        id,
        owner,
        claimed,
        // Somebody looked at the session before replaying it.
        sendAnyway: attempt > 0,
        lost: () => new RetryLater(config.leaseMs, true),
      }),
      record: async (outcome) => {
        const text = JSON.stringify(outcome);
        if (await ledger.finish(id, owner, { state: "applied", outcome: text, publish: true })) recorded = text;
      },
    });
    logAbout("info", applied ? "applied" : "stale", queued, stale.length > 0 ? { stale } : {});
    if (!applied) await finishSilently(id, owner, { stale });
    if (recorded !== undefined) await publish(id, recorded);
  };

  /** Refuses the command for good. It is parked first, so that nothing is lost between here and there. */
  const refuse = async (queued: QueuedCommand, owner: string, fault: Fault): Promise<void> => {
    const { id, door, targeted } = queued;
    if (fault.kind !== faults.expectationNotMet) await park(dependencies, fault, { door, queued });
    const outcome = JSON.stringify(rejectionOf(targeted.command, queued, fault));
    const recorded = await ledger.finish(id, owner, { state: "rejected", outcome, publish: true });
    logAbout("error", "refused", queued, faultFields(fault));
    if (recorded) await publish(id, outcome);
  };

  const isPermanent = ({ kind }: Fault, { sentAtMs, receiveCount }: QueueMessage): boolean => {
    if (kind === faults.wtsDenied) return clock.now() - sentAtMs >= config.deniedForMs && receiveCount > 2;
    // A broken configuration is ours to mend; the command waits for that.
    return kind !== faults.configInvalid && !kind.retryable;
  };

  const retryLater = async (
    queued: QueuedCommand,
    fault: Fault,
    { message, owner }: MessageAttempt,
  ): Promise<never> => {
    logAbout("warn", "retried later", queued, { ...faultFields(fault), receiveCount: message.receiveCount });
    await ledger.giveBack(queued.id, owner);
    const waitMs = retryPauseMs(message.receiveCount, config, clock.random);
    throw new RetryLater(Math.max(waitMs, (fault.retryAfterSeconds ?? 0) * 1000));
  };

  const apply = async (queued: QueuedCommand, claimed: Claimed, { timeBox, owner }: MessageAttempt): Promise<void> => {
    // Nothing may go out once the lease has passed to somebody else.
    const endBy = Math.min(timeBox.endBy, clock.now() + config.leaseMs * leaseUse);
    const own = { startBy: endBy, endBy };
    const wts = connect(queued.account, { priority: "queue", timeBox: own, tokenWaitMs: config.tokenWaitMs });
    if (queued.targeted.reference) await splitBySession(queued, wts, owner);
    else await applyToSession(queued, claimed, wts, owner);
  };

  /** Answers the id of an earlier command that brought the same content and was applied, or may have been; undefined when this one shall be. */
  const appliedTwin = async ({ id, contentId }: QueuedCommand): Promise<string | undefined> => {
    if (contentId === undefined) return undefined;
    const first = await contents.claim(contentId, id);
    if (first === id) return undefined;
    const twin = await ledger.read(first);
    if (twin?.state === "applied") return first;
    const busyForMs = twin?.state === "claimed" ? Number(twin.leaseUntil ?? 0) - clock.now() : 0;
    if (busyForMs > 0) throw new RetryLater(busyForMs, true);
    // The note or message of the earlier command may be with WTS: that command is parked, or still comes again, and looks before it sends.
    if (twin?.sendingStep !== undefined) return first;
    if (!(await contents.takeOver(contentId, first, id))) throw new RetryLater(config.leaseMs, true);
    return undefined;
  };

  const work = async (queued: QueuedCommand, claimed: Claimed, attempt: MessageAttempt): Promise<void> => {
    const { message, owner } = attempt;
    try {
      const duplicateOf = await appliedTwin(queued);
      if (duplicateOf === undefined) return await apply(queued, claimed, attempt);
      await finishSilently(queued.id, owner, { duplicateOf });
      logAbout("info", "duplicate", queued, { duplicateOf });
    } catch (error) {
      if (error instanceof RetryLater) {
        await ledger.giveBack(queued.id, owner);
        throw error;
      }
      const fault = toFault(error);
      // What is recorded as applied is only published again, and the message has to come back for that.
      if (fault.kind === faults.busUnavailable)
        throw new RetryLater(retryPauseMs(message.receiveCount, config, clock.random));
      if (isPermanent(fault, message)) return refuse(queued, owner, fault);
      if (clock.now() - message.sentAtMs < config.giveUpAfterMs) return retryLater(queued, fault, attempt);
      const exhausted = new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault });
      await refuse(queued, owner, exhausted);
    }
  };

  return async (queued: QueuedCommand, attempt: MessageAttempt): Promise<void> => {
    if (queued.hops > maxHops) {
      // No event is published for it: whatever answers our outcomes with requests would go on.
      await park(dependencies, new Fault(faults.hopsExceeded), { door: queued.door, queued });
      return logAbout("error", "refused", queued, { code: faults.hopsExceeded.code });
    }
    const claim = await ledger.claim(
      { ...queued, sessionId: queued.targeted.command.sessionId },
      attempt.owner,
      config.leaseMs,
    );
    if (claim.state === "busy") throw new RetryLater(claim.untilMs - clock.now(), true);
    if (claim.state === "claimed") return work(queued, claim, attempt);
    logAbout("info", "duplicate", queued, { state: claim.state });
    if (!claim.published) await publish(queued.id, claim.outcome);
  };
};
