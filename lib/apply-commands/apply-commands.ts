// Works the queue: in order within a session, side by side across sessions, and the giving up is ours, not SQS's.
import { applyLeased } from "../apply/apply-leased.ts";
import { recordedSteps } from "../apply/recorded-steps.ts";
import { resolveReference } from "../apply/resolve-reference.ts";
import type { CommandQueue, Parked, ParkedQueue } from "../aws/queue.ts";
import type { Clock } from "../clock.ts";
import type { HooksConfig } from "../config.ts";
import { resolvedCommandId } from "../core/command-id.ts";
import { Fault, faults } from "../core/faults.ts";
import { maxHops, type QueuedCommand, readQueuedCommand } from "../core/queued-command.ts";
import { shownSessionId } from "../core/session-id.ts";
import { shownId } from "../core/shown-id.ts";
import { toFault } from "../error-body.ts";
import type { Log, LogFields } from "../log.ts";
import { faultFields } from "../log-fault.ts";
import type { Control } from "../records/control.ts";
import type { Claimed, Ledger } from "../records/ledger.ts";
import { type Outbox, publishRecorded, rejectionOf } from "../records/outcomes.ts";
import type { SessionLeases } from "../records/session-lease.ts";
import type { TimeBox } from "../time-box.ts";
import type { ConnectWts, Wts } from "../wts/connect.ts";

export interface QueueMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  groupId: string;
  sentAtMs: number;
  receiveCount: number;
}

export interface ApplyCommandsDependencies extends Outbox {
  config: HooksConfig["queue"];
  queue: CommandQueue;
  parked: ParkedQueue;
  ledger: Ledger;
  leases: SessionLeases;
  control: Control;
  connect: ConnectWts;
  clock: Clock;
  log: Log;
}

/** Thrown to hand a message back: it comes again when it is due, and when the one in its way may be gone. */
class NotYet extends Error {
  override readonly name = "NotYet";
  readonly dueInMs: number;
  /** Somebody else is at work, who may be done long before the lease ends. */
  readonly busy: boolean;
  constructor(dueInMs: number, busy = false) {
    super("not yet");
    this.dueInMs = dueInMs;
    this.busy = busy;
  }
}

/** SQS gives up after 1,000 receives: three days of it. */
const pausedWaitMs = 300_000;
/** The rest is for recording what was done. */
const leaseUse = 0.9;

/** Grows to five minutes; jittered, but never near zero: a crowd that comes back at once is what failed before. */
const backoffMs = (receiveCount: number, { longestPauseMs }: HooksConfig["queue"], random: () => number): number =>
  Math.min(longestPauseMs, 1_000 * 2 ** Math.min(receiveCount, 20)) * (0.5 + random() / 2);

