// Says what a command could not do, in words for the person who typed it: what was expected, what came, what to do.

/** Programs read them in the JSON of an error, beside those of the functions. Each stands in the reference with what it means. */
export const failureCodes = {
  NOT_DONE: "it could not be done; the message says why",
  NOT_FOUND: "there is no such thing: an account, an id, a file, a source, a stage",
  NOT_CONFIRMED: "a yes was needed and did not come: add `--yes` where nobody is there to be asked",
  NOTHING_RUNS: "no stack runs here, and no `--stage` was named",
  CONFIG_INVALID: "`hooks.config.ts` cannot be read; `details` has each problem",
  USAGE_INVALID: "the command line is wrong, and nothing was begun (exit code 2)",
  AWS_CREDENTIALS_MISSING: "a stage was named, and there are no credentials for AWS",
  AWS_FAILED: "AWS, or the way to it, failed or refused; `details` has its own code",
  BAD_VERDICT: "it was done, and what was found is not good",
} as const;

export type FailureCode = keyof typeof failureCodes;

/** It ends the command with exit code 1 and its message; everything else that is thrown is AWS's failure or a defect of ours. */
export class Failure extends Error {
  override readonly name: string = "Failure";
  /** They are what it consists of, a line each. */
  readonly details: readonly string[];
  readonly code: FailureCode;

  constructor(message: string, details: readonly string[] = [], code: FailureCode = "NOT_DONE") {
    super(message);
    this.details = details;
    this.code = code;
  }
}

/** What was asked for is done and printed, and its answer is not the good one: a script learns it from the exit code. */
export class BadVerdict extends Failure {
  override readonly name = "BadVerdict";

  constructor(message: string, details: readonly string[] = []) {
    super(message, details, "BAD_VERDICT");
  }
}

/** What was named is not there: the message says which there are. */
export class NotFound extends Failure {
  override readonly name: string = "NotFound";

  constructor(message: string) {
    super(message, [], "NOT_FOUND");
  }
}
