// What stands for CloudWatch locally answers the real client with what the functions printed, and with nothing else.
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeEach, expect, test } from "@jest/globals";
import { metricLines } from "../../../lib/aws/metric-lines.ts";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { type MetricsEndpoint, startMetricsEndpoint } from "../../../local/aws/metrics-endpoint.ts";

const hourMs = 3_600_000;
const nowMs = Date.parse("2026-11-20T12:00:00Z");
let now = nowMs;
const started: MetricsEndpoint[] = [];
let endpoint: MetricsEndpoint;
beforeEach(async () => {
  now = nowMs;
  endpoint = await startMetricsEndpoint(() => now);
  started.push(endpoint);
});
afterAll(() => Promise.all(started.map((each) => each.stop())));

const print = (values: Parameters<ReturnType<typeof metricLines>>[0], minutesAgo = 1, stage = "dev"): void =>
  metricLines(stage, (line) => endpoint.take(line.trimEnd()))(values, nowMs - minutesAgo * 60_000);

const ask = async (
  MetricName: string,
  Stat: string,
  { Namespace = "wts-session-hooks", stage = "dev", hours = 1, period = 0 } = {},
) => {
  const client = new CloudWatchClient(clientOptionsAt(endpoint.url));
  const Metric = { Namespace, MetricName, Dimensions: [{ Name: "stage", Value: stage }] };
  const { MetricDataResults = [] } = await client
    .send(
      new GetMetricDataCommand({
        StartTime: new Date(nowMs - hours * hourMs),
        EndTime: new Date(nowMs),
        MetricDataQueries: [{ Id: "m0", MetricStat: { Metric, Period: period || hours * 3_600, Stat } }],
      }),
    )
    .finally(() => client.destroy());
  const [{ Id, Values = [], Timestamps = [] } = {}] = MetricDataResults;
  expect(Id).toBe("m0");
  return { Values, Timestamps };
};

test("lines are added up for the stage, the metric and the time that is asked for", async () => {
  print({ applied: 2, closed: 1 });
  print({ applied: 3 }, 59);
  print({ applied: 10 }, 61);
  print({ applied: 100 }, 1, "prod");
  expect((await ask("applied", "Sum")).Values).toEqual([5]);
  expect((await ask("applied", "Sum", { hours: 24 })).Values).toEqual([15]);
  expect((await ask("applied", "Sum", { stage: "prod" })).Values).toEqual([100]);
  expect((await ask("closed", "Sum")).Values).toEqual([1]);
  expect((await ask("applied", "Sum", { Namespace: "of-others" })).Values).toEqual([]);
});

test("of several values in a line each counts for the highest and the percentile", async () => {
  print({ latency: Array.from({ length: 20 }, (_, index) => (index + 1) * 100) });
  print({ latency: 9_000 }, 2);
  expect((await ask("latency", "Maximum")).Values).toEqual([9_000]);
  expect((await ask("latency", "p50")).Values).toEqual([1_100]);
  expect((await ask("latency", "p95")).Values).toEqual([2_000]);
});

test("periods come newest first, those without a line not at all", async () => {
  print({ moved: 1 }, 1);
  print({ moved: 2 }, 31);
  const { Values, Timestamps } = await ask("moved", "Sum", { period: 600 });
  expect(Values).toEqual([1, 2]);
  expect(Timestamps.map((time) => time.getTime() - nowMs)).toEqual([-600_000, -2_400_000]);
});

test.each([
  ["a line of the log", '{"level":"info","message":"applied"}'],
  [
    "a line with the time before it, which CloudWatch takes for no metric either",
    '2026-11-20T12:00:00Z\tid\tINFO\t{"_aws":{}}',
  ],
  ["half a line", '{"_aws":{"Timestamp":1,'],
  ["metrics without values", '{"_aws":{"Timestamp":1,"CloudWatchMetrics":null}}'],
])("%s changes nothing", async (_what, line) => {
  endpoint.take(line);
  expect((await ask("applied", "Sum")).Values).toEqual([]);
});

test("what is older than a day is forgotten, and what it cannot work out is refused", async () => {
  print({ applied: 1 });
  now = nowMs + 26 * hourMs;
  print({ parked: 1 });
  expect((await ask("applied", "Sum")).Values).toEqual([]);
  await expect(ask("applied", "Average")).rejects.toThrow("only MetricStat with Sum, Maximum, p50, p95");
});
