// Says what a command could not do, in words for the person who typed it: what was expected, what came, what to do.

/** It ends the command with exit code 1 and its message; everything else that is thrown is AWS's failure or a defect of ours. */
export class Failure extends Error {
  override readonly name: string = "Failure";
  /** They are what it consists of, a line each. */
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/** What was asked for is done and printed, and its answer is not the good one: a script learns it from the exit code. */
export class BadVerdict extends Failure {
  override readonly name = "BadVerdict";
}
