// Adds up what an invocation did, and writes it once, at its end: a line costs by its bytes, and a metric by the month.
import { type MetricName, type MetricValues, metricRows } from "../core/metrics.ts";

export interface Meter {
  add(name: MetricName, value?: number): void;
  /** Writes what there is to say, and nothing where there is nothing. Never throws: a metric is not worth an invocation. */
  write(): Promise<void>;
}

/** For whoever counts nothing, such as the command line. */
export const noMeter: Meter = { add: () => {}, write: async () => {} };

export interface MeterOptions {
  writeLine(values: MetricValues, atMs: number): Promise<void>;
  clock: { now(): number };
  onFailure(error: unknown): void;
}

/** A run that lasts longer says so minute by minute, so that a graph does not show all of it at its end. */
const longestKeptMs = 60_000;
/** The Embedded Metric Format takes 100 values of one metric in a line. */
const mostValues = 50;

export const lineMeter = ({ writeLine, clock, onFailure }: MeterOptions): Meter => {
  let kept: Map<MetricName, number[]> = new Map();
  let sinceMs = 0;

  const write = async (): Promise<void> => {
    if (kept.size === 0) return;
    const values = Object.fromEntries(
      [...kept].map(([name, each]) => [name, each.length === 1 ? (each[0] ?? 0) : each]),
    );
    // Whatever is added while the line is written belongs to the next one.
    kept = new Map();
    await writeLine(values, clock.now()).catch(onFailure);
  };

  return {
    add: (name, value = 1) => {
      if (kept.size > 0 && clock.now() - sinceMs >= longestKeptMs) void write();
      if (kept.size === 0) sinceMs = clock.now();
      const { several } = metricRows[name];
      const before = kept.get(name) ?? [];
      const [only = 0] = before;
      if (several === "each") kept.set(name, [...before, value]);
      else kept.set(name, [several === "added" ? only + value : Math.max(only, value)]);
      if (before.length + 1 >= mostValues) void write();
    },
    write,
  };
};
