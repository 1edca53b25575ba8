// What the bench is made of: a group is one table, and a line of it is something of ours, a rival of it, or its floor.
import type { Shared } from "./shared.ts";

/** One column: what each line's samples give, and how it is written. */
export interface Metric {
  readonly key: string;
  readonly heading: string;
  readonly digits: number;
  /** Whether the table also shows it as a multiple of the group's reference. */
  readonly hasRatio?: boolean;
}

/** By the keys of the group's metrics; one that a line does not have is left out. */
export type Sample = Readonly<Record<string, number>>;

export interface Line {
  readonly name: string;
  readonly role: "ours" | "earlier" | "rival" | "floor";
  /** One measurement, worth one number of each metric. Throws where what was measured did not do its work. */
  sample(): Promise<Sample>;
}

export interface OpenGroup {
  readonly lines: readonly Line[];
  close?(): Promise<void>;
}

export interface Group {
  /** As `--only` names it. */
  readonly name: string;
  readonly title: string;
  /** What is measured and how, in sentences for whoever reads the table. */
  readonly measures: string;
  readonly metrics: readonly Metric[];
  /** The line whose samples the ratios are of, sample by sample; without it there are none. */
  readonly reference?: string;
  /** How often each line is sampled; the lines of a group take each its round. */
  readonly rounds: number;
  readonly quickRounds: number;
  /** It is called once a run, just before the first round; `wants` says which lines will be asked for. */
  open(shared: Shared, wants: (line: string) => boolean): Promise<OpenGroup>;
}
