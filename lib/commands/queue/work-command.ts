// Applies one queued command, once, however often its message arrives; what no repetition can mend is parked.

import { resolvedCommandId } from "../../core/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { maxHops, type QueuedCommand } from "../../core/queue/queued-command.ts";
import { shownSessionId } from "../../core/session-id.ts";
import { shownId } from "../../core/shown-id.ts";
import type { MessageAttempt, QueueMessage } from "../../middleware/queue-stack.ts";
import type { Contents } from "../../records/contents.ts";
import type { Claimed } from "../../records/ledger.ts";
import { publishRecorded, rejectionOf } from "../../records/outcomes.ts";
import type { SessionLeases } from "../../records/session-lease.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log, LogFields } from "../../runtime/log.ts";
import type { Wts } from "../../wts/connect.ts";
import { applyLeased } from "../apply/apply-leased.ts";
import { recordedSteps } from "../apply/recorded-steps.ts";
import { resolveReference } from "../apply/resolve-reference.ts";
import { backoffMs } from "./backoff.ts";
import { NotYet } from "./not-yet.ts";
import { park } from "./park.ts";
import type { WorkerDependencies } from "./worker-dependencies.ts";

export interface CommandWorkerDependencies extends WorkerDependencies {
  leases: SessionLeases;
  contents: Contents;
}

/** The rest is for recording what was done. */
const leaseUse = 0.9;

const entryOf = ({ id, account, door, source, deliveryId, attempt, targeted }: QueuedCommand) => ({
  ...{ id, account, door, source, deliveryId, attempt },
  sessionId: targeted.command.sessionId,
});

const fieldsOf = ({ id, account, door, hops, targeted, ...queued }: QueuedCommand): LogFields => {
  const { command, sessionId } = targeted.command;
  const session = targeted.reference ? "by reference" : shownSessionId(sessionId);
  const source = shownId(queued.source);
  const correlationId = shownId(queued.correlationId);
  return { commandId: id, account, door, source, correlationId, hops, command, sessionId: session };
};

