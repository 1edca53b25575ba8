// Runs the commands that deploy and remove, as somebody types them, in the user's folder: there is no second way to do either.
import { spawn } from "node:child_process";
import { userFolder } from "../local/user-folder.mjs";

export interface ProgramResult {
  readonly code: number;
  /** What it printed, both streams as they came. */
  readonly output: string;
}

/** What is printed goes to `onText` as it comes: a deployment takes minutes. It never throws for how the program ended. */
export type RunProgram = (
  words: readonly string[],
  options: { readonly environment: NodeJS.ProcessEnv; onText(text: string): void },
) => Promise<ProgramResult>;

export const runProgram: RunProgram = ([program = "", ...args], { environment, onText }) =>
  new Promise((resolve) => {
    let output = "";
    const child = spawn(program, args, {
      cwd: userFolder(environment),
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // On Windows npm is a script.
      shell: process.platform === "win32",
    });
    const take = (chunk: unknown): void => {
      output += String(chunk);
      onText(String(chunk));
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
