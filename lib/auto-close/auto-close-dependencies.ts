// What a sweep works with; all of it is made where the function, or the command line, is wired.

import type { HooksConfig } from "../config.ts";
import type { KillSwitch } from "../records/kill-switch.ts";
import type { Outbox } from "../records/outcomes.ts";
import type { SessionLeases } from "../records/session-lease.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { ConnectWts, LimiterOf } from "../wts/connect.ts";
import type { Notices } from "./records/notices.ts";
import type { PolicyApprovals } from "./records/policy-approvals.ts";
import type { RunLeases } from "./records/run-lease.ts";
import type { RunRecords } from "./records/run-records.ts";

export interface AutoCloseDependencies extends Outbox {
  config: Pick<HooksConfig, "account" | "timeZone" | "autoClose">;
  sweeps: RunLeases;
  runs: RunRecords;
  notices: Notices;
  approvals: PolicyApprovals;
  leases: SessionLeases;
  killSwitch: KillSwitch;
  connect: ConnectWts;
  limiterOf: LimiterOf;
  clock: Clock;
  log: Log;
}
