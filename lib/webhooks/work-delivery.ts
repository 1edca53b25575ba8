// Gives a delivery that could not be understood when it came another try, with today's mapping.

import { park, type WorkerDependencies } from "../commands/queue/worker-dependencies.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId } from "../core/ids.ts";
import type { ReadPhone } from "../core/phone/read-phone.ts";
import { type QueuedDelivery, storedDelivery } from "../core/queue/queued-delivery.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { understandDelivery } from "./mapping/understand-delivery.ts";
import type { Sources } from "./sources/sources.ts";

interface DeliveryWorkerDependencies extends WorkerDependencies {
  sources: Sources;
  timeZone: string;
  readPhone: ReadPhone;
}

/** Resolves when what it yields is queued, or it is parked once more; throws what a repetition can mend. */
export const deliveryWorker = (dependencies: DeliveryWorkerDependencies) => {
  const { sources, timeZone, readPhone, queue, log } = dependencies;

  const replay = async (item: QueuedDelivery): Promise<void> => {
    const stored = storedDelivery(item);
    const source = Object.hasOwn(sources, stored.source) ? sources[stored.source] : undefined;
    if (!source) throw new Fault(faults.sourceNotFound);
    if (source.observe)
      throw new Fault(faults.deliveryNotMapped, {
        message: "its source only observes; take `observe` out of hooks.config.ts, deploy, and replay it again",
      });
    const { items, ignored, deliveryId } = await understandDelivery(source, stored, { timeZone, readPhone });
    await queue.send(...items.map((each) => ({ ...each, attempt: item.attempt })));
    const said = { source: stored.source, deliveryId: shownId(deliveryId), items: items.length };
    log.info("delivery replayed", { ...said, ...(ignored.length > 0 && { ignored }) });
  };

  return async (item: QueuedDelivery): Promise<void> => {
    try {
      await replay(item);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind.retryable && fault.kind !== faults.internal) throw fault;
      await park(dependencies, fault, { door: "webhook", queued: item });
      log.error("refused", { door: "webhook", source: item.source, ...faultFields(fault) });
    }
  };
};
