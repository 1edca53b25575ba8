// The Fault that a piece of work ends in; anything else it ends in fails the test.
import { Fault } from "../../../lib/core/faults.ts";

export const faultOf = (work: () => unknown): Fault => {
  let answer: unknown;
  try {
    answer = work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`no fault, but ${JSON.stringify(answer)}`);
};

/** The lines of a configuration fault, without its heading. */
export const problemLines = (fault: Fault): string[] =>
  fault.message
    .split("\n")
    .slice(1)
    .map((line) => line.replace("  - ", ""));
