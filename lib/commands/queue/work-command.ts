// Applies one queued command, once, however often its message arrives; what no repetition can mend is parked.
import { type Place, referencePlace, sessionPlace } from "../../aws/item-keys.ts";
import { resolvedCommandId } from "../../core/command/command-id.ts";
import { Fault, faults } from "../../core/faults.ts";
import { shownId, shownSessionId } from "../../core/ids.ts";
import { maxHops, type QueuedCommand } from "../../core/queue/queued-command.ts";
import type { MessageAttempt, QueueMessage } from "../../middleware/queue-stack.ts";
import { type CommandRecord, entryOf, type Ledger } from "../../records/ledger.ts";
import { rejectionOf } from "../../records/outcomes.ts";
import type { Contents } from "../../records/seen-contents.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log, LogFields } from "../../runtime/log.ts";
import { perAccount } from "../../runtime/per-account.ts";
import type { Wts } from "../../wts/connect.ts";
import { contactFinder } from "../../wts/contact-finder.ts";
import { applyToSession } from "../apply/apply-to-session.ts";
import { callsOf } from "../apply/plan.ts";
import { resolveReference } from "../apply/resolve-reference.ts";
import { type Claimed, type Ending, type HeldSession, SessionLost } from "../execute-once.ts";
import { RetryLater, retryPauseMs } from "./retry-later.ts";
import { park, type WorkerDependencies } from "./worker-dependencies.ts";

export interface CommandWorkerDependencies extends WorkerDependencies {
  ledger: Ledger;
  contents: Contents;
}

const fieldsOf = ({ id, account, door, hops, targeted, ...queued }: QueuedCommand): LogFields => {
  const { command, sessionId } = targeted.command;
  const session = targeted.reference ? "found by contact or metadata" : shownSessionId(sessionId);
  const source = shownId(queued.source);
  const correlationId = shownId(queued.correlationId);
  return { commandId: id, account, door, source, correlationId, hops, command, sessionId: session };
};

/** Where everything about the command is recorded. */
export const placeOf = ({ account, targeted: { reference, command } }: QueuedCommand): Place =>
  reference ? referencePlace(account, reference.locator) : sessionPlace({ account, sessionId: command.sessionId });

