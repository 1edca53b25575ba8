// One sweep, in a process of its own, as the function runs it: through a real limiter, a real table and over HTTP; reports what it took.

import { notices } from "../../../lib/auto-close/records/notices.ts";
import { policyApprovals } from "../../../lib/auto-close/records/policy-approvals.ts";
import { runLeases } from "../../../lib/auto-close/records/run-lease.ts";
import { runRecords } from "../../../lib/auto-close/records/run-records.ts";
import { policyHash } from "../../../lib/auto-close/rules/policy-hash.ts";
import { accountRunner, type RunAnswer } from "../../../lib/auto-close/run-account.ts";
import { rateTable } from "../../../lib/aws/rate-table.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { systemClock as clock } from "../../../lib/runtime/clock.ts";
import { perAccount } from "../../../lib/runtime/per-account.ts";
import { connectWts } from "../../../lib/wts/connect.ts";
import { rateLimiter } from "../../../lib/wts/rate-limit.ts";
import { testAccounts } from "../../support/wts-stand-in.ts";
import { emulatorClient, tableName } from "../../wts/rate-limit/emulated-table.ts";

export interface RunTask {
  config: HooksConfigInput;
  wtsUrl: string;
}

export interface LoadReport {
  answer: RunAnswer;
  counts: Readonly<Record<string, number>>;
  /** Of live objects, after what is dead has been collected, at its highest. */
  peakHeapBytes: number;
  peakRssBytes: number;
  published: number;
  warned: string[];
}

const sampleEveryMs = 1_000;

const sweep = async ({ config: input, wtsUrl }: RunTask): Promise<LoadReport> => {
  const config = defineConfig(input);
  const client = emulatorClient(Number(process.argv[2]));
  const table = dynamoTable(client, tableName);
  const accounts = new Map(Object.entries(testAccounts));
  const secret = { get: async () => accounts, refresh: async () => accounts };
  const warned: string[] = [];
  const log = { info: () => {}, warn: (text: string) => warned.push(text), error: (text: string) => warned.push(text) };
  const limiterOf = perAccount((account) =>
    rateLimiter({ table: rateTable({ client, tableName }), account, limits: config.limits, clock, log }),
  );
  let published = 0;
  const bus = {
    publish: async (events: readonly unknown[]) => {
      published += events.length;
    },
  };
  const runs = runRecords({ table, clock, keptDays: 90 });
  const approvals = policyApprovals({ table });
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
    ...{ config, clock, log, limiterOf, bus, runs, approvals },
    connect: connectWts({ secret, wts: { ...config.wts, baseUrl: wtsUrl }, limiterOf, clock }),
    sweeps: runLeases({ table, clock, leaseMs: config.queue.leaseMs }),
    notices: notices({ table, clock }),
    ledger: ledger({ table, clock }),
    leases: sessionLeases({ table, clock }),
    killSwitch: killSwitch({ table, clock }),
  })({
    ...{ account: "default", nowMs: clock.now(), owner: "load", endBy: clock.now() + 880_000 },
    startedBy: "schedule",
  });
  sample();
  clearInterval(sampler);
  const run = answer.did === "run" ? await runs.read(answer.runId) : undefined;
  client.destroy();
  return { answer, counts: run?.counts ?? {}, peakHeapBytes, peakRssBytes, published, warned };
};

process.on("message", async (task: RunTask) => {
  process.send?.(await sweep(task), () => process.disconnect());
});
process.send?.("ready");
