// Keeps what the product logs, in place of lib/runtime/log.ts, which would print it: lines of a month would hide what a test says.
import type { Log, LogFields } from "../../../lib/runtime/log.ts";

export interface KeptLine extends LogFields {
  level: string;
  message: string;
}

/** The last of them, warnings and errors only. */
export const keptLines: KeptLine[] = [];
const mostKept = 5_000;

const keep =
  (level: string) =>
  (message: string, fields: LogFields = {}): void => {
    if (level === "info") return;
    keptLines.push({ ...fields, level, message });
    if (keptLines.length > mostKept) keptLines.shift();
  };

export const jsonLog = (_sink?: (line: string) => void): Log => ({
  info: keep("info"),
  warn: keep("warn"),
  error: keep("error"),
});