/** Resolves when the message is done with; throws NotYet when it has to come again. */
export const commandWorker = (dependencies: CommandWorkerDependencies) => {
  const { config, queue, ledger, leases, contents, connect, clock, log, bus } = dependencies;

  const tell = (level: keyof Log, message: string, queued: QueuedCommand, fields: LogFields = {}): void =>
    log[level](message, { ...fieldsOf(queued), ...fields });

  const publish = async (id: string, outcome: string): Promise<void> =>
    publishRecorded({ ledger, bus }, [{ id, outcome }]);

  const finishSilently = (id: string, owner: string, outcome: object): Promise<boolean> =>
    ledger.finish(id, owner, { state: "applied", outcome: JSON.stringify(outcome), publish: false });

  /** A reference becomes one command for each session it means, in that session's own group. */
  const fanOut = async (queued: QueuedCommand, wts: Wts, owner: string): Promise<void> => {
    const { reference, command } = queued.targeted;
    const sessionIds = reference ? await resolveReference(reference, wts.client) : [];
    // The content is this command's own: its copies for the sessions are no copies of a delivery.
    const { contentId: _content, ...copied } = queued;
    for (const sessionId of sessionIds)
      await queue.send({
        ...copied,
        id: resolvedCommandId(queued.id, sessionId),
        causationId: queued.id,
        targeted: { command: { ...command, sessionId } },
      });
    await finishSilently(queued.id, owner, { sessionIds });
    tell("info", "reference resolved", queued, { sessions: sessionIds.length });
  };

  const takeTurn = async (queued: QueuedCommand, claimed: Claimed, wts: Wts, owner: string): Promise<void> => {
    const { account, id, targeted, attempt } = queued;
    const { command } = targeted;
    const taken = await leases.take({ account, sessionId: command.sessionId }, owner, config.leaseMs);
    if ("busyUntilMs" in taken) throw new NotYet(taken.busyUntilMs - clock.now(), true);
    let recorded: string | undefined;
    const turn = await applyLeased({
      ...{ command, provenance: queued, lease: taken.lease, wts, clock, log },
      steps: recordedSteps({
        ...{ ledger, id, owner, claimed },
        // Somebody looked at the session before replaying it.
        sendAnyway: attempt > 0,
        lost: () => new NotYet(config.leaseMs, true),
      }),
      record: async (outcome) => {
        const text = JSON.stringify(outcome);
        if (await ledger.finish(id, owner, { state: "applied", outcome: text, publish: true })) recorded = text;
      },
    });
    tell("info", turn.applied ? "applied" : "stale", queued, turn.stale.length > 0 ? { stale: turn.stale } : {});
    if (!turn.applied) await finishSilently(id, owner, { stale: turn.stale });
    if (recorded !== undefined) await publish(id, recorded);
  };

  /** For good: parked first, so that nothing is lost between here and there. */
  const refuse = async (queued: QueuedCommand, owner: string, fault: Fault): Promise<void> => {
    const { id, door, targeted } = queued;
    if (fault.kind !== faults.expectationNotMet) await park(dependencies, fault, { door, queued });
    const outcome = JSON.stringify(rejectionOf(targeted.command, queued, fault));
    const recorded = await ledger.finish(id, owner, { state: "rejected", outcome, publish: true });
    tell("error", "refused", queued, faultFields(fault));
    if (recorded) await publish(id, outcome);
  };

  const isPermanent = ({ kind }: Fault, { sentAtMs, receiveCount }: QueueMessage): boolean => {
    if (kind === faults.wtsDenied) return clock.now() - sentAtMs >= config.deniedForMs && receiveCount > 2;
    // Ours to mend, while the command waits.
    return kind !== faults.configInvalid && !kind.retryable;
  };

  const handBack = async (queued: QueuedCommand, fault: Fault, { message, owner }: MessageAttempt): Promise<never> => {
    tell("warn", "handed back", queued, { ...faultFields(fault), receiveCount: message.receiveCount });
    await ledger.giveBack(queued.id, owner);
    const waitMs = backoffMs(message.receiveCount, config, clock.random);
    throw new NotYet(Math.max(waitMs, (fault.retryAfterSeconds ?? 0) * 1000));
  };

  const apply = async (queued: QueuedCommand, claimed: Claimed, { timeBox, owner }: MessageAttempt): Promise<void> => {
    // Nothing goes out after the lease may have passed to somebody else.
    const endBy = Math.min(timeBox.endBy, clock.now() + config.leaseMs * leaseUse);
    const own = { startBy: endBy, endBy };
    const wts = connect(queued.account, { priority: "queue", timeBox: own, tokenWaitMs: config.tokenWaitMs });
    if (queued.targeted.reference) await fanOut(queued, wts, owner);
    else await takeTurn(queued, claimed, wts, owner);
  };

  /** The id of an earlier command that brought the same content and was applied, or may have been; undefined when this one shall be. */
  const appliedTwin = async ({ id, contentId }: QueuedCommand): Promise<string | undefined> => {
    if (contentId === undefined) return undefined;
    const first = await contents.claim(contentId, id);
    if (first === id) return undefined;
    const twin = await ledger.read(first);
    if (twin?.state === "applied") return first;
    const busyForMs = twin?.state === "claimed" ? Number(twin.leaseUntil ?? 0) - clock.now() : 0;
    if (busyForMs > 0) throw new NotYet(busyForMs, true);
    // Its note or message may be with WTS: it is parked, or still comes again, and looks before it sends.
    if (twin?.sendingStep !== undefined) return first;
    if (!(await contents.takeOver(contentId, first, id))) throw new NotYet(config.leaseMs, true);
    return undefined;
  };

  const work = async (queued: QueuedCommand, claimed: Claimed, turn: MessageAttempt): Promise<void> => {
    const { message, owner } = turn;
    try {
      const duplicateOf = await appliedTwin(queued);
      if (duplicateOf === undefined) return await apply(queued, claimed, turn);
      await finishSilently(queued.id, owner, { duplicateOf });
      tell("info", "duplicate", queued, { duplicateOf });
    } catch (error) {
      if (error instanceof NotYet) {
        await ledger.giveBack(queued.id, owner);
        throw error;
      }
      const fault = toFault(error);
      // What is recorded as applied is only published again: the message has to come back for that.
      if (fault.kind === faults.busUnavailable) throw new NotYet(backoffMs(message.receiveCount, config, clock.random));
      if (isPermanent(fault, message)) return refuse(queued, owner, fault);
      if (clock.now() - message.sentAtMs < config.giveUpAfterMs) return handBack(queued, fault, turn);
      const exhausted = new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault });
      await refuse(queued, owner, exhausted);
    }
  };

  return async (queued: QueuedCommand, turn: MessageAttempt): Promise<void> => {
    if (queued.hops > maxHops) {
      // No event for it: whatever answers our outcomes with requests would go on.
      await park(dependencies, new Fault(faults.hopsExceeded), { door: queued.door, queued });
      return tell("error", "refused", queued, { code: faults.hopsExceeded.code });
    }
    const claim = await ledger.claim(entryOf(queued), turn.owner, config.leaseMs);
    if (claim.state === "busy") throw new NotYet(claim.untilMs - clock.now(), true);
    if (claim.state === "claimed") return work(queued, claim, turn);
    tell("info", "duplicate", queued, { state: claim.state });
    if (!claim.published) await publish(queued.id, claim.outcome);
  };
};
