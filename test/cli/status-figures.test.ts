// What `status` says happened: the metrics of the last hour and day, and the rest all the same where nobody may read them.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Figure } from "../../cli/status/read-figures.ts";
import { metricLines } from "../../lib/aws/metric-lines.ts";
import { metricNames } from "../../lib/core/metrics.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";

let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks();
});
afterAll(() => our.stop());
beforeEach(() => our.empty());

const print = (values: Parameters<ReturnType<typeof metricLines>>[0], minutesAgo: number): void =>
  metricLines("test", (line) => our.print(line.trimEnd()))(values, Date.now() - minutesAgo * 60_000);
const figuresNow = async (): Promise<Record<string, Figure>> => {
  const { figures } = await our.json<{ figures: Figure[] }>("status");
  expect(figures.map(({ metric }) => metric)).toEqual(metricNames);
  return Object.fromEntries(figures.map((figure) => [figure.metric, figure]));
};

test("nothing that was reported is null, and a dash for people", async () => {
  expect((await figuresNow()).applied).toMatchObject({ lastHour: null, lastDay: null });
  expect((await our.hooks("status")).stdout).toMatch(/^applied +– +–$/m);
});

test("counts are sums, shares and latencies the highest that count, of the hour and of the day", async () => {
  print({ applied: 1_200, latency: [400, 1_250], "rate-share": 38.4, waiting: 3 }, 5);
  print({ applied: 34, latency: 90_000, "rate-share": 91, waiting: 7 }, 300);
  const { applied, latency, "rate-share": share, waiting } = await figuresNow();
  expect(applied).toMatchObject({ unit: "Count", statistic: "Sum", lastHour: 1_200, lastDay: 1_234 });
  expect(latency).toMatchObject({ unit: "Milliseconds", statistic: "p95", lastHour: 1_250, lastDay: 90_000 });
  expect(share).toMatchObject({ lastHour: 38.4, lastDay: 91 });
  expect(waiting).toMatchObject({ lastHour: 3, lastDay: 7 });
  const { stdout } = await our.hooks("status");
  expect(stdout).toMatch(/^WHAT HAPPENED +LAST HOUR +LAST 24 HOURS$/m);
  expect(stdout).toMatch(/^applied +1,200 +1,234$/m);
  expect(stdout).toMatch(/^from the delivery to WTS's yes \(95 %\) +1.3 s +90 s$/m);
  expect(stdout).toMatch(/^share of the rate, at most +38 % +91 %$/m);
});

test("who may not read metrics is told so, and hears of all the rest", async () => {
  const endpoints = { ...our.endpoints, AWS_ENDPOINT_URL_CLOUDWATCH: "http://127.0.0.1:1" };
  const { code, stdout, stderr } = await our.runningOtherwise({ endpoints }, () => our.hooks("status"));
  expect(code).toBe(0);
  expect(stderr).toContain("warning: the metrics cannot be read (");
  expect(stderr).toContain("cloudwatch:GetMetricData");
  expect(stdout).not.toContain("WHAT HAPPENED");
  expect(stdout).toMatch(/^QUEUE +WAITING/m);
});
