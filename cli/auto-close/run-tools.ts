// What the auto-close commands work with: the same parts as the function, over the connection that was asked for.
import { type AutoCloseDependencies, autoCloseRecords } from "../../lib/auto-close/auto-close-dependencies.ts";
import type { RunRecord, RunRecords } from "../../lib/auto-close/records/run-records.ts";
import { eventBus } from "../../lib/aws/bus.ts";
import { lifecycle } from "../../lib/commands/execute-once.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import type { Log, LogFields } from "../../lib/runtime/log.ts";
import type { Output } from "../display/output.ts";
import { NotFound } from "../failure.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";

/** What the function would log is printed only where something is wrong. */
const logTo = (output: Output): Log => {
  const warn = (message: string, { code, reason, sessionId }: LogFields = {}): void =>
    output.warn([message, sessionId, code, reason].filter(Boolean).join(" "));
  return { info: () => {}, warn, error: warn };
};

export const recordsOfRuns = ({ connection, clock }: Pick<Tools, "connection" | "clock">, config: HooksConfig) =>
  autoCloseRecords(connection.table, clock, config);

export const runTools = (tools: Tools, config: HooksConfig): AutoCloseDependencies => {
  const { connection, output, clock } = tools;
  const log = logTo(output);
  const limiterOf = connection.limiters(config, { clock, log });
  const records = recordsOfRuns(tools, config);
  const bus = eventBus(connection.eventBridge, connection.busName);
  const leases = sessionLeases({ table: connection.table, clock });
  return {
    ...records,
    config,
    clock,
    log,
    limiterOf,
    bus,
    lifecycle: lifecycle({ ledger: records.ledger, leases, bus, clock, log }),
    connect: connection.connectWts(config, { clock, log }),
  };
};

const mostSearched = 1_000;

/** One run, by its id or the beginning of it. */
export const findRun = async (runs: RunRecords, account: string, id: string): Promise<RunRecord> => {
  const whole = /^[0-9a-f]{12}$/.test(id) ? await runs.read(id) : undefined;
  if (whole) return whole;
  const found = findByPrefix(await runs.list(account, mostSearched), (run) => [run.id], id);
  if (found) return found;
  throw new NotFound(`account ${account} has no run ${id} in what is kept: \`auto-close runs\` lists the newest`);
};
