// What a test process is asked to do, and what it answers: both go through a pipe between processes.

export interface TestOrder {
  /** The source that stands in for a file's own, by URL. */
  mutated: { url: string; source: string };
  /** `only` are places among the tests of a file that has `count` of them. */
  files: readonly { path: string; only: readonly number[]; count: number }[];
}

export interface DryRunOrder {
  path: string;
  /** Where in each file, by URL, mutants begin. */
  watched: Readonly<Record<string, readonly number[]>>;
}

/** The places of `watched` that were reached, by URL. */
export type Reached = Readonly<Record<string, readonly number[]>>;

export interface TestRecord {
  /** Its place among all tests of the file. */
  index: number;
  title: string;
  isPassed: boolean;
  durationMs: number;
  reached: Reached;
}

export interface DryRun {
  /** Of all tests of the file, also of those that are skipped. */
  count: number;
  /** Reached before any test of the file began: every test of it may depend on that. */
  atImport: Reached;
  tests: readonly TestRecord[];
}

export type TestAnswer =
  | { outcome: "failed"; title: string }
  | { outcome: "passed" }
  | { outcome: "recorded"; run: DryRun };
