// What every kind of queue item needs to be worked on.
import type { CommandQueue, ParkedQueue } from "../../aws/queue.ts";
import type { Outbox } from "../../records/outcomes.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { ConnectWts } from "../../wts/connect.ts";
import type { QueueConfig } from "./queue-config.ts";

export interface WorkerDependencies extends Outbox {
  config: QueueConfig;
  queue: CommandQueue;
  parked: ParkedQueue;
  connect: ConnectWts;
  clock: Clock;
  log: Log;
}
