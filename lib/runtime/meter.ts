// Adds up what an invocation did, and writes it once, at its end: a line costs by its bytes, and a metric by the month.
import { type MetricName, type MetricValues, metricRows } from "../core/metrics.ts";
import type { Breakdown } from "../core/metrics-config.ts";

/** Whom it is about: names of the configuration or of the accounts secret, of which there are few. */
export type CountedFor = Readonly<Partial<Record<Breakdown, string>>>;

export interface Meter {
  add(name: MetricName, value?: number, of?: CountedFor): void;
  /** Writes what there is to say, and nothing where there is nothing. Never throws: a metric is not worth an invocation. */
  write(): Promise<void>;
}

/** For whoever counts nothing, such as the command line. */
export const noMeter: Meter = { add: () => {}, write: async () => {} };

/** A dimension beside the stage. */
export interface FurtherDimension {
  readonly name: Breakdown;
  readonly value: string;
}

export interface MeterOptions {
  writeLine(values: MetricValues, atMs: number, further?: FurtherDimension): Promise<void>;
  clock: { now(): number };
  onFailure(error: unknown): void;
  /** By these there is a line more for each value. */
  by?: readonly Breakdown[];
}

/** A run that lasts longer says so minute by minute, so that a graph does not show all of it at its end. */
const longestKeptMs = 60_000;
/** The Embedded Metric Format takes 100 values of one metric in a line. */
const mostValues = 50;

interface KeptLine {
  readonly further?: FurtherDimension;
  readonly values: Map<MetricName, number[]>;
}

const valuesOf = ({ values }: KeptLine): MetricValues =>
  Object.fromEntries([...values].map(([name, each]) => [name, each.length === 1 ? (each[0] ?? 0) : each]));

export const lineMeter = ({ writeLine, clock, onFailure, by = [] }: MeterOptions): Meter => {
  let kept = new Map<string, KeptLine>();
  let sinceMs = 0;
  let underWay: Promise<void> = Promise.resolve();

  const writeAll = async (lines: readonly KeptLine[], atMs: number): Promise<void> => {
    for (const line of lines) await writeLine(valuesOf(line), atMs, line.further).catch(onFailure);
  };

  /** Who ends the invocation waits for the lines that were begun before, too: Lambda may stop the process after it. */
  const write = (): Promise<void> => {
    const lines = [...kept.values()];
    // Whatever is added while the lines are written belongs to the next ones.
    kept = new Map();
    const atMs = clock.now();
    underWay = underWay.then(() => writeAll(lines, atMs));
    return underWay;
  };

  const addTo = (further: FurtherDimension | undefined, name: MetricName, value: number): void => {
    const key = further ? `${further.name} ${further.value}` : "";
    const line = kept.get(key) ?? { ...(further && { further }), values: new Map<MetricName, number[]>() };
    kept.set(key, line);
    const { several } = metricRows[name];
    const before = line.values.get(name) ?? [];
    const [only = 0] = before;
    if (several === "each") line.values.set(name, [...before, value]);
    else line.values.set(name, [several === "added" ? only + value : Math.max(only, value)]);
    if (before.length + 1 >= mostValues) void write();
  };

  return {
    add: (name, value = 1, of = {}) => {
      if (kept.size > 0 && clock.now() - sinceMs >= longestKeptMs) void write();
      if (kept.size === 0) sinceMs = clock.now();
      for (const each of by) {
        const { [each]: named } = of;
        if (named !== undefined) addTo({ name: each, value: named }, name, value);
      }
      addTo(undefined, name, value);
    },
    write,
  };
};
