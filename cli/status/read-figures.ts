// Asks CloudWatch, or what stands in for it locally, what the metrics came to in the last hour and the last day.
import { type MetricName, metricDimension, metricNames, metricNamespace, metricRows } from "../../lib/core/metrics.ts";
import type { Connection } from "../connection.ts";

/** Of one metric. It is null where nothing was reported: nothing happened, as far as that metric goes. */
export interface Figure {
  metric: MetricName;
  unit: string;
  statistic: string;
  lastHour: number | null;
  lastDay: number | null;
}

const hourMs = 3_600_000;
/** A period as long as the window, so that a percentile is one of all of it. */
const windows = { lastHour: hourMs, lastDay: 24 * hourMs } as const;
type Window = keyof typeof windows;

/** CloudWatch may cut the window into two periods. Of a highest value and a percentile, the higher one is told. */
const together = (name: MetricName, values: readonly number[]): number | null => {
  if (values.length === 0) return null;
  return metricRows[name].statistic === "Sum" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
};

/** Two calls, of one figure each metric: some US$ 0.0002. Throws what AWS throws. */
export const readFigures = async ({ cloudWatch }: Connection, nowMs: number): Promise<readonly Figure[]> => {
  const { stage, options } = cloudWatch;
  // It is loaded here, since no other command needs it.
  const { CloudWatchClient, GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = new CloudWatchClient(options);
  const endMs = Math.ceil(nowMs / 60_000) * 60_000;

  const readWindow = async (window: Window): Promise<ReadonlyMap<MetricName, number | null>> => {
    const values = new Map<MetricName, number[]>(metricNames.map((name) => [name, []]));
    let NextToken: string | undefined;
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(endMs - windows[window]),
          EndTime: new Date(endMs),
          ...(NextToken !== undefined && { NextToken }),
          MetricDataQueries: metricNames.map((name, index) => ({
            Id: `m${index}`,
            MetricStat: {
              Metric: {
                Namespace: metricNamespace,
                MetricName: name,
                Dimensions: [{ Name: metricDimension, Value: stage }],
              },
              Period: windows[window] / 1_000,
              Stat: metricRows[name].statistic,
            },
          })),
        }),
      );
      for (const { Id = "", Values = [] } of answer.MetricDataResults ?? []) {
        const name = metricNames[Number(Id.slice(1))];
        if (name) values.get(name)?.push(...Values);
      }
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
    return new Map([...values].map(([name, each]) => [name, together(name, each)]));
  };

  try {
    const [hour, day] = await Promise.all([readWindow("lastHour"), readWindow("lastDay")]);
    return metricNames.map((metric) => {
      const { unit, statistic } = metricRows[metric];
      return { metric, unit, statistic, lastHour: hour.get(metric) ?? null, lastDay: day.get(metric) ?? null };
    });
  } finally {
    client.destroy();
  }
};
