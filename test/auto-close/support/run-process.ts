// One run, in a process of its own, as the function does it: through a real limiter, a real table and over HTTP; reports what it took.
import { autoCloseRecords } from "../../../lib/auto-close/auto-close-dependencies.ts";
import { policyHash } from "../../../lib/auto-close/policy-modes.ts";
import { accountRunner, type RunAnswer } from "../../../lib/auto-close/run-account.ts";
import { rateTable } from "../../../lib/aws/rate-table.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { systemClock as clock } from "../../../lib/runtime/clock.ts";
import { accountLimiters, connectWts, wtsAt } from "../../../lib/wts/connect.ts";
import { testAccounts } from "../../support/wts-stand-in.ts";
import { emulatorClient, tableName } from "../../wts/rate-limit/emulated-table.ts";

export interface RunTask {
  config: HooksConfigInput;
  wtsUrl: string;
}

export interface LoadReport {
  answer: RunAnswer;
  counts: Readonly<Record<string, number>>;
  /** It is what live objects took at the highest, after what is dead has been collected. */
  peakHeapBytes: number;
  peakRssBytes: number;
  published: number;
  warned: string[];
}

const sampleEveryMs = 1_000;

const measuredRun = async ({ config: input, wtsUrl }: RunTask): Promise<LoadReport> => {
  const config = defineConfig(input);
  const client = emulatorClient(Number(process.argv[2]));
  const accounts = new Map(Object.entries(testAccounts));
  const secret = { get: async () => accounts, refresh: async () => accounts };
  const warned: string[] = [];
  const log = { info: () => {}, warn: (text: string) => warned.push(text), error: (text: string) => warned.push(text) };
  const limiterOf = accountLimiters({ table: rateTable({ client, tableName }), limits: config.limits, clock, log });
  let published = 0;
  const bus = {
    publish: async (events: readonly unknown[]) => {
      published += events.length;
    },
  };
  const table = dynamoTable(client, tableName);
  const records = autoCloseRecords(table, clock, config);
  const { runs, approvals } = records;
  for (const policy of config.autoClose.policies) await approvals.confirm("default", policy.name, policyHash(policy));
  let [peakHeapBytes, peakRssBytes] = [0, 0];
  const sample = (): void => {
    global.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    peakHeapBytes = Math.max(peakHeapBytes, heapUsed);
    peakRssBytes = Math.max(peakRssBytes, rss);
  };
  const sampler = setInterval(sample, sampleEveryMs);
  const answer = await accountRunner({
    ...records,
    config,
    clock,
    log,
    limiterOf,
    bus,
    lifecycle: lifecycle({ ledger: records.ledger, leases: sessionLeases({ table, clock }), bus, clock, log }),
    connect: connectWts({ secret, wts: wtsAt(config, wtsUrl), limiterOf, clock }),
  })({
    account: "default",
    nowMs: clock.now(),
    owner: "load",
    endBy: clock.now() + 880_000,
    startedBy: "schedule",
  });
  sample();
  clearInterval(sampler);
  const run = answer.did === "run" ? await runs.read(answer.runId) : undefined;
  return { answer, counts: run?.counts ?? {}, peakHeapBytes, peakRssBytes, published, warned };
};

process.on("message", async (task: RunTask) => {
  process.send?.(await measuredRun(task), () => process.disconnect());
});
process.send?.("ready");
