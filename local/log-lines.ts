// Keeps the last lines that the functions printed, so that one can look why something was done without the terminal of `npm start`.

export interface LogLine {
  /** The ISO instant, by the local clock. */
  readonly at: string;
  readonly functionName: string;
  readonly line: string;
}

export interface LogLines {
  add(functionName: string, line: string): void;
  /** The newest last. */
  all(): readonly LogLine[];
}

const kept = 2_000;

export const logLines = (now: () => number): LogLines => {
  const lines: LogLine[] = [];
  return {
    add: (functionName, line) => {
      if (lines.push({ at: new Date(now()).toISOString(), functionName, line }) > kept) lines.shift();
    },
    all: () => lines,
  };
};
