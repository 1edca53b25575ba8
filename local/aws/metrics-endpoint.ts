// Stands where CloudWatch stands: takes what functions print as metrics, and answers GetMetricData of the real SDK client.
import { isProperties, own, ownText } from "../../lib/core/value.ts";
import type { Listening } from "../listen.ts";
import { ServiceError, startJsonService } from "./json-service.ts";

interface Datum {
  /** Namespace, name and dimensions, as one text. */
  readonly of: string;
  readonly atMs: number;
  readonly value: number;
}

/** A local stack is asked for the last day at most. */
const keptMs = 25 * 60 * 60 * 1_000;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const nameOf = (namespace: string, metric: string, dimensions: readonly (readonly [string, string])[]): string =>
  JSON.stringify([namespace, metric, ...dimensions.toSorted(([one], [other]) => (one < other ? -1 : 1))]);

/** What CloudWatch would take out of the line: a datum for each metric, set of dimensions and value. */
const dataIn = (line: string): readonly Datum[] => {
  // Anything before the object makes it a line of the log, for CloudWatch too.
  if (!line.startsWith("{")) return [];
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return [];
  }
  const header = isProperties(read) ? own(read, "_aws") : undefined;
  if (!isProperties(read) || !isProperties(header)) return [];
  const atMs = Number(own(header, "Timestamp"));
  return list(own(header, "CloudWatchMetrics")).flatMap((directive) =>
    list(own(Object(directive), "Metrics")).flatMap((metric) =>
      list(own(Object(directive), "Dimensions")).flatMap((names) => {
        const name = ownText(Object(metric), "Name") ?? "";
        const dimensions = list(names).map((each) => [String(each), String(own(read, String(each)))] as const);
        const of = nameOf(ownText(Object(directive), "Namespace") ?? "", name, dimensions);
        return [own(read, name)].flat().map((value) => ({ of, atMs, value: Number(value) }));
      }),
    ),
  );
};

const statistics: Readonly<Record<string, (sorted: readonly number[]) => number>> = {
  Sum: (sorted) => sorted.reduce((sum, value) => sum + value, 0),
  Maximum: (sorted) => sorted.at(-1) ?? 0,
  p50: (sorted) => sorted[Math.ceil(sorted.length * 0.5) - 1] ?? 0,
  p95: (sorted) => sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0,
};

interface Asked {
  readonly fromMs: number;
  readonly toMs: number;
}

const resultOf = (data: readonly Datum[], query: unknown, { fromMs, toMs }: Asked) => {
  const asked = Object(own(Object(query), "MetricStat"));
  const metric = Object(own(asked, "Metric"));
  const stat = ownText(asked, "Stat") ?? "";
  const count = statistics[stat];
  const periodMs = Number(own(asked, "Period")) * 1_000;
  if (!count || !(periodMs >= 60_000))
    throw new ServiceError(
      "ValidationError",
      400,
      `only MetricStat with ${Object.keys(statistics).join(", ")} and periods of minutes are answered here`,
    );
  const dimensions = list(own(metric, "Dimensions")).map(
    (each) => [String(own(Object(each), "Name")), String(own(Object(each), "Value"))] as const,
  );
  const of = nameOf(ownText(metric, "Namespace") ?? "", ownText(metric, "MetricName") ?? "", dimensions);
  const periods = Map.groupBy(
    data.filter((each) => each.of === of && each.atMs >= fromMs && each.atMs < toMs),
    ({ atMs }) => fromMs + Math.floor((atMs - fromMs) / periodMs) * periodMs,
  );
  // The newest comes first, as CloudWatch answers.
  const points = [...periods].toSorted(([one], [other]) => other - one);
  return {
    Id: ownText(Object(query), "Id"),
    Label: ownText(metric, "MetricName"),
    StatusCode: "Complete",
    Timestamps: points.map(([atMs]) => atMs / 1_000),
    Values: points.map(([, inPeriod]) => count(inPeriod.map(({ value }) => value).toSorted((a, b) => a - b))),
  };
};

export interface MetricsEndpoint extends Listening {
  /** Takes a line that a function has printed; what is no line of metrics changes nothing. */
  take(line: string): void;
}

export const startMetricsEndpoint = async (now: () => number = Date.now): Promise<MetricsEndpoint> => {
  let data: readonly Datum[] = [];
  const listening = await startJsonService({
    "GraniteServiceVersion20100801.GetMetricData": (input) => {
      const asked = { fromMs: Number(input.StartTime) * 1_000, toMs: Number(input.EndTime) * 1_000 };
      return {
        MetricDataResults: list(input.MetricDataQueries).map((query) => resultOf(data, query, asked)),
        Messages: [],
      };
    },
  });
  return {
    ...listening,
    take: (line) => {
      const added = dataIn(line);
      if (added.length > 0) data = [...data.filter(({ atMs }) => atMs >= now() - keptMs), ...added];
    },
  };
};
