// Reads what a function printed as CloudWatch would: which lines are metrics, and whether such a line is one by the format's own schema.
import { Ajv } from "ajv";
import { isProperties } from "../../lib/core/value.ts";

/** After https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embeddedMetricFormat = {
  type: "object",
  required: ["_aws"],
  properties: {
    _aws: {
      type: "object",
      required: ["Timestamp", "CloudWatchMetrics"],
      properties: {
        Timestamp: { type: "integer", minimum: 0 },
        CloudWatchMetrics: {
          type: "array",
          items: {
            type: "object",
            required: ["Namespace", "Dimensions", "Metrics"],
            properties: {
              Namespace: { type: "string", minLength: 1, maxLength: 1024 },
              Dimensions: {
                type: "array",
                minItems: 1,
                items: {
                  type: "array",
                  minItems: 0,
                  maxItems: 30,
                  items: { type: "string", minLength: 1, maxLength: 250 },
                },
              },
              Metrics: {
                type: "array",
                minItems: 1,
                maxItems: 100,
                items: {
                  type: "object",
                  required: ["Name"],
                  properties: {
                    Name: { type: "string", minLength: 1, maxLength: 1024 },
                    Unit: { type: "string", minLength: 1 },
                    StorageResolution: { type: "integer", enum: [1, 60] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

interface Directive {
  Namespace: string;
  Dimensions: readonly (readonly string[])[];
  Metrics: readonly { Name: string; Unit?: string }[];
}

export interface MetricLine extends Record<string, unknown> {
  _aws: { Timestamp: number; CloudWatchMetrics: readonly Directive[] };
}

const validate = new Ajv({ strict: false }).compile<MetricLine>(embeddedMetricFormat);

const isValue = (value: unknown): boolean =>
  typeof value === "number" ||
  (Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every((each) => typeof each === "number"));

/** What the schema cannot say: that the line holds what its directives name. */
const missingIn = (line: MetricLine): readonly string[] =>
  line._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => [
    ...Dimensions.flat().filter((name) => typeof line[name] !== "string" || line[name] === ""),
    ...Metrics.map(({ Name }) => Name).filter((name) => !isValue(line[name])),
  ]);

/** Throws where the line is none; CloudWatch would drop it without a word. */
export const readMetricLine = (text: string): MetricLine => {
  // Anything before the object, such as the time that Lambda puts there, makes it no metric.
  const line: unknown = JSON.parse(text);
  if (!validate(line)) throw new Error(`no line of metrics: ${JSON.stringify(validate.errors)}\n${text}`);
  const missing = missingIn(line);
  if (missing.length > 0) throw new Error(`it names and does not hold: ${missing.join(", ")}\n${text}`);
  return line;
};

/** Those among what was printed that were meant as metrics. */
export const metricLinesAmong = (lines: readonly string[]): readonly MetricLine[] =>
  lines.filter((line) => line.includes('"CloudWatchMetrics"')).map(readMetricLine);

/** What is shown of a line: its metrics, without what is the same in all. */
export const metricsIn = (line: MetricLine): Record<string, unknown> =>
  Object.fromEntries(
    line._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics).map(({ Name }) => [Name, line[Name]]),
  );

/** The sums of what several lines have. */
export const sumsOf = (lines: readonly MetricLine[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const line of lines)
    for (const [name, value] of Object.entries(metricsIn(line)))
      sums[name] = (sums[name] ?? 0) + [value].flat().reduce<number>((sum, each) => sum + Number(each), 0);
  return sums;
};

export const isMetricLine = (text: string): boolean => {
  try {
    return isProperties(readMetricLine(text));
  } catch {
    return false;
  }
};
