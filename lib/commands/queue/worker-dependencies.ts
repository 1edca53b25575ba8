// What every worker of the queue is given, whatever kind of item it works on, and how it parks one.
import type { Bus } from "../../aws/bus.ts";
import type { CommandQueue, Parked, ParkedQueue } from "../../aws/queue.ts";
import type { Fault } from "../../core/faults.ts";
import type { RawDelivery } from "../../core/queue/queued-delivery.ts";
import type { Ledger } from "../../records/ledger.ts";
import type { DeliveryName, RawDeliveries } from "../../records/raw-deliveries.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { ConnectWts } from "../../wts/connect.ts";
import type { Lifecycle } from "../execute-once.ts";
import type { QueueConfig } from "./queue-config.ts";

export interface WorkerDependencies {
  config: QueueConfig;
  queue: CommandQueue;
  parked: ParkedQueue;
  bus: Bus;
  lifecycle: Lifecycle;
  ledger: Ledger;
  rawDeliveries: RawDeliveries;
  connect: ConnectWts;
  clock: Clock;
  log: Log;
}

/** Keeps the delivery that an item came with, so that its replay can map it again. An item without one came another way, or the table holds it. */
export const keepDelivery = async (
  { rawDeliveries }: Pick<WorkerDependencies, "rawDeliveries">,
  {
    account,
    source,
    deliveryId,
    receivedAt,
    raw,
  }: Omit<DeliveryName, "receivedAt"> & { receivedAt?: string; raw?: RawDelivery },
): Promise<void> => {
  if (raw && receivedAt !== undefined) await rawDeliveries.keep({ account, source, deliveryId, receivedAt }, raw);
};

/** Puts aside what no repetition can mend, with the reason, for people to look at and to replay. */
export const park = (
  { parked, clock }: Pick<WorkerDependencies, "parked" | "clock">,
  { code, message, issues }: Fault,
  rest: Pick<Parked, "door"> & Partial<Parked>,
): Promise<void> =>
  parked.park({ reason: { code, message, issues }, parkedAt: new Date(clock.now()).toISOString(), ...rest });
