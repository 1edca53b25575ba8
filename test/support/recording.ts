// The queue, the parked queue, the bus and what is counted as lists of what they took; the first three fail on demand.
import type { Bus } from "../../lib/aws/bus.ts";
import type { CommandQueue, Parked, ParkedQueue } from "../../lib/aws/queue.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import type { MetricName } from "../../lib/core/metrics.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { jsonLog } from "../../lib/runtime/log.ts";
import type { CountedFor, Meter } from "../../lib/runtime/meter.ts";

/** Copied as they would be on their way: what is no JSON does not arrive. */
const copied = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

export const recording = () => {
  const taken = {
    queued: [] as QueuedCommand[],
    parked: [] as Parked[],
    published: [] as Outcome[],
    lines: [] as string[],
    counted: [] as (readonly [MetricName, number])[],
    countedFor: [] as CountedFor[],
  };
  const failing = { queue: false, parked: false, bus: false };
  const queue: CommandQueue = {
    send: async (...items) => {
      if (failing.queue) throw new Fault(faults.queueUnavailable);
      taken.queued.push(...(copied(items) as QueuedCommand[]));
    },
    hide: async () => {},
  };
  const parked: ParkedQueue = {
    park: async (message) => {
      if (failing.parked) throw new Fault(faults.queueUnavailable);
      taken.parked.push(copied(message));
    },
  };
  const bus: Bus = {
    publish: async (events) => {
      if (failing.bus) throw new Fault(faults.busUnavailable);
      taken.published.push(...(copied(events) as Outcome[]));
    },
  };
  const meter: Meter = {
    add: (name, value = 1, of) => {
      taken.counted.push([name, value]);
      if (of && Object.keys(of).length > 0) taken.countedFor.push(of);
    },
    write: async () => {},
  };
  return { taken, failing, queue, parked, bus, meter, log: jsonLog((line) => taken.lines.push(line)) };
};
