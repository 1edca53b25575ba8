// Describes what routing needs of the world.
import type { Bus } from "../aws/bus.ts";
import type { CommandQueue, ParkedQueue } from "../aws/queue.ts";
import type { Lifecycle } from "../commands/execute-once.ts";
import type { Accounts } from "../core/accounts-secret.ts";
import type { Zones } from "../core/hours/zone-of.ts";
import type { Language } from "../core/texts/language.ts";
import type { KillSwitch } from "../records/kill-switch.ts";
import type { Ledger } from "../records/ledger.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Meter } from "../runtime/meter.ts";
import type { Secret } from "../runtime/secret.ts";
import type { ConnectWts } from "../wts/connect.ts";
import type { RoutingRecords } from "./routing-records.ts";
import type { Routing } from "./rules/routing-config.ts";

/** What a decision is taken from and made with, beside who records it. */
export type RoutingDecisionDependencies = RoutingRecords &
  Pick<RoutingDependencies, "routing" | "account" | "zones" | "language" | "config" | "queue" | "clock" | "log">;

export interface RoutingDependencies extends RoutingRecords {
  routing: Routing;
  /** The configuration's own account. */
  account: string;
  zones: Zones;
  /** The one of notes. */
  language: Language;
  /** How long a session stays reserved for a function that was killed, and how long a call may wait for the rate limit. */
  config: { leaseMs: number; tokenWaitMs: number };
  accounts: Secret<Accounts>;
  killSwitch: KillSwitch;
  ledger: Ledger;
  lifecycle: Lifecycle;
  bus: Bus;
  queue: CommandQueue;
  /** For the event that came; absent where none did. */
  parked?: ParkedQueue;
  connect: ConnectWts;
  clock: Clock;
  log: Log;
  meter: Meter;
}

/** Whoever is given events parks those that no repetition can mend. */
export type EventDependencies = RoutingDependencies & { parked: ParkedQueue };
