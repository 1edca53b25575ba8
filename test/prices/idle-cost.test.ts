// A stack in which nothing happens costs little, and what makes it dearer is counted.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { type CloudTemplate, idleCost, idleWork } from "../../scripts/prices/idle-cost.ts";
import { pricesOf, regions } from "../../scripts/prices/prices.ts";

const packaged: CloudTemplate = JSON.parse(
  readFileSync(".serverless/cloudformation-template-update-stack.json", "utf8"),
);
const prices = pricesOf["sa-east-1"];

const costOf = (resources: CloudTemplate["Resources"], work = idleWork) => {
  const { lines, usd } = idleCost({ Resources: resources }, prices, work);
  const found = Object.fromEntries(
    lines.flatMap(({ what, count, usd: each }) => (each > 0 ? [[what, [count, each]]] : [])),
  );
  return { found, usd };
};

test.each(regions)("the packaged stack at rest stays under US$ 4 a month in %s", (region) => {
  const { usd, lines } = idleCost(packaged, pricesOf[region]);
  expect(usd).toBeLessThan(4);
  // A template that is read wrongly would cost nothing.
  expect(lines.filter((line) => line.usd > 0).map(({ what }) => what)).toEqual(
    expect.arrayContaining(["alarms", "secrets", "polls of queues", "runs of schedules: functions"]),
  );
  expect(lines.find(({ what }) => what === "secrets")?.count).toBe(2);
});

describe("what is counted", () => {
  test("each alarm, and each metric that an alarm puts together", () => {
    const alarm = { Type: "AWS::CloudWatch::Alarm", Properties: { MetricName: "Errors" } };
    const stat = { MetricStat: {} };
    const both = { Type: "AWS::CloudWatch::Alarm", Properties: { Metrics: [stat, stat, { Expression: "a + b" }] } };
    expect(costOf({ alarm, both }).found).toEqual({ alarms: [3, expect.closeTo(0.3)] });
  });

  test("the polls of a queue, and not what SQS does not hold", () => {
    const mapping = (id: string) => ({
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { EventSourceArn: { "Fn::GetAtt": [id, "Arn"] } },
    });
    const fifo = { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } };
    const queue = { Type: "AWS::SQS::Queue" };
    const stream = { Type: "AWS::Kinesis::Stream" };
    expect(costOf({ fifo, of: mapping("fifo") }).found).toEqual({
      "polls of queues": [657_000, expect.closeTo(0.3285)],
    });
    expect(costOf({ queue, of: mapping("queue") }).usd).toBeCloseTo(0.2628);
    expect(costOf({ stream, of: mapping("stream") }).usd).toBe(0);
  });

  test("the runs of a schedule by the memory of its function, and what those read of secrets", () => {
    const worker = (MemorySize: number) => ({
      Type: "AWS::Lambda::Function",
      Properties: { MemorySize, Environment: { Variables: { ACCOUNTS_SECRET_ID: "a", TABLE_NAME: "b" } } },
    });
    const rule = {
      Type: "AWS::Events::Rule",
      Properties: { ScheduleExpression: "rate(5 minutes)", Targets: [{ Arn: { "Fn::GetAtt": ["worker", "Arn"] } }] },
    };
    const large = costOf({ rule, worker: worker(1024) }).found;
    const small = costOf({ rule, worker: worker(256) }).found;
    expect(large["runs of schedules: table"]?.[0]).toBe(8_760);
    expect(large["runs of schedules: functions"]?.[1]).toBeCloseTo(8_760 * (0.2e-6 + 0.03 * 0.000_013_333_4), 6);
    expect(small["runs of schedules: functions"]?.[1]).toBeLessThan(Number(large["runs of schedules: functions"]?.[1]));
    expect(large.secrets).toEqual([1, 0.4]);
    expect(large["reads of secrets"]).toEqual([730, expect.closeTo(0.00365, 5)]);
  });

  test("a metric that reports without a reason, and dashboards beyond those that are free", () => {
    const filter = (more: object) => ({
      Type: "AWS::Logs::MetricFilter",
      Properties: { MetricTransformations: [{ MetricValue: "1", ...more }] },
    });
    const dashboard = { Type: "AWS::CloudWatch::Dashboard" };
    expect(costOf({ silent: filter({}), dashboard }).usd).toBe(0);
    expect(costOf({ loud: filter({ DefaultValue: 0 }) }).usd).toBeCloseTo(0.3);
    expect(costOf({}, { ...idleWork, reportedMetrics: 10 }).usd).toBeCloseTo(3);
    expect(costOf({ a: dashboard, b: dashboard, c: dashboard, d: dashboard }).usd).toBe(3);
  });

  test("a schedule that cannot be counted is refused, not left out", () => {
    const rule = { Type: "AWS::Events::Rule", Properties: { ScheduleExpression: "cron(0 9 * * ? *)", Targets: [] } };
    expect(() => costOf({ rule })).toThrow('cannot count how often "cron(0 9 * * ? *)" runs');
  });
});
