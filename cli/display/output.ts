// Prints what a command says, either for people or, with --json, for programs; never both in one stream. Nothing else of the command line writes.
import { shownJson, shownText } from "../../lib/core/texts/shown-text.ts";

export interface Streams {
  stdout(text: string): void;
  stderr(text: string): void;
}

export interface Output {
  /** People read it. Each text is one line: a line end within it came from outside, and is shown as what it is. */
  line(...lines: readonly string[]): void;
  /** Programs read it; a command prints it once. */
  json(value: unknown): void;
  /** Both read it, beside the result. */
  warn(...lines: readonly string[]): void;
}

/** Senders choose some of what is shown: nothing of it may steer the terminal, begin a line, or have it read from right to left. */
const linesText = (lines: readonly string[]): string => lines.map((line) => `${shownText(line)}\n`).join("");

/** Help and usage are ours, but for what was typed: their line ends stay. */
export const shownLines = (text: string): string => text.split("\n").map(shownText).join("\n");

/** What a program that we run prints, as it comes. */
export const passedOn =
  ({ stderr }: Pick<Streams, "stderr">) =>
  (text: string): void =>
    stderr(shownLines(text.replaceAll("\r\n", "\n")));

/** Of a program's JSON, for people: a line each. */
export const jsonLines = (value: unknown): string[] => shownJson(value, 2).split("\n");

export const outputTo = ({ stdout, stderr }: Streams, { json }: { json: boolean }): Output => ({
  line: (...lines) => {
    if (!json) stdout(linesText(lines));
  },
  json: (value) => {
    if (json) stdout(`${shownJson(value, 2)}\n`);
  },
  warn: (...lines) => stderr(linesText(lines)),
});
