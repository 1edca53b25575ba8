// Several processes on one account, through the real SDK client: together they stay inside what one may do.

import { fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { rateTable } from "../../../lib/aws/rate-table.ts";
import { type EmulatedTable, startEmulatedTable, tableName } from "./emulated-table.ts";
import type { LimitedReport, LimitedTask } from "./limited-process.ts";
import { ascending, mostInOneWindow } from "./sliding-window.ts";

let table: EmulatedTable;
beforeAll(async () => {
  table = await startEmulatedTable();
});
afterAll(() => table.stop());

type Together = Pick<LimitedTask, "account" | "limits"> & {
  readonly sweepsAtOnce: readonly number[];
  readonly durationMs: number;
};

/** All start at the same moment. */
const runTogether = async ({ account, limits, sweepsAtOnce, durationMs }: Together): Promise<LimitedReport[]> => {
  const children = sweepsAtOnce.map(() =>
    fork(new URL("limited-process.ts", import.meta.url), [String(table.port)], {
      execArgv: [],
      stdio: ["ignore", 2, 2, "ipc"],
    }),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  const until = Date.now() + durationMs;
  return Promise.all(
    children.map(async (child, index) => {
      const answer = once(child, "message");
      const task: LimitedTask = { account, limits, until, sweepsAtOnce: sweepsAtOnce[index] ?? 0 };
      child.send(task);
      const [report]: LimitedReport[] = await answer;
      if (!report) throw new Error("a process ended without a report");
      return report;
    }),
  );
};

const measure = (reports: readonly LimitedReport[], limits: LimitedTask["limits"]) => {
  const grantedAt = ascending(reports.flatMap((report) => report.grantedAt));
  const waits = ascending(reports.at(-1)?.waitedMs ?? []);
  const measured = {
    granted: grantedAt.length,
    mostSustained: mostInOneWindow(grantedAt, limits.sustained.windowMs),
    mostBurst: mostInOneWindow(grantedAt, limits.burst.windowMs),
    byProcess: reports.map((report) => report.grantedAt.length),
    callerWaitMs: { middle: waits[waits.length >> 1] ?? 0, longest: waits.at(-1) ?? 0 },
    logged: reports.flatMap(({ logged }) => logged),
  };
  console.info(JSON.stringify(measured));
  return measured;
};

describe("three processes that sweep and one that serves callers", () => {
  test("stay inside both windows, and use 95 % of what those allow", async () => {
    const limits = {
      share: 1,
      sustained: { requests: 100, windowMs: 5_000 },
      burst: { requests: 20, windowMs: 200 },
    };
    const durationMs = 7_500;
    const reports = await runTogether({ account: "scaled", limits, sweepsAtOnce: [4, 4, 4, 0], durationMs });
    const measured = measure(reports, limits);
    expect(measured.logged).toEqual([]);
    expect(measured.mostSustained).toBeLessThanOrEqual(100);
    expect(measured.mostBurst).toBeLessThanOrEqual(20);
    expect(measured.granted / ((100 * durationMs) / 5_000)).toBeGreaterThanOrEqual(0.95);
  });

  test("keep no caller waiting for 2 s at WTS's own limits, with a window that sweeps have filled", async () => {
    const limits = {
      share: 0.8,
      sustained: { requests: 1000, windowMs: 300_000 },
      burst: { requests: 200, windowMs: 5_000 },
    };
    const now = Date.now();
    // Even pace: 13 tokens in 5 s, until sweeps may take no more.
    const counts = Uint8Array.from({ length: 302 }, (_, index) => (index % 5 < 3 ? 3 : 2) - (index < 2 ? 1 : 0));
    await rateTable({ client: table.client, tableName }).replace("full", 0, {
      version: 1,
      counts,
      slot: Math.floor(now / 1000),
      pacedUntil: now,
      sweepsHeldUntil: 0,
      pausedUntil: 0,
    });
    const reports = await runTogether({ account: "full", limits, sweepsAtOnce: [4, 4, 4, 0], durationMs: 3_000 });
    const measured = measure(reports, limits);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(784);
    expect(measured.byProcess.at(-1)).toBeGreaterThan(5);
    expect(measured.callerWaitMs.longest).toBeLessThan(2_000);
  });
});
