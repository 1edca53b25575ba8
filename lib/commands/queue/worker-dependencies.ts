// What every worker of the queue is given, whatever kind of item it works on, and how it parks one.
import type { Bus } from "../../aws/bus.ts";
import type { CommandQueue, Parked, ParkedQueue } from "../../aws/queue.ts";
import type { Fault } from "../../core/faults.ts";
import type { Ledger } from "../../records/ledger.ts";
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
  connect: ConnectWts;
  clock: Clock;
  log: Log;
}

/** Puts aside what no repetition can mend, with the reason, for people to look at and to replay. */
export const park = (
  { parked, clock }: Pick<WorkerDependencies, "parked" | "clock">,
  { code, message, issues }: Fault,
  rest: Pick<Parked, "door"> & Partial<Parked>,
): Promise<void> =>
  parked.park({ reason: { code, message, issues }, parkedAt: new Date(clock.now()).toISOString(), ...rest });
