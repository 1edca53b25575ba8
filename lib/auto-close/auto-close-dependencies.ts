// What a run works with; all of it is made where the function, or the command line, is wired.
import type { Bus } from "../aws/bus.ts";
import type { Table } from "../aws/table.ts";
import type { Lifecycle } from "../commands/execute-once.ts";
import type { Zones } from "../core/hours/zone-of.ts";
import type { TellingConfig } from "../core/texts/tell-contact.ts";
import { alertRecords } from "../records/alerts.ts";
import { closedDays } from "../records/closed-days.ts";
import { holds } from "../records/holds.ts";
import { killSwitch } from "../records/kill-switch.ts";
import { ledger } from "../records/ledger.ts";
import { optOuts } from "../records/opt-outs.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { ConnectWts, LimiterOf } from "../wts/connect.ts";
import { notices } from "./records/notices.ts";
import { policyApprovals } from "./records/policy-approvals.ts";
import { runLeases } from "./records/run-leases.ts";
import { runRecords } from "./records/run-records.ts";
import type { AutoCloseConfig } from "./rules/auto-close-policy.ts";
import type { MessageTerms } from "./rules/prepare-auto-close.ts";
import { silences } from "./silences.ts";

/** What is kept in our own table, or for as long as the process lives. */
export const autoCloseRecords = (
  table: Table,
  clock: Clock,
  { queue, autoClose }: { queue: { leaseMs: number }; autoClose: { runsKeptDays: number } },
) => ({
  runLeases: runLeases({ table, clock, leaseMs: queue.leaseMs }),
  runs: runRecords({ table, clock, keptDays: autoClose.runsKeptDays }),
  notices: notices({ table, clock }),
  approvals: policyApprovals({ table }),
  ledger: ledger({ table, clock }),
  killSwitch: killSwitch({ table, clock }),
  closedDays: closedDays({ table, clock }),
  silences: silences(clock),
  alerts: alertRecords({ table, clock }),
  optOuts: optOuts({ table, clock }),
  holds: holds({ table, clock }),
});

export interface AutoCloseDependencies extends ReturnType<typeof autoCloseRecords> {
  config: { account: string; autoClose: AutoCloseConfig; messages: MessageTerms } & Zones & TellingConfig;
  bus: Bus;
  lifecycle: Lifecycle;
  connect: ConnectWts;
  limiterOf: LimiterOf;
  clock: Clock;
  log: Log;
}
