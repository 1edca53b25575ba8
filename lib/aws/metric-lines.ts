// Writes metrics as CloudWatch reads them out of a function's log: a line of the Embedded Metric Format, with nothing before it.
import { Metrics } from "@aws-lambda-powertools/metrics";
import { type MetricName, type MetricValues, metricDimension, metricNamespace, metricRows } from "../core/metrics.ts";
import type { FurtherDimension } from "../runtime/meter.ts";

const ignore = (): void => {};
/** It warns of times that differ from those of its own clock, in lines that belong to nobody's log. */
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, critical: ignore };

/**
 * `print` gets a whole line. It must not be console.log: Lambda puts the time before each line of that, and CloudWatch takes
 * no such line for a metric.
 */
export const metricLines = (stage: string, print = (line: string): unknown => process.stdout.write(line)) => {
  const metrics = new Metrics({ namespace: metricNamespace, logger: silent });
  // The library adds the name of a service to every metric, which would be a second dimension.
  metrics.clearDefaultDimensions();
  return (values: MetricValues, atMs: number, further?: FurtherDimension): void => {
    metrics.clearDimensions();
    metrics.addDimension(metricDimension, stage);
    if (further) metrics.addDimension(further.name, further.value);
    for (const [name, each] of Object.entries(values) as [MetricName, number | readonly number[]][])
      for (const value of [each].flat()) metrics.addMetric(name, metricRows[name].unit, value);
    metrics.setTimestamp(atMs);
    const line = JSON.stringify(metrics.serializeMetrics());
    metrics.clearMetrics();
    print(`${line}\n`);
  };
};
