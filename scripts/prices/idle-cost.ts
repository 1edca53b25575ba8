// What a stack costs in a month in which nothing happens, counted from the template that is deployed.
import { freeDashboards, hoursOfMonth, type Prices } from "./prices.ts";

export interface CloudTemplate {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
}

export interface CostLine {
  readonly what: string;
  /** How many of them, or how many times a month. */
  readonly count: number;
  readonly usd: number;
}

export interface IdleCost {
  readonly lines: readonly CostLine[];
  readonly usd: number;
}

export interface IdleWork {
  /** Metrics of its own that a stack reports though nothing happens; one that reports nothing costs nothing. */
  readonly reportedMetrics: number;
  /** What one minute of a function on a schedule asks for, where nothing is due. */
  readonly minute: {
    readonly seconds: number;
    readonly writeUnits: number;
    readonly readUnits: number;
    readonly logBytes: number;
  };
}

/** It is more than was measured of them on average: 15 ms, 0.7 write units, 0.5 read units, 340 bytes. */
export const idleWork: IdleWork = {
  reportedMetrics: 0,
  minute: { seconds: 0.03, writeUnits: 1, readUnits: 1, logBytes: 450 },
};

/** Lambda keeps so many polls of a queue open, each of 20 s: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const pollersOfMapping = 5;
const pollSeconds = 20;
/** A process reads a secret once an hour, and one of each function with it is kept alive by its schedule. */
const secretReadsAnHour = 1;

type Properties = Readonly<Record<string, unknown>>;

const isProperties = (value: unknown): value is Properties => typeof value === "object" && value !== null;

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (isProperties(found) ? found[name] : undefined), value);

const listAt = (value: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** The logical id that `{"Fn::GetAtt": [id, "Arn"]}` names. */
const idOf = (arn: unknown): string | undefined => {
  const [id] = listAt(arn, "Fn::GetAtt");
  return typeof id === "string" ? id : undefined;
};

const minutesOf = (expression: unknown): number | undefined => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const unitMinutes = { minute: 1, hour: 60, day: 1440 };
  return unit === undefined ? undefined : Number(count) * unitMinutes[unit as keyof typeof unitMinutes];
};

/** An alarm on a sum of metrics is billed for each of them. */
const metricsOfAlarm = (properties: unknown): number =>
  Math.max(1, listAt(properties, "Metrics").filter((metric) => at(metric, "MetricStat") !== undefined).length);

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Throws where a schedule is written in a way that is not known here: it would be left out without a word. */
export const idleCost = (template: CloudTemplate, prices: Prices, work: IdleWork = idleWork): IdleCost => {
  const resources = Object.entries(template.Resources);
  const ofType = (type: string): readonly unknown[] =>
    resources.flatMap(([, { Type, Properties }]) => (Type === type ? [Properties] : []));
  const propertiesOf = (id: string | undefined): unknown =>
    id === undefined ? undefined : template.Resources[id]?.Properties;

  const alarms = sum(ofType("AWS::CloudWatch::Alarm").map(metricsOfAlarm));
  const dashboards = ofType("AWS::CloudWatch::Dashboard").length;
  const paidDashboards = Math.max(0, dashboards - freeDashboards);
  // A filter that says what to report where no line is found reports in every minute in which a line is written.
  const filtered = ofType("AWS::Logs::MetricFilter")
    .flatMap((properties) => listAt(properties, "MetricTransformations"))
    .filter((each) => at(each, "DefaultValue") !== undefined).length;
  const metrics = filtered + work.reportedMetrics;

  const secretsOf = (properties: unknown): readonly string[] =>
    Object.entries(Object(at(properties, "Environment", "Variables"))).flatMap(([name, id]) =>
      name.endsWith("_SECRET_ID") ? [JSON.stringify(id)] : [],
    );
  const functions = ofType("AWS::Lambda::Function");
  const secrets = new Set(functions.flatMap(secretsOf)).size;

  const polls = ofType("AWS::Lambda::EventSourceMapping").flatMap((mapping) => {
    const queue = idOf(at(mapping, "EventSourceArn"));
    if (template.Resources[queue ?? ""]?.Type !== "AWS::SQS::Queue") return [];
    const isFifo = at(propertiesOf(queue), "FifoQueue") === true;
    const count = (pollersOfMapping * hoursOfMonth * 3600) / pollSeconds;
    const price = isFifo ? prices.millionFifoQueueRequests : prices.millionQueueRequests;
    return [{ count, usd: (count * price) / 1e6 }];
  });

  const runs = ofType("AWS::Events::Rule").flatMap((rule) => {
    const expression = at(rule, "ScheduleExpression");
    if (expression === undefined) return [];
    const minutes = minutesOf(expression);
    if (minutes === undefined)
      throw new Error(
        `cannot count how often ${JSON.stringify(expression)} runs: write rate(…), or teach scripts/prices/idle-cost.ts`,
      );
    return listAt(rule, "Targets").map((target) => {
      const properties = propertiesOf(idOf(at(target, "Arn")));
      const gigabytes = Number(at(properties, "MemorySize") ?? 128) / 1024;
      return { count: (hoursOfMonth * 60) / minutes, gigabytes, reads: secretsOf(properties).length };
    });
  });
  const runCount = sum(runs.map(({ count }) => count));
  const gigabyteSeconds = sum(runs.map(({ count, gigabytes }) => count * gigabytes * work.minute.seconds));
  const tableUsd =
    (runCount *
      (work.minute.writeUnits * prices.millionTableWriteUnits + work.minute.readUnits * prices.millionTableReadUnits)) /
    1e6;
  const secretReads = sum(runs.map(({ reads }) => reads)) * hoursOfMonth * secretReadsAnHour;

  const lines: readonly CostLine[] = [
    { what: "alarms", count: alarms, usd: alarms * prices.alarmMonth },
    { what: "secrets", count: secrets, usd: secrets * prices.secretMonth },
    { what: "metrics reported though nothing happens", count: metrics, usd: metrics * prices.metricMonth },
    {
      what: `dashboards beyond the ${freeDashboards} that are free`,
      count: paidDashboards,
      usd: paidDashboards * prices.dashboardMonth,
    },
    { what: "polls of queues", count: sum(polls.map(({ count }) => count)), usd: sum(polls.map(({ usd }) => usd)) },
    {
      what: "runs of schedules: functions",
      count: runCount,
      usd: (runCount * prices.millionFunctionRequests) / 1e6 + gigabyteSeconds * prices.gigabyteSecond,
    },
    { what: "runs of schedules: table", count: runCount, usd: tableUsd },
    {
      what: "runs of schedules: logs",
      count: runCount,
      usd: (runCount * work.minute.logBytes * prices.gigabyteOfLogs) / 1e9,
    },
    { what: "reads of secrets", count: secretReads, usd: (secretReads * prices.millionSecretReads) / 1e6 },
  ];
  return { lines, usd: sum(lines.map(({ usd }) => usd)) };
};
