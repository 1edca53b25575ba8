// What CloudWatch reads out of a function's log: every line is one of the Embedded Metric Format, with the stage as its only dimension.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { metricLines } from "../../lib/aws/metric-lines.ts";
import { type MetricName, type MetricValues, metricNames, metricRows } from "../../lib/core/metrics.ts";
import { metricsIn, readMetricLine } from "../support/metric-line.ts";

const printed: string[] = [];
const write = metricLines("prod", (line) => printed.push(line));
const atMs = Date.parse("2026-11-20T12:00:00Z");

const lineOf = (values: MetricValues) => {
  printed.length = 0;
  write(values, atMs);
  expect(printed).toHaveLength(1);
  return readMetricLine(printed[0] ?? "");
};

test("one line holds all of an invocation's metrics, the stage, and nothing else", () => {
  expect(lineOf({ applied: 2, closed: 1, latency: [820, 4_100], "rate-share": 41.5 })).toEqual({
    _aws: {
      Timestamp: atMs,
      CloudWatchMetrics: [
        {
          Namespace: "wts-session-hooks",
          Dimensions: [["stage"]],
          Metrics: [
            { Name: "applied", Unit: "Count" },
            { Name: "closed", Unit: "Count" },
            { Name: "latency", Unit: "Milliseconds" },
            { Name: "rate-share", Unit: "Percent" },
          ],
        },
      ],
    },
    stage: "prod",
    applied: 2,
    closed: 1,
    latency: [820, 4_100],
    "rate-share": 41.5,
  });
  expect(printed[0]).toMatch(/^\{.*\}\n$/);
});

test("a line has nothing of the line before it", () => {
  lineOf({ applied: 2, latency: 7 });
  expect(metricsIn(lineOf({ parked: 1 }))).toEqual({ parked: 1 });
});

test("a further dimension is of its own line alone", () => {
  printed.length = 0;
  write({ applied: 1 }, atMs, { name: "account", value: "filial" });
  const further = readMetricLine(printed[0] ?? "");
  expect(further).toMatchObject({ stage: "prod", account: "filial", applied: 1 });
  expect(further._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([["stage", "account"]]);
  const next = lineOf({ applied: 2 });
  expect(next).not.toHaveProperty("account");
  expect(next._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([["stage"]]);
});

const anyValues: fc.Arbitrary<MetricValues> = fc
  .uniqueArray(fc.constantFrom(...metricNames), { minLength: 1 })
  .chain((names) =>
    fc
      .tuple(
        ...names.map((name: MetricName) =>
          metricRows[name].several === "each"
            ? fc.array(fc.nat(86_400_000), { minLength: 1, maxLength: 50 })
            : fc.nat(100_000),
        ),
      )
      .map((values) => Object.fromEntries(names.map((name, index) => [name, values[index]]))),
  );

test("whatever is counted, the line is one by the format's schema, and holds what was counted", () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const shown = Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value) && value.length === 1 ? value[0] : value,
      ]);
      expect(metricsIn(lineOf(values))).toEqual(Object.fromEntries(shown));
    }),
    { numRuns: 100 },
  );
});

test("there are ten metrics at most: each costs US$ 0.30 a month and stage", () => {
  expect(metricNames.length).toBeLessThanOrEqual(10);
});
