// What a sweep works with; all of it is made where the function, or the command line, is wired.
import type { Clock } from "../clock.ts";
import type { HooksConfig } from "../config.ts";
import type { Log } from "../log.ts";
import type { Control } from "../records/control.ts";
import type { Notices } from "../records/notices.ts";
import type { Outbox } from "../records/outcomes.ts";
import type { PolicyApprovals } from "../records/policy-approvals.ts";
import type { SessionLeases } from "../records/session-lease.ts";
import type { SweepLeases } from "../records/sweep-lease.ts";
import type { SweepRuns } from "../records/sweep-runs.ts";
import type { ConnectWts, LimiterOf } from "../wts/connect.ts";

export interface SweepDependencies extends Outbox {
  config: Pick<HooksConfig, "account" | "timeZone" | "autoClose">;
  sweeps: SweepLeases;
  runs: SweepRuns;
  notices: Notices;
  approvals: PolicyApprovals;
  leases: SessionLeases;
  control: Control;
  connect: ConnectWts;
  limiterOf: LimiterOf;
  clock: Clock;
  log: Log;
}
