// What the auto-close commands work with: the same parts as the function, over the connection that was asked for.

import type { AutoCloseDependencies } from "../../lib/auto-close/auto-close-dependencies.ts";
import { notices } from "../../lib/auto-close/records/notices.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { runLeases } from "../../lib/auto-close/records/run-lease.ts";
import { runRecords } from "../../lib/auto-close/records/run-records.ts";
import { eventBus } from "../../lib/aws/bus.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Log, LogFields } from "../../lib/runtime/log.ts";
import { perAccount } from "../../lib/runtime/per-account.ts";
import { connectWts, wtsAt } from "../../lib/wts/connect.ts";
import { rateLimiter } from "../../lib/wts/rate-limit.ts";
import type { Output } from "../display/output.ts";
import type { Tools } from "../with-connection.ts";

/** What the functions log is said only where something is wrong. */
const logTo = (output: Output): Log => {
  const say = (message: string, { code, reason, sessionId }: LogFields = {}): void =>
    output.warn([message, sessionId, code, reason].filter(Boolean).join(" "));
  return { info: () => {}, warn: say, error: say };
};

export const recordsOfRuns = ({ connection }: Pick<Tools, "connection">, config: HooksConfig) => {
  const { table } = connection;
  return {
    sweeps: runLeases({ table, clock, leaseMs: config.queue.leaseMs }),
    runs: runRecords({ table, clock, keptDays: config.autoClose.runsKeptDays }),
    approvals: policyApprovals({ table }),
  };
};

export const runTools = async (tools: Tools, config: HooksConfig): Promise<AutoCloseDependencies> => {
  const { connection, output } = tools;
  const { table } = connection;
  const log = logTo(output);
  const { limits } = config;
  const limiterOf = perAccount((account) => rateLimiter({ table: connection.rates, account, limits, clock, log }));
  return {
    ...{ config, clock, log, limiterOf, ...recordsOfRuns(tools, config) },
    bus: eventBus(connection.eventBridge, connection.busName),
    connect: connectWts({
      ...{ secret: await connection.accounts(), wts: wtsAt(config.wts, connection.wtsBaseUrl()), limiterOf, clock },
    }),
    notices: notices({ table, clock }),
    ledger: ledger({ table, clock }),
    leases: sessionLeases({ table, clock }),
    killSwitch: killSwitch({ table, clock }),
  };
};
