// Runs one command line to its exit code: 0 done, 1 not done, 2 wrong usage.
import { CommanderError } from "commander";
import { describeError } from "./describe-error.ts";
import { outputTo } from "./display/output.ts";
import { hooksProgram } from "./program.ts";
import type { Surroundings } from "./with-connection.ts";

export const runHooks = async (args: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> => {
  try {
    await hooksProgram(surroundings).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Help that was asked for counts as done.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    outputTo(surroundings, { json: false }).warn(`error: ${describeError(error)}`);
    return 1;
  }
};
