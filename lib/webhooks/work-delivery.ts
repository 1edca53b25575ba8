// Maps a delivery in the queue: one whose sender's API has to be asked first, or one that could not be understood when it came.
import { RetryLater, retryPauseMs } from "../commands/queue/retry-later.ts";
import { park, type WorkerDependencies } from "../commands/queue/worker-dependencies.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId } from "../core/ids.ts";
import type { ReadPhone } from "../core/phone/read-phone.ts";
import { largestItemBytes, queueText } from "../core/queue/queue-item.ts";
import {
  type QueuedDelivery,
  queuedDelivery,
  type StoredDelivery,
  storedDelivery,
} from "../core/queue/queued-delivery.ts";
import type { MessageAttempt } from "../middleware/queue-stack.ts";
import type { CommandRecord } from "../records/ledger.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { LogFields } from "../runtime/log.ts";
import { deliveryRecords } from "./lookup/delivery-records.ts";
import { type LookupDependencies, lookUp, usualTimeoutMs } from "./lookup/look-up.ts";
import { mostLookups } from "./lookup/lookup-shape.ts";
import { type Understood, understandDelivery } from "./mapping/understand-delivery.ts";
import type { Source, Sources } from "./sources/sources.ts";

interface DeliveryWorkerDependencies extends WorkerDependencies, Omit<LookupDependencies, "clock"> {
  sources: Sources;
  timeZone: string;
  readPhone: ReadPhone;
}

const fieldsOf = ({ id, account, source }: QueuedDelivery): LogFields => ({ commandId: id, account, source });

/** What was looked up is kept with the delivery, unless SQS would not take both: then a replay asks again. */
const withAnswers = (item: QueuedDelivery, stored: StoredDelivery): QueuedDelivery => {
  const { delivery } = queuedDelivery(item.id, stored);
  const kept = { ...item, delivery };
  return Buffer.byteLength(queueText(kept)) > largestItemBytes ? item : kept;
};

/** Resolves when what it yields is queued, or it is parked; throws RetryLater when it has to come again. */
export const deliveryWorker = (dependencies: DeliveryWorkerDependencies) => {
  const { config, sources, timeZone, readPhone, queue, clock, log, timeoutMs = usualTimeoutMs } = dependencies;
  const ask = lookUp(dependencies);
  const records = deliveryRecords(dependencies);

  const sourceOf = ({ source: name }: QueuedDelivery): Source => {
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    if (!source) throw new Fault(faults.sourceNotFound);
    if (!source.observe) return source;
    throw new Fault(faults.deliveryNotMapped, {
      message: "its source only observes; take `observe` out of hooks.config.ts, deploy, and replay it again",
    });
  };

  const send = async (item: QueuedDelivery, { items, ignored, deliveryId }: Understood): Promise<void> => {
    await queue.send(...items.map((each) => ({ ...each, attempt: item.attempt })));
    const fields = { ...fieldsOf(item), deliveryId: shownId(deliveryId), items: items.length };
    log.info(item.attempt === 0 ? "delivery mapped" : "delivery replayed", {
      ...fields,
      ...(ignored.length > 0 && { ignored }),
    });
  };

  const logDone = async (item: QueuedDelivery, record: CommandRecord): Promise<void> => {
    const isCopy = await records.countCopy(item, record);
    if (isCopy) log.info("duplicate", { ...fieldsOf(item), duplicateOf: item.id, firstAt: record.seenAt });
    else log.info("done before", fieldsOf(item));
  };

  /** `keep` is called with the delivery and what was answered, so that it is not lost if the rest fails. */
  const afterLookup = async (
    item: QueuedDelivery,
    source: Source,
    { timeBox }: MessageAttempt,
    keep: (kept: QueuedDelivery) => void,
  ): Promise<void> => {
    const done = item.attempt === 0 ? await records.findDone(item) : undefined;
    if (done) return logDone(item, done);
    if (clock.now() + mostLookups * timeoutMs > timeBox.endBy) throw new RetryLater(0);
    const stored = storedDelivery(item);
    const { answers, fault } = await ask(source, stored);
    const answered = { ...stored, lookup: answers };
    keep(withAnswers(item, answered));
    if (fault) throw fault;
    const understood = await understandDelivery(source, answered, { timeZone, readPhone, isLookedUp: true });
    await send(item, understood);
    await records.note(
      item,
      understood.deliveryId,
      understood.items.filter((each) => each.kind !== "delivery"),
    );
  };

  const fail = async (error: unknown, item: QueuedDelivery, { message }: MessageAttempt): Promise<void> => {
    if (error instanceof RetryLater) throw error;
    const fault = toFault(error);
    const isPassing = fault.kind.retryable && fault.kind !== faults.internal;
    if (isPassing && clock.now() - message.sentAtMs < config.giveUpAfterMs) {
      log.warn("retried later", { ...fieldsOf(item), ...faultFields(fault), receiveCount: message.receiveCount });
      const pauseMs = retryPauseMs(message.receiveCount, config, clock.random);
      throw new RetryLater(Math.max(pauseMs, (fault.retryAfterSeconds ?? 0) * 1000));
    }
    const parkedFor = isPassing
      ? new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault })
      : fault;
    await park(dependencies, parkedFor, { door: "webhook", queued: item });
    log.error("refused", { door: "webhook", ...fieldsOf(item), ...faultFields(parkedFor) });
  };

  return async (item: QueuedDelivery, attempt: MessageAttempt): Promise<void> => {
    let kept = item;
    try {
      const source = sourceOf(item);
      const understood = await understandDelivery(source, storedDelivery(item), { timeZone, readPhone });
      if (!understood.items.some(({ kind }) => kind === "delivery")) return await send(item, understood);
      await afterLookup(item, source, attempt, (answered) => {
        kept = answered;
      });
    } catch (error) {
      await fail(error, kept, attempt);
    }
  };
};
