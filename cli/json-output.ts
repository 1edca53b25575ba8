// Sees to it that with --json there is one JSON document on stdout and nothing else, whatever comes of the command.
import { outputTo, shownLines } from "./display/output.ts";
import type { Surroundings } from "./with-connection.ts";

/** Also where the rest of the line is wrong: who asked for JSON reads nothing else. What stands behind an option of `valued` is its value. */
export const asksForJson = (args: readonly string[], valued: ReadonlySet<string>): boolean => {
  const end = args.indexOf("--");
  const words = end === -1 ? args : args.slice(0, end);
  return words.some((word, index) => word === "--json" && !valued.has(words[index - 1] ?? ""));
};

export interface JsonSurroundings extends Surroundings {
  /** Prints the document of a failure, unless the command has printed its result. */
  fail(document: unknown): void;
  /** Help that was asked for comes in parts. */
  takeHelp(text: string): void;
  printHelp(): void;
}

/** No bar moves there: a program reads, and is told how far it is where it asked for that. */
export const jsonSurroundings = (surroundings: Surroundings): JsonSurroundings => {
  let hasPrinted = false;
  let help = "";
  const stdout = (text: string): void => {
    hasPrinted = true;
    surroundings.stdout(text);
  };
  const { json } = outputTo({ ...surroundings, stdout }, { json: true });
  return {
    ...surroundings,
    stdout,
    terminal: undefined,
    fail: (document) => {
      if (!hasPrinted) json(document);
    },
    takeHelp: (text) => {
      help += text;
    },
    printHelp: () => json({ help: shownLines(help) }),
  };
};
