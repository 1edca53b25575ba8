// Says what the metrics came to in the last hour and the last day.
import { type MetricName, metricNames, metricRows } from "../../lib/core/metrics.ts";
import type { Connection } from "../connection.ts";
import { type MetricPoint, readMetrics } from "./read-metrics.ts";

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
const together = (name: MetricName, points: readonly MetricPoint[] = []): number | null => {
  const values = points.map(({ value }) => value);
  if (values.length === 0) return null;
  return metricRows[name].statistic === "Sum" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
};

/** Two calls, of one figure each metric: some US$ 0.0002. Throws what AWS throws. */
export const readFigures = async (connection: Connection, nowMs: number): Promise<readonly Figure[]> => {
  const toMs = Math.ceil(nowMs / 60_000) * 60_000;
  const readWindow = (window: Window) =>
    readMetrics(connection, {
      names: metricNames,
      fromMs: toMs - windows[window],
      toMs,
      periodMs: windows[window],
    });
  const [hour, day] = await Promise.all([readWindow("lastHour"), readWindow("lastDay")]);
  return metricNames.map((metric) => {
    const { unit, statistic } = metricRows[metric];
    return {
      ...{ metric, unit, statistic },
      ...{ lastHour: together(metric, hour.get(metric)), lastDay: together(metric, day.get(metric)) },
    };
  });
};
