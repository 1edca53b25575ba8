// Takes a delivery apart that was queued whole, for being large or to be done again, with today's mapping.

import { park, type WorkerDependencies } from "../commands/queue/worker-dependencies.ts";
import { Fault, faults } from "../core/faults.ts";
import { shownId } from "../core/ids.ts";
import { type QueuedDelivery, rawDelivery, storedDelivery } from "../core/queue/queued-delivery.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { appliedElsewhere } from "./applied-elsewhere.ts";
import { understandDelivery } from "./mapping/understand-delivery.ts";
import { placesOf } from "./place-of-item.ts";
import { withDelivery } from "./send-delivered.ts";
import type { Sources } from "./sources/sources.ts";

interface DeliveryWorkerDependencies extends WorkerDependencies {
  sources: Sources;
  timeZone: string;
}

/** Resolves when what it yields is queued, or it is parked once more; throws what a repetition can mend. */
export const deliveryWorker = (dependencies: DeliveryWorkerDependencies) => {
  const { sources, timeZone, queue, rawDeliveries, log } = dependencies;

  const takeApart = async ({ delivery, attempt }: QueuedDelivery): Promise<void> => {
    const stored = storedDelivery({ delivery });
    const source = Object.hasOwn(sources, stored.source) ? sources[stored.source] : undefined;
    if (!source) throw new Fault(faults.sourceNotFound);
    if (source.observe)
      throw new Fault(faults.deliveryNotMapped, {
        message: "its source only observes; take `observe` out of hooks.config.ts, deploy, and replay it again",
      });
    const { items, identity } = await understandDelivery(source, stored, { timeZone });
    const { account, receivedAt } = stored;
    const { deliveryId } = identity;
    const replayed = items.map((item) => ({ ...item, attempt }));
    const done = await appliedElsewhere(dependencies, replayed, stored.places);
    const tried = replayed.filter(({ id }) => !done.has(id));
    const raw = rawDelivery({ ...stored, identity, places: { ...stored.places, ...placesOf(tried) } });
    const delivered = withDelivery(tried, raw);
    // Its items refer to it, so it is there before them: none of them can be refused without it.
    if (!delivered)
      await rawDeliveries.keep({ account, source: `webhook:${stored.source}`, deliveryId, receivedAt }, raw);
    await queue.send(...(delivered ?? tried));
    log.info(attempt > 0 ? "delivery replayed" : "delivery taken apart", {
      source: stored.source,
      deliveryId: shownId(deliveryId),
      items: tried.length,
    });
  };

  return async (item: QueuedDelivery): Promise<void> => {
    try {
      await takeApart(item);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind.retryable && fault.kind !== faults.internal) throw fault;
      await park(dependencies, fault, { door: "webhook", queued: item });
      log.error("refused", { door: "webhook", source: item.source, ...faultFields(fault) });
    }
  };
};
