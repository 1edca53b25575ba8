// Describes what the minute's work on holds needs of the world.
import type { CommandHolder } from "../commands/apply/command-holder.ts";
import type { Lifecycle } from "../commands/execute-once.ts";
import type { Accounts } from "../core/accounts-secret.ts";
import type { Zones } from "../core/hours/zone-of.ts";
import type { Language } from "../core/texts/language.ts";
import type { Holds } from "../records/holds.ts";
import type { KillSwitch } from "../records/kill-switch.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Secret } from "../runtime/secret.ts";
import type { ConnectWts } from "../wts/connect.ts";
import type { HoldsConfig } from "./rules/holds-config.ts";
import type { NoteQueue } from "./send-note.ts";

export interface HoldsDependencies {
  config: Zones & { holds: HoldsConfig; language: Language; queue: { leaseMs: number } };
  accounts: Secret<Accounts>;
  killSwitch: KillSwitch;
  holds: Holds;
  holder: CommandHolder;
  lifecycle: Lifecycle;
  connect: ConnectWts;
  queue: NoteQueue;
  clock: Clock;
  log: Log;
}
