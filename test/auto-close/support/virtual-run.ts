// A run over any number of sessions at WTS's own rate, in virtual time: the real run, limiter and records, and a WTS that makes its sessions up.
import { autoCloseRecords } from "../../../lib/auto-close/auto-close-dependencies.ts";
import { policyHash } from "../../../lib/auto-close/policy-modes.ts";
import { accountRunner } from "../../../lib/auto-close/run-account.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { defineConfig } from "../../../lib/config.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import type { Clock } from "../../../lib/runtime/clock.ts";
import { accountLimiters } from "../../../lib/wts/connect.ts";
import { type MemoryTable, memoryTable } from "../../support/memory-table.ts";
import { memoryTable as memoryRateTable } from "../../wts/rate-limit/memory-table.ts";
import { ascending, mostInOneWindow } from "../../wts/rate-limit/sliding-window.ts";
import { virtualTime } from "../../wts/rate-limit/virtual-time.ts";
import { type SyntheticCall, type SyntheticSessions, syntheticWts } from "./synthetic-wts.ts";

export interface VirtualRun extends SyntheticSessions {
  /** Whether it is read who answered, as it is unless the policy says otherwise. */
  isAnswerRead: boolean;
  share?: number;
  wtsLatencyMs?: number;
  tableLatencyMs?: number;
  seed?: number;
}

export interface VirtualRunMeasure {
  closed: number;
  calls: number;
  callsPerClosed: number;
  lists: number;
  /** The share of what the limits allow, from the first call to the last. */
  usedShare: number;
  /** The most calls that one of WTS's windows held, as a share of what we may make of it. */
  fullestWindow: number;
  /** How old the oldest list was on which a session was closed. */
  oldestListMs: number;
  hours: number;
  ticks: number;
  peakHeapMb: number;
  rateWritesPerCall: number;
}

const sustained = { requests: 1_000, windowMs: 300_000 };
const burst = { requests: 200, windowMs: 5_000 };
const invocationMs = 880_000;
const minuteMs = 60_000;

/** The rate limiter's table is one of its own, as exact as DynamoDB's item; all else has a table that answers so late. */
const lateTable = (table: MemoryTable, clock: Clock, latencyMs: number): MemoryTable => {
  const late =
    <Given extends readonly unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await clock.sleep(latencyMs);
      return call(...given);
    };
  return {
    ...table,
    get: late(table.get),
    update: late(table.update),
    query: late(table.query),
    queryIndex: late(table.queryIndex),
  };
};

export const virtualRun = async (options: VirtualRun): Promise<VirtualRunMeasure> => {
  const { count, oneIdleIn, isAnswerRead, share = 0.8, wtsLatencyMs = 200, tableLatencyMs = 6, seed = 7 } = options;
  const time = virtualTime(seed);
  const { clock } = time;
  const config = defineConfig({
    limits: { share, sustained, burst },
    autoClose: {
      policies: [{ name: "silent", idle: { hours: 4 }, ...(!isAnswerRead && { answersThatDoNotCount: [] }) }],
      maxPerRun: count,
      breakerFloor: count,
    },
  });
  const warned: string[] = [];
  const log = {
    info: () => {},
    warn: (text: string, fields?: object) => warned.push(`${text} ${JSON.stringify(fields)}`),
    error: (text: string, fields?: object) => warned.push(`${text} ${JSON.stringify(fields)}`),
  };
  const rates = memoryRateTable(clock, () => tableLatencyMs);
  const limiterOf = accountLimiters({ table: rates, limits: config.limits, clock, log });
  const table = lateTable(memoryTable(), clock, tableLatencyMs);
  const bus = { publish: async () => {} };
  const calls: SyntheticCall[] = [];
  const wts = syntheticWts({
    count,
    oneIdleIn,
    clock,
    limiterOf,
    latencyMs: wtsLatencyMs,
    onCall: (call) => calls.push(call),
  });
  const records = autoCloseRecords(table, clock, config);
  const confirmed = (async () => {
    for (const policy of config.autoClose.policies)
      await records.approvals.confirm("default", policy.name, policyHash(policy));
  })();
  await time.pass(minuteMs);
  await confirmed;
  const run = accountRunner({
    ...records,
    config,
    clock,
    log,
    limiterOf,
    bus,
    lifecycle: lifecycle({ ledger: records.ledger, leases: sessionLeases({ table, clock }), bus, clock, log }),
    connect: wts.connect,
  });
  const startedMs = clock.now();
  let ticks = 0;
  let peakHeapBytes = 0;
  for (let isRunning = true; isRunning; ) {
    ticks += 1;
    let ended = false;
    const tick = run({
      account: "default",
      nowMs: clock.now(),
      owner: `tick ${ticks}`,
      endBy: clock.now() + invocationMs,
      startedBy: "schedule",
    }).finally(() => {
      ended = true;
    });
    tick.catch(() => {});
    while (!ended) await time.pass(1_000);
    const answer = await tick;
    isRunning = answer.did === "run" && answer.state === "running";
    globalThis.gc?.();
    peakHeapBytes = Math.max(peakHeapBytes, process.memoryUsage().heapUsed);
    if (isRunning) await time.pass(minuteMs - ((clock.now() - startedMs) % minuteMs));
  }
  if (warned.length > 0) throw new Error(`the run warned: ${[...new Set(warned)].join(", ")}`);
  const times = ascending(calls.map(({ atMs }) => atMs));
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const closed = wts.closed();
  return {
    closed,
    calls: calls.length,
    callsPerClosed: calls.length / closed,
    lists: calls.filter(({ what }) => what === "GET session").length,
    usedShare: ((calls.length - 1) / spanMs) * (sustained.windowMs / (sustained.requests * share)),
    fullestWindow: Math.max(
      mostInOneWindow(times, sustained.windowMs) / (sustained.requests * share),
      mostInOneWindow(times, burst.windowMs) / (burst.requests * share),
    ),
    oldestListMs: calls.reduce((oldest, { listAgeMs = 0 }) => Math.max(oldest, listAgeMs), 0),
    hours: spanMs / 3_600_000,
    ticks,
    peakHeapMb: peakHeapBytes / 1_048_576,
    rateWritesPerCall: rates.counted.writes / calls.length,
  };
};
