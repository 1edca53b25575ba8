// Four processes use at least 95 % of what both windows allow, and never more than all: on a machine that has nothing else to do.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { journalOf, startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";
import { type EmulatedTable, startEmulatedTable } from "../wts/rate-limit/emulated-table.ts";
import { measure, runTogether } from "../wts/rate-limit/run-together.ts";

let table: EmulatedTable;
let standIn: TestStandIn;
beforeAll(async () => {
  [table, standIn] = await Promise.all([startEmulatedTable(), startTestStandIn()]);
});
afterAll(async () => {
  await Promise.all([table.stop(), standIn.stop()]);
});

test("three processes with runs and one that serves callers use 95 % of the rate", async () => {
  const limits = { share: 1, sustained: { requests: 100, windowMs: 5_000 }, burst: { requests: 20, windowMs: 200 } };
  const durationMs = 30_000;
  await standIn.admin("PUT", "limits", { sustained: limits.sustained, burst: limits.burst });
  const wts = { url: standIn.url, apiKey: testAccounts.default.apiKey };
  const runsAtOnce = [4, 4, 4, 0];
  const reports = await runTogether({ port: table.port, wts, account: "long", limits, runsAtOnce, durationMs });
  const measured = measure(reports, limits);
  expect((await journalOf(standIn.admin)).filter(({ status }) => status !== 200)).toEqual([]);
  expect(measured.mostSustained).toBeLessThanOrEqual(100);
  expect(measured.mostBurst).toBeLessThanOrEqual(20);
  expect(measured.granted / ((100 * durationMs) / 5_000)).toBeGreaterThanOrEqual(0.95);
});
