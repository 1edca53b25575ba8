// Applies one queued command, once, however often its message arrives; what no repetition can mend is parked.
import { type Place, referencePlace, sessionPlace } from "../../aws/item-keys.ts";
import type { SessionReference } from "../../core/command/session-reference.ts";
import { Fault, faults } from "../../core/faults.ts";
import { shownId, shownSessionId } from "../../core/ids.ts";
import { maxHops, type QueuedCommand } from "../../core/queue/queued-command.ts";
import { isPaced, mostAnHour } from "../../core/sessions/event-pace.ts";
import type { Properties } from "../../core/value.ts";
import type { MessageAttempt } from "../../middleware/queue-stack.ts";
import type { AlertRecords } from "../../records/alerts.ts";
import { type CommandRecord, entryOf } from "../../records/ledger.ts";
import { rejectionOf } from "../../records/outcomes.ts";
import { raiseAlert } from "../../records/raise-alert.ts";
import type { MayAnswer } from "../../records/refused-requests.ts";
import type { Contents } from "../../records/seen-contents.ts";
import { splitOf } from "../../records/split-commands.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log, LogFields } from "../../runtime/log.ts";
import { perAccount } from "../../runtime/per-account.ts";
import type { Wts } from "../../wts/connect.ts";
import { contactFinder } from "../../wts/contact-finder.ts";
import { applyAny, type CommandHandlers } from "../apply/apply-any.ts";
import { resolveReference } from "../apply/resolve-reference.ts";
import { type Claimed, type Ending, type HeldSession, isSentAgain, SessionLost } from "../execute-once.ts";
import type { MessageGuardOf } from "../messages/message-guard.ts";
import { type Copied, copiedFinder } from "./find-copied.ts";
import { reasonToGiveUp } from "./reason-to-give-up.ts";
import { firstTokenWaitMs, RetryLater, retryAfter, retryForMs } from "./retry-later.ts";
import { sessionSplitter } from "./split-by-session.ts";
import { tokensOf } from "./tokens-of.ts";
import { keepDelivery, parkOnce, type WorkerDependencies } from "./worker-dependencies.ts";

export interface CommandWorkerDependencies extends WorkerDependencies, CommandHandlers {
  contents: Contents;
  alerts: AlertRecords;
  mayAnswer: MayAnswer;
  /** Absent where nothing is configured of messages. */
  guardOf?: MessageGuardOf;
}

const fieldsOf = ({ id, account, door, hops, targeted, ...queued }: QueuedCommand): LogFields => {
  const { command, sessionId } = targeted.command;
  const session = targeted.reference ? "found by contact or metadata" : shownSessionId(sessionId);
  const source = shownId(queued.source);
  const correlationId = shownId(queued.correlationId);
  return { commandId: id, account, door, source, correlationId, hops, command, sessionId: session };
};

/** The session is not what it was when the command was sent: whoever has changed it is at work on it. */
const needsNobody: readonly Fault["kind"][] = [faults.expectationNotMet, faults.sessionNotOpen];

/** Where everything about the command is recorded. */
export const placeOf = ({ account, targeted: { reference, command } }: QueuedCommand): Place =>
  reference ? referencePlace(account, reference.locator) : sessionPlace({ account, sessionId: command.sessionId });

export interface CommandWorker {
  /** Resolves when the message is done with; throws RetryLater when it has to come again. */
  work(queued: QueuedCommand, attempt: MessageAttempt): Promise<void>;
  /** Refuses it for good, before anything of it was begun: it is parked, recorded and told. */
  refuse(queued: QueuedCommand, fault: Fault): Promise<void>;
}