/** Resolves when the message is done with; throws RetryLater when it has to come again. */
export const commandWorker = (dependencies: CommandWorkerDependencies) => {
  const { config, queue, ledger, lifecycle, contents, connect, clock, log } = dependencies;
  const contactsOf = perAccount(() => contactFinder({ clock }));

  const logAbout = (level: keyof Log, message: string, queued: QueuedCommand, fields: LogFields = {}): void =>
    log[level](message, { ...fieldsOf(queued), ...fields });

  const connectFor = ({ account, targeted }: QueuedCommand, { timeBox }: MessageAttempt, actByMs: number): Wts => {
    const endBy = Math.min(timeBox.endBy, actByMs);
    const { tokenWaitMs } = config;
    const expectedCalls = targeted.reference ? 1 : callsOf(targeted.command);
    return connect(account, { priority: "queue", timeBox: { startBy: endBy, endBy }, tokenWaitMs, expectedCalls });
  };

  /** Answers the id of an earlier command that brought the same content and was applied, or may have been; undefined when this one shall be. */
  const appliedTwin = async (queued: QueuedCommand): Promise<string | undefined> => {
    const { id, contentId } = queued;
    if (contentId === undefined) return undefined;
    const holder = { commandId: id, place: placeOf(queued) };
    const first = await contents.claim(contentId, holder);
    if (first.commandId === id) return undefined;
    const twin = await ledger.read(first.place, first.commandId);
    // The note or message of the earlier command may be with WTS: that command is parked, or still comes again, and looks before it sends.
    if (twin?.state === "applied" || twin?.sending) return first.commandId;
    if (!(await contents.takeOver(contentId, first.commandId, holder))) throw new RetryLater(config.leaseMs, true);
    return undefined;
  };

  /** Refuses the command for good. It is parked first, so that nothing is lost between here and there. */
  const refuse = async (queued: QueuedCommand, fault: Fault): Promise<Ending<undefined>> => {
    const { door, targeted } = queued;
    if (fault.kind !== faults.expectationNotMet) await park(dependencies, fault, { door, queued });
    logAbout("error", "refused", queued, faultFields(fault));
    return { as: "rejected", outcome: rejectionOf(targeted.command, queued, fault), answer: undefined };
  };

  const isPermanent = ({ kind }: Fault, { sentAtMs, receiveCount }: QueueMessage): boolean => {
    if (kind === faults.wtsDenied) return clock.now() - sentAtMs >= config.deniedForMs && receiveCount > 2;
    // A broken configuration is ours to mend; the command waits for that.
    return kind !== faults.configInvalid && !kind.retryable;
  };

  /** What no repetition can mend is an end, too. Throws RetryLater for everything else. */
  const endOfFailure = async (
    queued: QueuedCommand,
    error: unknown,
    { message }: MessageAttempt,
  ): Promise<Ending<undefined>> => {
    if (error instanceof RetryLater || error instanceof SessionLost) throw error;
    const fault = toFault(error);
    if (isPermanent(fault, message)) return refuse(queued, fault);
    if (clock.now() - message.sentAtMs >= config.giveUpAfterMs)
      return refuse(queued, new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault }));
    logAbout("warn", "retried later", queued, { ...faultFields(fault), receiveCount: message.receiveCount });
    const waitMs = retryPauseMs(message.receiveCount, config, clock.random);
    throw new RetryLater(Math.max(waitMs, (fault.retryAfterSeconds ?? 0) * 1000));
  };

  /** A copy ends here; what fails ends as it has to. */
  const workOnce = async (
    queued: QueuedCommand,
    attempt: MessageAttempt,
    work: () => Promise<Ending<undefined>>,
  ): Promise<Ending<undefined>> => {
    try {
      const duplicateOf = await appliedTwin(queued);
      if (duplicateOf === undefined) return await work();
      logAbout("info", "duplicate", queued, { duplicateOf });
      return { as: "applied", remarks: { duplicateOf }, answer: undefined };
    } catch (error) {
      return endOfFailure(queued, error, attempt);
    }
  };

  /** A reference is split into one command for each session it means, in that session's own group. */
  const splitBySession = async (queued: QueuedCommand, attempt: MessageAttempt): Promise<Ending<undefined>> => {
    const { reference, command } = queued.targeted;
    const wts = connectFor(queued, attempt, attempt.timeBox.endBy);
    // Who replays a command may have made the contact a moment ago.
    const options = { contacts: contactsOf(queued.account), clock, anew: queued.attempt > 0 };
    const { sessionIds, lookedFor } = reference
      ? await resolveReference(reference, wts, options)
      : { sessionIds: [], lookedFor: [] };
    // The content stays this command's own: what it is split into are no copies of a delivery.
    const { contentId: _content, ...copied } = queued;
    for (const sessionId of sessionIds)
      await queue.send({
        ...copied,
        id: resolvedCommandId(queued.id, sessionId),
        causationId: queued.id,
        targeted: { command: { ...command, sessionId } },
      });
    const asked = lookedFor.length > 0 ? { lookedFor: lookedFor.join(", ") } : {};
    logAbout("info", "reference resolved", queued, { sessions: sessionIds.length, ...asked });
    return { as: "applied", remarks: { sessionIds }, answer: undefined };
  };

  const apply = async (
    queued: QueuedCommand,
    attempt: MessageAttempt,
    { steps }: Claimed,
    session: HeldSession,
  ): Promise<Ending<undefined>> => {
    const wts = connectFor(queued, attempt, session.actByMs);
    const { command } = queued.targeted;
    const result = await applyToSession({ command, provenance: queued, session, wts, clock, steps });
    const { stale } = result;
    const remarks = stale.length > 0 ? { stale } : undefined;
    logAbout("info", result.applied ? "applied" : "stale", queued, remarks);
    const outcome = result.applied ? { outcome: result.outcome } : {};
    return { as: "applied", ...outcome, ...(remarks && { remarks }), answer: undefined };
  };

  const execute = (queued: QueuedCommand, attempt: MessageAttempt) => {
    const place = placeOf(queued);
    const entry = entryOf(queued, queued.targeted.command);
    // Whatever a reference is split into has an id of its own: to split it twice does no harm, and so nobody is kept out.
    if (queued.targeted.reference)
      return lifecycle.recordOnce({ place, entry }, () =>
        workOnce(queued, attempt, () => splitBySession(queued, attempt)),
      );
    return lifecycle.executeOnce(
      // Somebody looked at the session before replaying it.
      { place, entry, owner: attempt.owner, leaseMs: config.leaseMs, sendAnyway: queued.attempt > 0 },
      (claimed, session) => workOnce(queued, attempt, () => apply(queued, attempt, claimed, session)),
    );
  };

  const logFound = (queued: QueuedCommand, { state }: CommandRecord): void =>
    logAbout("info", "duplicate", queued, { state });

  return async (queued: QueuedCommand, attempt: MessageAttempt): Promise<void> => {
    if (queued.hops > maxHops) {
      // No event is published for it: whatever answers our outcomes with requests would go on.
      await park(dependencies, new Fault(faults.hopsExceeded), { door: queued.door, queued });
      return logAbout("error", "refused", queued, { code: faults.hopsExceeded.code });
    }
    const executed = await execute(queued, attempt).catch((error: unknown) => {
      throw error instanceof SessionLost ? new RetryLater(config.leaseMs, true) : error;
    });
    if (executed.did === "busy") throw new RetryLater(executed.untilMs - clock.now(), true);
    if (executed.did === "found") logFound(queued, executed.record);
  };
};
