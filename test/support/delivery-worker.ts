// The worker of queued deliveries on a table in memory, with sources and secrets of the test's own, called as the queue calls it.
import { lifecycle } from "../../lib/commands/execute-once.ts";
import { RetryLater } from "../../lib/commands/queue/retry-later.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { type AccessSecret, parseAccess } from "../../lib/core/access-secret.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { groupOf } from "../../lib/core/queue/queue-item.ts";
import { type QueuedDelivery, readQueuedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { rawDeliveries } from "../../lib/records/raw-deliveries.ts";
import { contents } from "../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import type { Secret } from "../../lib/runtime/secret.ts";
import { deliveryWorker } from "../../lib/webhooks/work-delivery.ts";
import { boxHere } from "./box-here.ts";
import { manualClock } from "./manual-clock.ts";
import { memoryTable } from "./memory-table.ts";
import { recording } from "./recording.ts";

interface Options {
  sources: NonNullable<HooksConfigInput["sources"]>;
  /** The access secret has them by the source's name. */
  secrets: Record<string, unknown>;
  timeoutMs?: number;
}

export const deliveryWorkerOf = ({ sources, secrets, timeoutMs }: Options) => {
  const clock = manualClock();
  const taken = recording();
  const table = memoryTable();
  const records = ledger({ table, clock });
  const raws = rawDeliveries({ table, clock, keptDays: 14 });
  const config = defineConfig({ sources });
  const accessOf = (given: Record<string, unknown>) => parseAccess(JSON.stringify({ clients: {}, sources: given }));
  const held = { access: accessOf(secrets), stored: secrets };
  const access: Secret<AccessSecret> = {
    get: async () => held.access,
    refresh: async () => {
      held.access = accessOf(held.stored);
      return held.access;
    },
  };
  const leases = sessionLeases({ table, clock });
  const work = deliveryWorker({
    ...{ config: config.queue, sources: config.sources, clock, access, ledger: records },
    ...{ queue: taken.queue, parked: taken.parked, bus: taken.bus, log: taken.log },
    readingOf: readingOf(config),
    box: boxHere(config.sources),
    rawDeliveries: raws,
    contents: contents({ table, clock }),
    lifecycle: lifecycle({ ledger: records, leases, bus: taken.bus, clock, log: taken.log }),
    connect: () => {
      throw new Error("a delivery asks nothing of WTS");
    },
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  return {
    ...taken,
    clock,
    ledger: records,
    /** What a rotation would write; it is found when the one that is held is refused. */
    rotate: (given: Record<string, unknown>) => {
      held.stored = given;
    },
    /** The item goes through JSON, as in the queue. Answers milliseconds until it comes again; undefined when it is done with. */
    deliver: async (item: QueuedDelivery, { sentAtMs = clock.now(), receiveCount = 1 } = {}) => {
      const sent = readQueuedDelivery(JSON.parse(JSON.stringify(item)));
      const message = {
        ...{ messageId: "m", receiptHandle: "r", body: "", groupId: groupOf(sent) },
        ...{ sentAtMs, receiveCount },
      };
      const timeBox = { startBy: clock.now() + 25_000, endBy: clock.now() + 55_000 };
      try {
        await work(sent, { message, timeBox, owner: "worker" });
        return undefined;
      } catch (error) {
        if (error instanceof RetryLater) return error.dueInMs;
        throw error;
      }
    },
  };
};
