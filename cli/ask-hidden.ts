// Asks for what nobody may see over a shoulder, nor find in the terminal's history: what is typed or pasted is not shown.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

interface Terminal {
  input: NodeJS.ReadableStream;
  /** The question goes there. */
  output: NodeJS.WritableStream;
}

/** Answers one line, as it was typed. Ctrl-C ends the process, as it does everywhere else. */
export const askHidden = async ({ input, output }: Terminal, question: string): Promise<string> => {
  const lines = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 });
  lines.once("SIGINT", () => {
    lines.close();
    output.write("\n");
    process.exit(130);
  });
  output.write(question);
  try {
    return await lines.question("");
  } finally {
    lines.close();
    output.write("\n");
  }
};

/**
 * What it answers reads what is piped in line by line: where no terminal is there, a program answers. Nothing is read before it is
 * asked for, and "" stands for the end.
 */
export const pipedLines = (input: NodeJS.ReadableStream): (() => Promise<string>) => {
  let lines: AsyncIterator<string> | undefined;
  return async () => {
    lines ??= createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
    const { done, value } = await lines.next();
    return done === true ? "" : value;
  };
};
