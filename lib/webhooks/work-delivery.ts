// Takes a delivery apart that was queued whole, for being large, to be done again, or because its sender's API has to be asked first.
import { RetryLater, retryAfter } from "../commands/queue/retry-later.ts";
import { type ParkingDependencies, parkOnce, type WorkerDependencies } from "../commands/queue/worker-dependencies.ts";
import type { ReadingOf } from "../core/command/reading-of.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId } from "../core/ids.ts";
import { largestItemBytes, queueText } from "../core/queue/queue-item.ts";
import {
  type QueuedDelivery,
  rawDelivery,
  type StoredDelivery,
  storedDelivery,
} from "../core/queue/queued-delivery.ts";
import { webhookSource } from "../core/queue/webhook-source.ts";
import type { MessageAttempt } from "../middleware/queue-stack.ts";
import type { CommandRecord } from "../records/ledger.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { LogFields } from "../runtime/log.ts";
import { appliedElsewhere } from "./applied-elsewhere.ts";
import { deliveryRecords } from "./delivery-records.ts";
import { type LookupDependencies, lookUp, usualTimeoutMs } from "./lookup/look-up.ts";
import { mostLookups } from "./lookup/lookup-shape.ts";
import { type Understood, understandDelivery } from "./mapping/understand-delivery.ts";
import { isRefused, parkRefused } from "./park-refused.ts";
import { placesOf } from "./place-of-item.ts";
import { withDelivery } from "./send-delivered.ts";
import { slowSources } from "./slow-sources.ts";
import type { Source, Sources } from "./sources/sources.ts";

interface DeliveryWorkerDependencies
  extends WorkerDependencies,
    ParkingDependencies,
    Omit<LookupDependencies, "clock"> {
  sources: Sources;
  readingOf: ReadingOf;
}

/** SQS hands so many to a worker, which asks for all of them at once. */
const sideBySide = 10;

const fieldsOf = ({ id, account, source }: QueuedDelivery): LogFields => ({ commandId: id, account, source });

/** What was looked up is kept with the delivery, unless SQS would not take both together: then a replay asks again. */
const withAnswers = (item: QueuedDelivery, stored: StoredDelivery): QueuedDelivery => {
  const delivery = rawDelivery(stored);
  return Buffer.byteLength(queueText(delivery)) > largestItemBytes ? item : { ...item, delivery };
};

/** Resolves when what it yields is queued, or it is parked; throws RetryLater when it has to come again. */
export const deliveryWorker = (dependencies: DeliveryWorkerDependencies) => {
  const { config, sources, readingOf, queue, rawDeliveries, clock, log, timeoutMs = usualTimeoutMs } = dependencies;
  const slow = slowSources(dependencies);
  const box = slow.boxOf(dependencies.box);
  const ask = lookUp({ ...dependencies, box });
  const records = deliveryRecords(dependencies);

  const sourceOf = ({ source: name }: QueuedDelivery): Source => {
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    if (!source) throw new Fault(faults.sourceNotFound);
    if (!source.observe) return source;
    throw new Fault(faults.deliveryNotMapped, {
      message: "its source only observes; take `observe` out of hooks.config.ts, deploy, and replay it again",
    });
  };

  /** Each item has the delivery with it, or finds it in the table: none of them can be refused without it. */
  const send = async (item: QueuedDelivery, understood: Understood, message: string): Promise<void> => {
    const { delivery, attempt } = item;
    const { items, ignored, identity } = understood;
    const { account, source, receivedAt } = delivery;
    const { deliveryId } = identity;
    const replayed = items.map((each) => ({ ...each, attempt }));
    const done = await appliedElsewhere(dependencies, replayed, delivery.places);
    const tried = replayed.filter(({ id }) => !done.has(id));
    const raw = { ...delivery, identity, places: { ...delivery.places, ...placesOf(tried, ignored, delivery) } };
    const delivered = withDelivery(tried, raw);
    if (!delivered || ignored.length > 0)
      await rawDeliveries.keep({ account, source: webhookSource(source), deliveryId, receivedAt }, raw);
    await queue.send(...(delivered ?? tried));
    await records.noteIgnored(item, understood);
    log.info(attempt > 0 ? "delivery replayed" : message, {
      ...{ source, deliveryId: shownId(deliveryId), items: tried.length },
      ...(ignored.length > 0 && { ignored: ignored.map(({ why }) => why) }),
    });
  };

  const logDone = async (item: QueuedDelivery, record: CommandRecord): Promise<void> => {
    const isCopy = await records.countCopy(item, record);
    if (isCopy) log.info("duplicate", { ...fieldsOf(item), duplicateOf: item.id, firstAt: record.seenAt });
    else log.info("done before", fieldsOf(item));
  };

  /** `keep` is called with the delivery and what was answered, so that it is not lost if the rest fails. */
  const lookUpAndSend = async (
    item: QueuedDelivery,
    source: Source,
    { timeBox }: MessageAttempt,
    keep: (kept: QueuedDelivery) => void,
  ): Promise<void> => {
    const done = item.attempt === 0 ? await records.findDone(item) : undefined;
    if (done) return logDone(item, done);
    if (clock.now() + mostLookups * timeoutMs > timeBox.endBy) throw new RetryLater(0);
    const stored = storedDelivery(item);
    const { answers, fault } = await slow.work(stored.source, sideBySide, () => ask(source, stored));
    const answered = { ...stored, lookup: answers };
    const kept = withAnswers(item, answered);
    keep(kept);
    if (fault) throw fault;
    const understood = await understandDelivery(source, answered, { ...readingOf(stored.account), box });
    await send(kept, understood, "delivery mapped");
    await records.note(item, understood);
  };

  const fail = async (error: unknown, item: QueuedDelivery, { message }: MessageAttempt): Promise<void> => {
    if (error instanceof RetryLater && error.reason === "resting") {
      const waitMs = Math.round(slow.turnOf(item.source, message.receiveCount));
      log.info("source is slow", { ...fieldsOf(item), waitMs, receiveCount: message.receiveCount });
      throw new RetryLater(waitMs, error.reason);
    }
    if (error instanceof RetryLater) throw error;
    const fault = toFault(error);
    const isPassing = fault.kind.retryable && fault.kind !== faults.internal;
    if (isPassing && clock.now() - message.sentAtMs < config.giveUpAfterMs) {
      log.warn("retried later", { ...fieldsOf(item), ...faultFields(fault), receiveCount: message.receiveCount });
      throw retryAfter(fault, message.receiveCount, config, clock.random);
    }
    const parkedFor = isPassing
      ? new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault })
      : fault;
    await parkOnce(dependencies, parkedFor, { door: "webhook", queued: item });
    log.error("refused", { door: "webhook", ...fieldsOf(item), ...faultFields(parkedFor) });
  };

  return async (item: QueuedDelivery, attempt: MessageAttempt): Promise<void> => {
    if (isRefused(item)) return parkRefused(dependencies, item);
    let kept = item;
    try {
      const source = sourceOf(item);
      // What was answered before is looked at only with what is asked now: today's look-ups may be others.
      const { lookup: _answered, ...stored } = storedDelivery(item);
      const understood = await understandDelivery(source, stored, { ...readingOf(stored.account), box });
      if (!understood.needsLookup) return await send(item, understood, "delivery taken apart");
      await lookUpAndSend(item, source, attempt, (answered) => {
        kept = answered;
      });
    } catch (error) {
      await fail(error, kept, attempt);
    }
  };
};
