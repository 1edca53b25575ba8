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

/** Answers the next line of what is piped in, without its end: where no terminal is there, a program answers. */
export const readPiped = async (input: NodeJS.ReadableStream): Promise<string> => {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
  }
};
