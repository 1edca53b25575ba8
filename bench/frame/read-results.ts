// Reads numbers out of what was measured: of a line alone, or as a multiple of another line of the same group.
import type { MeasuredGroup, MeasuredLine } from "./measure-group.ts";
import { type Summary, summaryOf } from "./summary.ts";

export const lineNamed = ({ lines }: MeasuredGroup, name: string | undefined): MeasuredLine | undefined =>
  lines.find((line) => line.name === name);

const valuesOf = ({ samples }: MeasuredLine, metric: string): readonly number[] =>
  samples.flatMap((sample) => sample[metric] ?? []);

/** Undefined if the line has no such number. */
export const summaryOfMetric = (line: MeasuredLine, metric: string): Summary | undefined => {
  const values = valuesOf(line, metric);
  return values.length === 0 ? undefined : summaryOf(values);
};

/** Sample by sample of the same round: what slowed down both does not show. */
export const ratioOf = (line: MeasuredLine, reference: MeasuredLine, metric: string): Summary | undefined => {
  const [above, below] = [valuesOf(line, metric), valuesOf(reference, metric)];
  if (above.length === 0 || above.length !== below.length) return undefined;
  return summaryOf(above.map((value, round) => value / (below[round] ?? Number.NaN)));
};
