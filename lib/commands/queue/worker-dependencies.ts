// What every worker of the queue is given, whatever kind of item it works on, and how it parks one.
import type { Bus } from "../../aws/bus.ts";
import type { CommandQueue, Parked, ParkedQueue } from "../../aws/queue.ts";
import { shownId } from "../../core/ids.ts";
import { parkedInstead, parkedOnce } from "../../core/queue/parked-once.ts";
import type { QueueItem } from "../../core/queue/queue-item.ts";
import type { RawDelivery } from "../../core/queue/queued-delivery.ts";
import type { Ledger } from "../../records/ledger.ts";
import type { DeliveryName, RawDeliveries } from "../../records/raw-deliveries.ts";
import type { Contents } from "../../records/seen-contents.ts";
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

export interface ParkingDependencies extends Pick<WorkerDependencies, "parked" | "clock" | "log"> {
  contents: Contents;
}

type Parking = Pick<Parked, "door"> & Partial<Parked>;

/** Puts aside what no repetition can mend, with the reason, for people to look at and to replay. */
export const park = (
  { parked, clock }: Pick<WorkerDependencies, "parked" | "clock">,
  { code, message, issues }: Parked["reason"],
  rest: Parking,
): Promise<void> =>
  parked.park({ reason: { code, message, issues }, parkedAt: new Date(clock.now()).toISOString(), ...rest });

const receivedAtOf = (item: QueueItem | undefined): string | undefined =>
  item?.kind === "delivery" ? item.delivery.receivedAt : item?.receivedAt;

/**
 * What came by one signature of a
 * sender is parked once, also where it comes again, in whole or in part changed: it lies there already. False for such a copy.
 */
export const parkOnce = async (
  dependencies: ParkingDependencies,
  reason: Parked["reason"],
  rest: Parking,
): Promise<boolean> => {
  const { contents, log } = dependencies;
  const { queued } = rest;
  const once = queued && parkedOnce(queued);
  const receivedAt = receivedAtOf(queued) ?? new Date(dependencies.clock.now()).toISOString();
  // Who replays something has taken it out of there.
  const known = queued?.attempt === 0 ? [once, parkedInstead(queued)] : [];
  for (const content of known) {
    const firstAt = content && (await contents.parkedBefore(content, receivedAt));
    if (!queued || firstAt === undefined) continue;
    const { id, account, source } = queued;
    log.info("parked before", { commandId: id, account, source: shownId(source), code: reason.code, firstAt });
    return false;
  }
  await park(dependencies, reason, rest);
  if (once) await contents.noteParked(once.id, receivedAt);
  return true;
};
