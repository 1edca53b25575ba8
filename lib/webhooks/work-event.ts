// Brings an event of WTS to the bus, once, however often its message arrives.
import { readSession } from "../commands/apply/prepare.ts";
import { RetryLater, retryPauseMs } from "../commands/queue/retry-later.ts";
import { park, type WorkerDependencies } from "../commands/queue/worker-dependencies.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId, shownSessionId } from "../core/ids.ts";
import type { QueuedEvent } from "../core/queue/queued-event.ts";
import type { MessageAttempt } from "../middleware/queue-stack.ts";
import { publishRecorded } from "../records/outcomes.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { LogFields } from "../runtime/log.ts";
import { publicSession } from "./mapping/wts-event.ts";

const fieldsOf = ({ id, account, type, sessionId, ...event }: QueuedEvent): LogFields => ({
  commandId: id,
  account,
  type,
  source: shownId(event.source),
  ...(sessionId !== undefined && { sessionId: shownSessionId(sessionId) }),
});

/** Resolves when the message is done with; throws RetryLater when it has to come again. */
export const eventWorker = (dependencies: WorkerDependencies) => {
  const { config, ledger, connect, clock, log, bus } = dependencies;

  /** The session is shown as WTS itself has it now: its webhooks are not signed, while its API is asked with our key. */
  const confirmed = async (
    { account, sessionId, detail }: QueuedEvent,
    { timeBox }: MessageAttempt,
  ): Promise<object> => {
    if (sessionId === undefined) throw new Fault(faults.sessionNotFound);
    const endBy = Math.min(timeBox.endBy, clock.now() + config.leaseMs);
    const { client } = connect(account, {
      priority: "queue",
      timeBox: { startBy: endBy, endBy },
      tokenWaitMs: config.tokenWaitMs,
    });
    return { ...detail, session: publicSession(await readSession(client, sessionId)) };
  };

  const work = async (event: QueuedEvent, attempt: MessageAttempt): Promise<void> => {
    const { id, type } = event;
    const detail = event.readBack ? await confirmed(event, attempt) : event.detail;
    const outcome = JSON.stringify({ type, detail });
    if (!(await ledger.finish(id, attempt.owner, { state: "applied", outcome, publish: true })))
      throw new RetryLater(config.leaseMs, true);
    await publishRecorded({ ledger, bus }, [{ id, outcome }]);
    log.info("published", fieldsOf(event));
  };

  const refuse = async (event: QueuedEvent, owner: string, fault: Fault): Promise<void> => {
    await park(dependencies, fault, { door: "webhook", queued: event });
    const outcome = JSON.stringify({ reasons: [fault.code] });
    await ledger.finish(event.id, owner, { state: "rejected", outcome, publish: false });
    log.error("refused", { ...fieldsOf(event), ...faultFields(fault) });
  };

  return async (event: QueuedEvent, attempt: MessageAttempt): Promise<void> => {
    const { message, owner } = attempt;
    const { id, account, source, deliveryId, sessionId = "" } = event;
    const entry = { id, account, source, deliveryId, attempt: event.attempt, sessionId, door: "webhook" };
    const claim = await ledger.claim(entry, owner, config.leaseMs);
    if (claim.state === "busy") throw new RetryLater(claim.untilMs - clock.now(), true);
    if (claim.state !== "claimed") {
      if (!claim.published) await publishRecorded({ ledger, bus }, [{ id, outcome: claim.outcome }]);
      return log.info("duplicate", fieldsOf(event));
    }
    try {
      await work(event, attempt);
    } catch (error) {
      if (error instanceof RetryLater) throw error;
      const fault = toFault(error);
      const isOld = clock.now() - message.sentAtMs >= config.giveUpAfterMs;
      if (fault.kind === faults.sessionNotFound) return refuse(event, owner, fault);
      if (isOld) return refuse(event, owner, new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code } }));
      await ledger.giveBack(id, owner);
      log.warn("retried later", { ...fieldsOf(event), ...faultFields(fault), receiveCount: message.receiveCount });
      throw new RetryLater(retryPauseMs(message.receiveCount, config, clock.random));
    }
  };
};
