// What an invocation counts is added up and written once: as little as can be said, and never at the cost of the invocation.
import { beforeEach, expect, test } from "@jest/globals";
import type { MetricValues } from "../../lib/core/metrics.ts";
import type { Breakdown } from "../../lib/core/metrics-config.ts";
import { type FurtherDimension, lineMeter } from "../../lib/runtime/meter.ts";
import { manualClock } from "../support/manual-clock.ts";

let written: [MetricValues, number, FurtherDimension?][];
let failures: unknown[];
let fails: boolean;
let clock: ReturnType<typeof manualClock>;
beforeEach(() => {
  written = [];
  failures = [];
  fails = false;
  clock = manualClock(1_000);
});

const meterOf = (by: readonly Breakdown[] = []) =>
  lineMeter({
    by,
    writeLine: async (values, atMs, further) => {
      if (fails) throw new Error("of this test");
      written.push(further ? [values, atMs, further] : [values, atMs]);
    },
    clock,
    onFailure: (error) => failures.push(error),
  });

test("an invocation that counted nothing writes nothing", async () => {
  await meterOf().write();
  expect(written).toEqual([]);
});

test("counts are added up, of shares the highest stands, and each latency is kept", async () => {
  const meter = meterOf();
  meter.add("applied");
  meter.add("applied");
  meter.add("wts-calls", 4);
  for (const share of [20, 61.5, 40]) meter.add("rate-share", share);
  for (const ms of [900, 300]) meter.add("latency", ms);
  await meter.write();
  expect(written).toEqual([[{ applied: 2, "wts-calls": 4, "rate-share": 61.5, latency: [900, 300] }, 1_000]]);
});

test("what one invocation wrote is not the next one's", async () => {
  const meter = meterOf();
  meter.add("parked");
  await meter.write();
  await meter.write();
  meter.add("closed");
  await meter.write();
  expect(written.map(([values]) => values)).toEqual([{ parked: 1 }, { closed: 1 }]);
});

test("a run of many minutes is written minute by minute, and nothing of it twice", async () => {
  const meter = meterOf();
  for (let second = 0; second < 300; second += 1) {
    meter.add("closed");
    clock.advance(1_000);
  }
  await meter.write();
  expect(written.map(([{ closed }]) => closed)).toEqual([60, 60, 60, 60, 60]);
});

test("no line has more values of a metric than the format takes", async () => {
  const meter = meterOf();
  for (let ms = 0; ms < 230; ms += 1) meter.add("latency", ms);
  await meter.write();
  const latencies = written.map(([{ latency }]) => [latency].flat());
  expect(Math.max(...latencies.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(latencies.flat()).toEqual(Array.from({ length: 230 }, (_, ms) => ms));
});

test("there is a line more for each value of what it is broken down by, and for nothing else", async () => {
  const meter = meterOf(["account", "source"]);
  meter.add("applied", 1, { account: "default", source: "webhook:loja" });
  meter.add("applied", 1, { account: "filial", source: "webhook:loja" });
  meter.add("wts-calls", 3);
  await meter.write();
  expect(written.map(([values, , further]) => [further?.name, further?.value, values])).toEqual([
    ["account", "default", { applied: 1 }],
    ["source", "webhook:loja", { applied: 2 }],
    [undefined, undefined, { applied: 2, "wts-calls": 3 }],
    ["account", "filial", { applied: 1 }],
  ]);
});

test("without that there is one line, whoever it is about", async () => {
  const meter = meterOf();
  meter.add("applied", 1, { account: "default", source: "webhook:loja" });
  await meter.write();
  expect(written).toEqual([[{ applied: 1 }, 1_000]]);
});

test("what cannot be written is reported, and fails nobody", async () => {
  const meter = meterOf();
  fails = true;
  meter.add("applied");
  await meter.write();
  expect(failures).toEqual([new Error("of this test")]);
  fails = false;
  meter.add("applied");
  await meter.write();
  expect(written).toEqual([[{ applied: 1 }, 1_000]]);
});

test("whoever ends the invocation waits for a line that was begun before its end", async () => {
  const lines: MetricValues[] = [];
  const first = Promise.withResolvers<void>();
  const waits = [first.promise];
  const meter = lineMeter({
    writeLine: async (values) => {
      await waits.shift();
      lines.push(values);
    },
    clock,
    onFailure: (error) => failures.push(error),
  });
  meter.add("closed");
  clock.advance(60_000);
  // This writes what was counted a minute ago, and nobody waits for it here.
  meter.add("moved");
  setImmediate(first.resolve);
  await meter.write();
  expect(lines).toEqual([{ closed: 1 }, { moved: 1 }]);
});
