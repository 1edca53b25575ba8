// Asks CloudWatch, or what stands in for it locally, for metrics of a stage, period by period.
import { type MetricName, metricDimension, metricNamespace, metricRows } from "../../lib/core/metrics.ts";
import type { Connection } from "../connection.ts";

export interface MetricPoint {
  /** When the period began, in milliseconds since 1970. */
  readonly atMs: number;
  readonly value: number;
}

interface Asked {
  readonly names: readonly MetricName[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly periodMs: number;
}

/** A period in which nothing was reported has no point. CloudWatch asks some US$ 0.00001 for each metric. Throws what AWS throws. */
export const readMetrics = async (
  { cloudWatch }: Pick<Connection, "cloudWatch">,
  { names, fromMs, toMs, periodMs }: Asked,
): Promise<ReadonlyMap<MetricName, readonly MetricPoint[]>> => {
  const { stage, options } = cloudWatch;
  // It is loaded here, since few commands need it.
  const { CloudWatchClient, GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = new CloudWatchClient(options);
  const points = new Map<MetricName, MetricPoint[]>(names.map((name) => [name, []]));
  let NextToken: string | undefined;
  try {
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(fromMs),
          EndTime: new Date(toMs),
          ...(NextToken !== undefined && { NextToken }),
          MetricDataQueries: names.map((name, index) => ({
            Id: `m${index}`,
            MetricStat: {
              Metric: {
                Namespace: metricNamespace,
                MetricName: name,
                Dimensions: [{ Name: metricDimension, Value: stage }],
              },
              Period: periodMs / 1_000,
              Stat: metricRows[name].statistic,
            },
          })),
        }),
      );
      for (const { Id = "", Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
        const name = names[Number(Id.slice(1))];
        const found = Values.map((value, index) => ({ atMs: Timestamps[index]?.getTime() ?? Number.NaN, value }));
        if (name) points.get(name)?.push(...found);
      }
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
    return points;
  } finally {
    client.destroy();
  }
};
