// The composition root: makes what a function names, and what that needs, out of its environment and configuration. Nothing
// else of what is deployed reads process.env.
import { type AwsEnvironment, awsEnvironment } from "../aws/aws-environment.ts";
import type { metricLines } from "../aws/metric-lines.ts";
import { refuseConfig } from "../core/config-problems.ts";
import type { Breakdown, MetricsConfig } from "../core/metrics-config.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { jsonLog, type Log } from "../runtime/log.ts";
import { lineMeter, type Meter, noMeter } from "../runtime/meter.ts";

/** As serverless.yml gives them to the functions. */
type VariableName =
  | "ACCOUNTS_SECRET_ID"
  | "BUS_NAME"
  | "COMMANDS_DEAD_QUEUE_URL"
  | "COMMANDS_QUEUE_URL"
  | "ACCESS_SECRET_ID"
  | "EVENTS_QUEUE_URL"
  | "PARKED_QUEUE_URL"
  | "STAGE"
  | "TABLE_NAME";

/** The library of the metrics names the last one: it is for who runs functions where nobody reads any. */
type OptionalName = "WTS_BASE_URL" | "NOTIFY_BASE_URL" | "LD_LIBRARY_PATH" | "POWERTOOLS_METRICS_DISABLED";

interface Root<Config> {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly aws: AwsEnvironment;
  readonly meter: Meter;
  /** An environment variable that has to be there; a blank one counts as missing. */
  variable(name: VariableName): string;
  optionalVariable(name: OptionalName): string | undefined;
  /** Makes the part, or answers the one that another part of the same function has made already. */
  use<Value>(part: Part<Value, Config>): Value;
}

/**
 * Makes one thing. Each part is a function of its own, and not a property of one object, so that a bundle holds only the
 * parts that its function names.
 */
export type Part<Value, Config = unknown> = (root: Root<Config>) => Value;

/** It is loaded with the first line, since most invocations of a schedule have nothing to write. */
const stageMeter = (stage: string, by: readonly Breakdown[], clock: Clock, log: Log): Meter => {
  let loading: Promise<ReturnType<typeof metricLines>> | undefined;
  const load = async () => {
    const { metricLines } = await import("../aws/metric-lines.ts");
    return metricLines(stage);
  };
  return lineMeter({
    writeLine: async (...line) => {
      loading ??= load();
      (await loading)(...line);
    },
    clock,
    by,
    onFailure: (error) => log.error("metrics not written", faultFields(toFault(error))),
  });
};

/** Throws CONFIG_INVALID naming every variable that is missing, never a value. */
export const compose = <Values extends object, Config>(
  config: Config & { metrics?: MetricsConfig },
  parts: { readonly [Name in keyof Values]: Part<Values[Name], Config> },
): Values & Pick<Root<Config>, "clock" | "log" | "meter"> => {
  const made = new Map<unknown, unknown>();
  const missing = new Set<string>();
  const optionalVariable = (name: string): string | undefined => process.env[name]?.trim() || undefined;
  // What is missing is refused only below, so that one error names all of it.
  const variable = (name: VariableName): string => {
    const value = optionalVariable(name);
    if (value === undefined) missing.add(name);
    return value ?? "";
  };
  const clock = systemClock;
  const log = jsonLog();
  const isMetered = optionalVariable("POWERTOOLS_METRICS_DISABLED") !== "true";
  const root: Root<Config> = {
    config,
    clock,
    log,
    meter: isMetered ? stageMeter(variable("STAGE"), config.metrics?.by ?? [], clock, log) : noMeter,
    aws: awsEnvironment(optionalVariable, clock.now),
    optionalVariable,
    variable,
    use: <Value>(part: Part<Value, Config>): Value => {
      if (!made.has(part)) made.set(part, part(root));
      return made.get(part) as Value;
    },
  };
  const named = Object.entries<Part<unknown, Config>>(parts).map(([name, part]) => [name, root.use(part)]);
  refuseConfig(
    "the environment",
    [...missing].map((name) => `${name}: must be set`),
  );
  return { ...(Object.fromEntries(named) as Values), clock, log, meter: root.meter };
};