export const commandWorker = (dependencies: CommandWorkerDependencies): CommandWorker => {
  const { config, ledger, lifecycle, mayAnswer, router, holder, guardOf, connect, clock, log } = dependencies;
  const findCopied = copiedFinder(dependencies);
  const splitter = sessionSplitter(dependencies);
  const contactsOf = perAccount(() => contactFinder({ clock }));

  const logAbout = (level: keyof Log, message: string, queued: QueuedCommand, fields: LogFields = {}): void =>
    log[level](message, { ...fieldsOf(queued), ...fields });

  const connectFor = (queued: QueuedCommand, { timeBox, message }: MessageAttempt, actByMs: number): Wts => {
    const endBy = Math.min(timeBox.endBy, actByMs);
    return connect(queued.account, {
      priority: "queue",
      timeBox: { startBy: endBy, endBy },
      tokenWaitMs: config.tokenWaitMs,
      firstTokenWaitMs: Math.min(config.tokenWaitMs, firstTokenWaitMs(message.receiveCount)),
      retryForMs,
      expectedCalls: tokensOf(queued),
    });
  };

  /** Refuses the command for good. It is parked first, so that nothing is lost between here and there. */
  const refuse = async (queued: QueuedCommand, fault: Fault): Promise<Ending<undefined>> => {
    const { account, door, source, targeted } = queued;
    if (queued.whenRefused === "leave") {
      logAbout("info", "left out", queued, { code: fault.code });
      return { as: "left", answer: undefined };
    }
    await keepDelivery(dependencies, queued);
    if (!needsNobody.includes(fault.kind)) await parkOnce(dependencies, fault, { door, queued });
    logAbout("error", "refused", queued, faultFields(fault));
    // No session of it is known whose item could count it.
    const isUncounted = targeted.reference !== undefined && isPaced({ ...queued, command: targeted.command.command });
    const isUntold = isUncounted && !(await mayAnswer({ account, source, about: placeOf(queued).pk }));
    const outcome = rejectionOf(targeted.command, queued, fault);
    return { as: "rejected", outcome, ...(isUntold && { isUntold }), answer: undefined };
  };

  /** A broken configuration is ours to mend, as a key is that WTS refuses; the command waits for that. */
  const isPermanent = ({ kind }: Fault): boolean =>
    kind !== faults.wtsDenied && kind !== faults.configInvalid && !kind.retryable;

  /** What no repetition can mend is an end, too. Throws RetryLater for everything else. */
  const endOfFailure = async (
    queued: QueuedCommand,
    error: unknown,
    { message }: MessageAttempt,
  ): Promise<Ending<undefined>> => {
    if (error instanceof RetryLater || error instanceof SessionLost) throw error;
    const fault = toFault(error);
    const last = isPermanent(fault) ? fault : reasonToGiveUp(fault, message, config, clock.now());
    if (last) return refuse(queued, last);
    logAbout("warn", "retried later", queued, { ...faultFields(fault), receiveCount: message.receiveCount });
    throw retryAfter(fault, message.receiveCount, config, clock.random);
  };

  /**
   * What was applied is not applied again. Of what was split by session, that is for each of its commands to say: those
   * that were refused are sent once more.
   */
  const endCopy = async (queued: QueuedCommand, { place, record }: Copied): Promise<Properties> => {
    // Of the copy of a copy, too, it is the first one's commands that count.
    const duplicateOf = String(record.remarks?.duplicateOf ?? record.id);
    const split = splitOf(record);
    const sentAgain = split ? await splitter.sendUnapplied(queued, split) : 0;
    if (sentAgain > 0) logAbout("info", "sent again", queued, { of: duplicateOf, sessions: sentAgain });
    else logAbout("info", "duplicate", queued, { duplicateOf, state: record.state, firstAt: record.seenAt });
    const isCopy = queued.receivedAt !== undefined && isSentAgain(record, queued);
    if (sentAgain === 0 && isCopy) await ledger.countCopy(place, record.id, queued.receivedAt ?? "");
    return { duplicateOf, ...(split && { sessionIds: split.sessionIds }) };
  };

  /** A copy ends here; what fails ends as it has to. */
  const workOnce = async (
    queued: QueuedCommand,
    attempt: MessageAttempt,
    work: () => Promise<Ending<undefined>>,
  ): Promise<Ending<undefined>> => {
    try {
      const copied = await findCopied(queued, placeOf(queued));
      if (copied === undefined) return await work();
      return { as: "applied", remarks: await endCopy(queued, copied), answer: undefined };
    } catch (error) {
      return endOfFailure(queued, error, attempt);
    }
  };

  const splitBySession = async (
    queued: QueuedCommand,
    reference: SessionReference,
    attempt: MessageAttempt,
  ): Promise<Ending<undefined>> => {
    const wts = connectFor(queued, attempt, attempt.timeBox.endBy);
    // Who replays a command may have made the contact a moment ago.
    const options = { contacts: contactsOf(queued.account), clock, anew: queued.attempt > 0 };
    const { sessionIds, lookedFor } = await resolveReference(reference, wts, options);
    await splitter.split(queued, sessionIds);
    if (sessionIds.length === 0) await keepDelivery(dependencies, queued);
    const asked = lookedFor.length > 0 ? { lookedFor: lookedFor.join(", ") } : {};
    logAbout("info", "reference resolved", queued, { sessions: sessionIds.length, ...asked });
    return { as: sessionIds.length > 0 ? "applied" : "ignored", remarks: { sessionIds }, answer: undefined };
  };

  /** Undefined unless events of its source have brought so many commands for the session that this is taken for a loop. */
  const endOfLoop = async (queued: QueuedCommand, session: HeldSession): Promise<Ending<undefined> | undefined> => {
    const { account, source, targeted } = queued;
    if (!isPaced({ ...queued, command: targeted.command.command })) return undefined;
    const { passed, refused } = session.paceOf(source);
    if (passed < mostAnHour) return undefined;
    const ending = await refuse(queued, new Fault(faults.loopSuspected));
    await raiseAlert(dependencies, { account, code: "LOOP_SUSPECTED" });
    // A program that waits for its answer has it; a loop that answers refusals as well ends here.
    return refused < mostAnHour || ending.as === "left" ? ending : { ...ending, isUntold: true };
  };

  const apply = async (
    queued: QueuedCommand,
    attempt: MessageAttempt,
    { steps }: Claimed,
    session: HeldSession,
  ): Promise<Ending<undefined>> => {
    const looping = await endOfLoop(queued, session);
    if (looping) return looping;
    const wts = connectFor(queued, attempt, session.actByMs);
    const { command } = queued.targeted;
    const guard = guardOf?.(queued.account);
    const result = await applyAny({ command, provenance: queued, session, wts, clock, steps, router, holder, guard });
    const { stale } = result;
    const isStale = stale.length > 0 ? { stale } : undefined;
    logAbout("info", result.applied ? "applied" : "stale", queued, isStale);
    const { outcome, remarks: said } = result.applied ? result : {};
    const remarks = said || isStale ? { ...said, ...isStale } : undefined;
    return { as: "applied", ...(outcome && { outcome }), ...(remarks && { remarks }), answer: undefined };
  };

  const execute = (queued: QueuedCommand, attempt: MessageAttempt) => {
    const place = placeOf(queued);
    const entry = entryOf(queued, queued.targeted.command);
    // Whatever a reference is split into has an id of its own: to split it twice does no harm, and so nobody is kept out.
    const { reference } = queued.targeted;
    if (reference)
      return lifecycle.recordOnce({ place, entry }, () =>
        workOnce(queued, attempt, () => splitBySession(queued, reference, attempt)),
      );
    return lifecycle.executeOnce(
      // Somebody looked at the session before replaying it.
      { place, entry, owner: attempt.owner, leaseMs: config.leaseMs, sendAnyway: queued.attempt > 0 },
      (claimed, session) => workOnce(queued, attempt, () => apply(queued, attempt, claimed, session)),
    );
  };

  /** Its record says that it came to an end. What is more than a message that SQS brings again is its sender's copy, or a replay. */
  const endFound = async (queued: QueuedCommand, record: CommandRecord): Promise<void> => {
    const place = placeOf(queued);
    if (!isSentAgain(record, queued) && queued.attempt <= record.attempt)
      return logAbout("info", "done before", queued, { state: record.state });
    await endCopy(queued, { place, record });
    // It may have been signed anew: from now on this one, too, is known when somebody sends it under another id.
    await findCopied(queued, place);
  };

  const work = async (queued: QueuedCommand, attempt: MessageAttempt): Promise<void> => {
    if (queued.hops > maxHops) {
      // No event is published for it: whatever answers our outcomes with requests would go on.
      await parkOnce(dependencies, new Fault(faults.hopsExceeded), { door: queued.door, queued });
      return logAbout("error", "refused", queued, { code: faults.hopsExceeded.code });
    }
    const executed = await execute(queued, attempt).catch((error: unknown) => {
      throw error instanceof SessionLost ? new RetryLater(config.leaseMs, "busy") : error;
    });
    if (executed.did === "busy") throw new RetryLater(executed.untilMs - clock.now(), "busy");
    if (executed.did === "found") await endFound(queued, executed.record);
  };

  return {
    work,
    refuse: async (queued, fault) => {
      const entry = entryOf(queued, queued.targeted.command);
      await lifecycle.recordOnce({ place: placeOf(queued), entry }, () => refuse(queued, fault));
    },
  };
};
