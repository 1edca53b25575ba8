// Brings an event of WTS to the bus, once, however often its message arrives.
import { type Place, sessionPlace, sourcePlace } from "../aws/item-keys.ts";
import { readSession } from "../commands/apply/prepare.ts";
import { type Ending, isSentAgain } from "../commands/execute-once.ts";
import { firstTokenWaitMs, retryAfter, retryForMs } from "../commands/queue/retry-later.ts";
import { keepDelivery, park, type WorkerDependencies } from "../commands/queue/worker-dependencies.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId, shownSessionId } from "../core/ids.ts";
import type { QueuedEvent } from "../core/queue/queued-event.ts";
import type { MessageAttempt } from "../middleware/queue-stack.ts";
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

/** Where everything about the event is recorded. */
export const placeOfEvent = ({ account, source, sessionId }: QueuedEvent): Place =>
  sessionId === undefined ? sourcePlace(account, source) : sessionPlace({ account, sessionId });

/** Resolves when the message is done with; throws RetryLater when it has to come again. */
export const eventWorker = (dependencies: WorkerDependencies) => {
  const { config, lifecycle, ledger, connect, clock, log, bus } = dependencies;

  /** The session is shown as WTS itself has it now: its webhooks are not signed, while its API is asked with our key. */
  const confirmed = async (
    { account, sessionId, detail }: QueuedEvent,
    { timeBox, message }: MessageAttempt,
  ): Promise<object> => {
    if (sessionId === undefined) throw new Fault(faults.sessionNotFound);
    const endBy = Math.min(timeBox.endBy, clock.now() + config.leaseMs);
    const { client } = connect(account, {
      priority: "queue",
      timeBox: { startBy: endBy, endBy },
      tokenWaitMs: config.tokenWaitMs,
      firstTokenWaitMs: Math.min(config.tokenWaitMs, firstTokenWaitMs(message.receiveCount)),
      retryForMs,
    });
    return { ...detail, session: publicSession(await readSession(client, sessionId)) };
  };

  /** It is published before it is recorded: an event says what happened, and may be told twice under its id. */
  const publish = async (event: QueuedEvent, attempt: MessageAttempt): Promise<Ending<undefined>> => {
    const { type, detail } = event;
    await bus.publish([{ type, detail: event.readBack ? await confirmed(event, attempt) : detail }]);
    log.info("published", fieldsOf(event));
    const isReconciled = detail.reconciled === true;
    return { as: "applied", remarks: { type, ...(isReconciled && { reconciled: true }) }, answer: undefined };
  };

  const refuse = async (event: QueuedEvent, fault: Fault): Promise<Ending<undefined>> => {
    await keepDelivery(dependencies, event);
    await park(dependencies, fault, { door: "webhook", queued: event });
    log.error("refused", { ...fieldsOf(event), ...faultFields(fault) });
    return { as: "rejected", remarks: { type: event.type, reasons: [fault.code] }, answer: undefined };
  };

  const work = async (event: QueuedEvent, attempt: MessageAttempt): Promise<Ending<undefined>> => {
    const { message } = attempt;
    try {
      return await publish(event, attempt);
    } catch (error) {
      const fault = toFault(error);
      const isOld = clock.now() - message.sentAtMs >= config.giveUpAfterMs;
      if (fault.kind === faults.sessionNotFound) return refuse(event, fault);
      if (isOld) return refuse(event, new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code } }));
      log.warn("retried later", { ...fieldsOf(event), ...faultFields(fault), receiveCount: message.receiveCount });
      throw retryAfter(fault, message.receiveCount, config, clock.random);
    }
  };

  return async (event: QueuedEvent, attempt: MessageAttempt): Promise<void> => {
    const { id, account, source, deliveryId, receivedAt, sessionId = "" } = event;
    const sent = { id, account, source, deliveryId, ...(receivedAt !== undefined && { receivedAt }) };
    const entry = { ...sent, attempt: event.attempt, sessionId, door: "webhook" };
    const place = placeOfEvent(event);
    const done = await lifecycle.recordOnce({ place, entry }, () => work(event, attempt));
    if (done.did !== "found") return;
    const { state, seenAt } = done.record;
    if (receivedAt === undefined || !isSentAgain(done.record, entry))
      return log.info("done before", { ...fieldsOf(event), state });
    log.info("duplicate", { ...fieldsOf(event), duplicateOf: id, state, firstAt: seenAt });
    await ledger.countCopy(place, id, receivedAt);
  };
};