export const commandApplier = (dependencies: ApplyCommandsDependencies) => {
  const { config, queue, parked, ledger, leases, control, connect, clock, log, bus } = dependencies;

  const describe = ({ id, account, door, source, deliveryId, attempt, targeted }: QueuedCommand) => ({
    id,
    account,
    door,
    source,
    deliveryId,
    attempt,
    sessionId: targeted.command.sessionId,
  });

  const fieldsOf = (queued: QueuedCommand): LogFields => {
    const { id, account, door, hops, targeted } = queued;
    const { command } = targeted.command;
    const session = targeted.reference ? "by reference" : shownSessionId(targeted.command.sessionId);
    const source = shownId(queued.source);
    const correlationId = shownId(queued.correlationId);
    return { commandId: id, account, door, source, correlationId, hops, command, sessionId: session };
  };
  const tell = (level: keyof Log, message: string, queued: QueuedCommand, fields: LogFields = {}): void =>
    log[level](message, { ...fieldsOf(queued), ...fields });

  const park = (reason: Fault, rest: Pick<Parked, "door"> & Partial<Parked>): Promise<void> => {
    const { code, message, issues } = reason;
    return parked.park({ reason: { code, message, issues }, parkedAt: new Date(clock.now()).toISOString(), ...rest });
  };

  const publish = async (id: string, outcome: string): Promise<void> =>
    publishRecorded({ ledger, bus }, [{ id, outcome }]);

  /** A reference becomes one command for each session it means, in that session's own group. */
  const fanOut = async (queued: QueuedCommand, wts: Wts, owner: string): Promise<void> => {
    const { reference, command } = queued.targeted;
    const sessionIds = reference ? await resolveReference(reference, wts.client) : [];
    for (const sessionId of sessionIds)
      await queue.send({
        ...queued,
        id: resolvedCommandId(queued.id, sessionId),
        causationId: queued.id,
        targeted: { command: { ...command, sessionId } },
      });
    await ledger.finish(queued.id, owner, {
      state: "applied",
      outcome: JSON.stringify({ sessionIds }),
      publish: false,
    });
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
    if (!turn.applied)
      await ledger.finish(id, owner, {
        state: "applied",
        outcome: JSON.stringify({ stale: turn.stale }),
        publish: false,
      });
    if (recorded !== undefined) await publish(id, recorded);
  };

  /** For good: parked first, so that nothing is lost between here and there. */
  const refuse = async (queued: QueuedCommand, owner: string, fault: Fault): Promise<void> => {
    const { id, door, targeted } = queued;
    if (fault.kind !== faults.expectationNotMet) await park(fault, { door, queued });
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

  const handBack = async (
    queued: QueuedCommand,
    owner: string,
    fault: Fault,
    message: QueueMessage,
  ): Promise<never> => {
    tell("warn", "handed back", queued, { ...faultFields(fault), receiveCount: message.receiveCount });
    await ledger.giveBack(queued.id, owner);
    const waitMs = backoffMs(message.receiveCount, config, clock.random);
    throw new NotYet(Math.max(waitMs, (fault.retryAfterSeconds ?? 0) * 1000));
  };

  const work = async (
    queued: QueuedCommand,
    claimed: Claimed,
    message: QueueMessage,
    timeBox: TimeBox,
    owner: string,
  ) => {
    // Nothing goes out after the lease may have passed to somebody else.
    const endBy = Math.min(timeBox.endBy, clock.now() + config.leaseMs * leaseUse);
    const own = { startBy: endBy, endBy };
    const wts = connect(queued.account, { priority: "queue", timeBox: own, tokenWaitMs: config.tokenWaitMs });
    try {
      if (queued.targeted.reference) await fanOut(queued, wts, owner);
      else await takeTurn(queued, claimed, wts, owner);
    } catch (error) {
      if (error instanceof NotYet) {
        await ledger.giveBack(queued.id, owner);
        throw error;
      }
      const fault = toFault(error);
      // What is recorded as applied is only published again: the message has to come back for that.
      if (fault.kind === faults.busUnavailable) throw new NotYet(backoffMs(message.receiveCount, config, clock.random));
      if (isPermanent(fault, message)) return refuse(queued, owner, fault);
      if (clock.now() - message.sentAtMs >= config.giveUpAfterMs)
        return refuse(
          queued,
          owner,
          new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault }),
        );
      await handBack(queued, owner, fault, message);
    }
  };

  /** Resolves when the message is done with; throws NotYet when it has to come again. */
  const applyMessage = async (message: QueueMessage, timeBox: TimeBox, owner: string): Promise<void> => {
    let queued: QueuedCommand;
    try {
      queued = readQueuedCommand(message.body, new Date(clock.now()));
    } catch (error) {
      const fault = toFault(error);
      await park(fault, { door: "queue", body: message.body });
      return log.error("queue message not understood", { messageId: message.messageId, ...faultFields(fault) });
    }
    if (queued.hops > maxHops) {
      // No event for it: whatever answers our outcomes with requests would go on.
      await park(new Fault(faults.hopsExceeded), { door: queued.door, queued });
      return tell("error", "refused", queued, { code: faults.hopsExceeded.code });
    }
    if (await control.isPaused(queued.account)) throw new NotYet(pausedWaitMs);
    if (clock.now() >= timeBox.startBy) throw new NotYet(0);
    const claim = await ledger.claim(describe(queued), owner, config.leaseMs);
    if (claim.state === "busy") throw new NotYet(claim.untilMs - clock.now(), true);
    if (claim.state === "claimed") return work(queued, claim, message, timeBox, owner);
    tell("info", "duplicate", queued, { state: claim.state });
    if (!claim.published) await publish(queued.id, claim.outcome);
  };

  /** How long the message has to wait; undefined when it is done with. */
  const settle = async (message: QueueMessage, timeBox: TimeBox, owner: string): Promise<number | undefined> => {
    try {
      await applyMessage(message, timeBox, owner);
      return undefined;
    } catch (error) {
      const againMs = backoffMs(message.receiveCount, config, clock.random);
      if (error instanceof NotYet) return error.busy ? Math.min(error.dueInMs, againMs) : error.dueInMs;
      const fault = toFault(error);
      log.error("queue message handed back", { messageId: message.messageId, ...faultFields(fault) });
      return Math.max(againMs, (fault.retryAfterSeconds ?? 0) * 1000);
    }
  };

  const applyGroup = async (group: readonly QueueMessage[], timeBox: TimeBox, owner: string): Promise<string[]> => {
    for (const [index, message] of group.entries()) {
      const waitMs = await settle(message, timeBox, owner);
      if (waitMs === undefined) continue;
      const back = group.slice(index);
      const seconds = Math.ceil(Math.min(waitMs, config.longestPauseMs) / 1000);
      // Not hidden, they come again when the queue's own time is up: later, but not lost.
      await Promise.allSettled(back.map(({ receiptHandle }) => queue.hide(receiptHandle, seconds)));
      return back.map(({ messageId }) => messageId);
    }
    return [];
  };

  /** Ids of the messages that have to come again; a failed one takes the later ones of its group with it, and no others. */
  return async (
    messages: readonly QueueMessage[],
    timeBox: TimeBox,
    invocationId: string,
  ): Promise<readonly string[]> => {
    const groups = [...Map.groupBy(messages, ({ groupId }) => groupId).values()];
    const failed = await Promise.all(
      groups.map((group, index) => applyGroup(group, timeBox, `${invocationId}/${index}`)),
    );
    return failed.flat();
  };
};
