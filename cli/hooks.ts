// Runs what is typed after `npm run hooks --`.
import { createInterface } from "node:readline/promises";
import { registerOwnPackage } from "../local/register-own-package.ts";
import { askHidden, pipedLines } from "./ask-hidden.ts";
import { helpLanguage, mayShowHelp } from "./help/help-language.ts";
import { runHooks } from "./program.ts";

registerOwnPackage();

// Whoever reads our output may stop before its end, as `head` does, or close the terminal: what is under way is ended in order.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error) => {
    if (!["EPIPE", "EIO"].includes(Object(error).code)) throw error;
  });

const ask = async (question: string): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
};

const nextPiped = pipedLines(process.stdin);

const args = process.argv.slice(2);
const spoken = mayShowHelp(args) ? { helpLanguage: await helpLanguage(process.env) } : {};

process.exitCode = await runHooks(args, {
  ...spoken,
  environment: process.env,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  ask: process.stdin.isTTY ? ask : undefined,
  askHidden: (question) =>
    process.stdin.isTTY ? askHidden({ input: process.stdin, output: process.stderr }, question) : nextPiped(),
  terminal: process.stderr.isTTY ? process.stderr : undefined,
});

// A pipe that was read from, and that nobody closes, would keep this process.
process.stdin.destroy();
