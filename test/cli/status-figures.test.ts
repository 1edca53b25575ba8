// What `status` says happened: the metrics of the last hour and day, and the rest all the same where nobody may read them.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Figure } from "../../cli/status/read-figures.ts";
import type { MinutesAnswer } from "../../cli/status/show-minutes.ts";
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

test("status minutes: what happened minute by minute, and how much of the rate is taken", async () => {
  print({ applied: 3, accepted: 4, "wts-calls": 7 }, 2);
  print({ rejected: 1, parked: 1 }, 1);
  const { minutes, rates } = await our.json<MinutesAnswer>("status", "minutes", "--limit", "4");
  expect(minutes).toHaveLength(4);
  expect(minutes.map(({ at }) => Date.parse(at) % 60_000)).toEqual([0, 0, 0, 0]);
  const [ofTwoAgo, ofOneAgo] = minutes.filter(({ applied, rejected }) => applied + rejected > 0);
  expect(ofTwoAgo).toMatchObject({ applied: 3, accepted: 4, rejected: 0, wtsCalls: 7 });
  expect(ofOneAgo).toMatchObject({ applied: 0, rejected: 1, parked: 1, wtsCalls: 0 });
  expect(rates[0]).toEqual({
    account: "default",
    windows: [
      { windowMs: 300_000, used: 0, most: 800 },
      { windowMs: 5_000, used: 0, most: 160 },
    ],
    pausedUntil: null,
  });
  const { stdout } = await our.hooks("status", "minutes", "--limit", "4");
  expect(stdout).toMatch(
    /MINUTE +ACCEPTED +APPLIED +REJECTED +PARKED +CALLS OF WTS\n.+ 4 +3 +0 +0 +7\n.+ 0 +0 +1 +1 +0\n/,
  );
  expect(stdout).toContain("Rate of default: 0 of 800 calls in 300 s, 0 of 160 calls in 5 s");
});
