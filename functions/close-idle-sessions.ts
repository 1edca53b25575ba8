// Schedule, every minute: begins a run where one is due, and goes on with the one that is under way.
import config from "../hooks.config.ts";
import { idleSessionCloser } from "../lib/auto-close/close-idle-sessions.ts";
import { notices } from "../lib/auto-close/records/notices.ts";
import { policyApprovals } from "../lib/auto-close/records/policy-approvals.ts";
import { runLeases } from "../lib/auto-close/records/run-lease.ts";
import { runRecords } from "../lib/auto-close/records/run-records.ts";
import { tickTime } from "../lib/auto-close/tick-time.ts";
import { compose } from "../lib/composition/compose.ts";
import { bus, connect, control, leases, ledger, limiterOf, table } from "../lib/composition/parts.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";

const parts = compose(config, { bus, connect, limiterOf, ledger, leases, control, table });
const { clock } = parts;

const close = idleSessionCloser({
  ...parts,
  config,
  sweeps: runLeases({ ...parts, leaseMs: config.queue.leaseMs }),
  runs: runRecords({ ...parts, keptDays: config.autoClose.runsKeptDays }),
  notices: notices(parts),
  approvals: policyApprovals(parts),
});

export const handler = eventStack(parts, (event, { id, endBy }) =>
  close({ nowMs: tickTime(event, clock.now()), owner: id, endBy }),
);
