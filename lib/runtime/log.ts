// Writes one JSON object a line, as CloudWatch indexes it. The type decides what may stand in a line, so that nothing private slips in.
import { shownJson } from "../core/texts/shown-text.ts";

/** Codes, names, ids and numbers only: no body, header, text, name of a person or whole phone number has a place here. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const write =
  (level: string, sink: (line: string) => void) =>
  (message: string, fields: LogFields = {}): void => {
    // What the sink answers is nobody's business: where a failure is logged and passed over, it would be taken for the answer.
    sink(shownJson({ level, message, ...fields }));
  };

/**
 * Not console.log: Lambda puts the time, its request and the level before each line of that, 67 bytes which CloudWatch bills,
 * and the line is no JSON to it any more. The time is the event's own, the level stands in the line.
 */
const printLine = (line: string): unknown => process.stdout.write(`${line}\n`);

export const jsonLog = (sink: (line: string) => void = printLine): Log => ({
  info: write("info", sink),
  warn: write("warn", sink),
  error: write("error", sink),
});
