// Runs another program to its end, and throws with the last of what it printed if it fails.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

const charactersKept = 4_000;

interface ProgramOptions {
  readonly cwd?: string;
  /** Beside this process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Answers what it printed. */
export const runProgram = async (
  program: string,
  args: readonly string[],
  { cwd, environment = {} }: ProgramOptions = {},
): Promise<string> => {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  if (code !== 0)
    throw new Error(
      `${[program, ...args].join(" ")} ended with ${signal ?? code}:\n${`${output}\n${errors}`.trim().slice(-charactersKept)}`,
    );
  return output;
};

/** Whether a program of that name is found and ends well. */
export const canRun = async (program: string, args: readonly string[] = ["--version"]): Promise<boolean> => {
  try {
    await runProgram(program, args);
    return true;
  } catch {
    return false;
  }
};
