// Describes a failure in the words of whoever typed the command; only a defect of ours shows its stack.
import { CommanderError } from "commander";
import { Fault, faults } from "../lib/core/faults.ts";
import { asFault, isRateLimit } from "../lib/wts/choose-fault.ts";
import { deniedRemedy } from "./denied-remedy.ts";
import { Failure } from "./failure.ts";

const unknownKey =
  "AWS knows no such access key; check AWS_PROFILE and both halves of the key, or make a new one in IAM";

const expired = "the AWS credentials have expired; sign in again";

const credentialErrors: Readonly<Record<string, string>> = {
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  InvalidClientTokenId: unknownKey,
  UnrecognizedClientException: unknownKey,
  SignatureDoesNotMatch: "the secret half of the access key is another; enter both halves again",
};

/** These errors of AWS, or of the way to it, have a remedy. */
const remedies: Readonly<Record<string, string>> = {
  ...credentialErrors,
  ECONNREFUSED: "nothing answers there; is `npm start` still running?",
  ENOTFOUND: "nothing has that name; check --region and this machine's network",
  EAI_AGAIN: "the name could not be looked up; check this machine's network",
  ResourceNotFoundException: "check --stage and --region",
};

/** It has words of its own, as those of the functions would mislead: nobody was asked anything. */
const credentialsMissing = "CredentialsProviderError";

const causeOf = (error: unknown): unknown => (error instanceof Fault ? error.cause : error);

/** Whoever signs in again has others, of which a client that was made before knows nothing. */
const credentialNames = [...Object.keys(credentialErrors), credentialsMissing, "AWS credentials are missing"];

/** Of the text that describes a failure: it is about who asks, and not about what was asked. */
export const namesCredentials = (message: string): boolean => credentialNames.some((name) => message.includes(name));

export const lacksCredentials = (error: unknown): boolean => Object(causeOf(error)).name === credentialsMissing;

const codeOf = (error: Error): string => {
  const { code } = Object(error);
  return typeof code === "string" && code in remedies ? code : error.name;
};

const isFromOutside = (error: Error): boolean => "$metadata" in error || codeOf(error) in remedies;

const withCause = (error: Error): string => {
  const code = codeOf(error);
  const remedy = remedies[code] ?? deniedRemedy(error.message);
  return [code, error.message, remedy].filter(Boolean).join(": ");
};

/** It is one line where nothing is broken: WTS that fails, or refuses our key, is no defect of ours. */
export const describeError = (given: unknown): string => {
  const error = asFault(given);
  if (error instanceof Failure) return [error.message, ...error.details].join(" ");
  if (lacksCredentials(error)) {
    const { message } = Object(causeOf(error));
    return `AWS credentials are missing (${message}): sign in to AWS, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
  }
  // What an issue says is what there is to correct; its summary only says that there are some.
  if (error instanceof Fault && error.issues.length > 0)
    return error.issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
  if (error instanceof Fault && isRateLimit(error))
    return `the account's rate has nothing free for this now, so that WTS was not asked; there is room again in ${error.retryAfterSeconds ?? 1} s`;
  if (error instanceof Fault)
    return error.cause instanceof Error ? `${error.message} (${withCause(error.cause)})` : error.message;
  if (!(error instanceof Error)) return String(error);
  return isFromOutside(error) ? withCause(error) : (error.stack ?? error.message);
};

/** A configuration's problems, and the steps to a defect, have a line each. Nothing of a sender begins one. */
export const errorLines = (given: unknown): string[] => {
  const error = asFault(given);
  if (error instanceof Failure) return [error.message, ...error.details];
  const isOurs = error instanceof Fault ? error.kind === faults.configInvalid : !isFromOutside(Object(error));
  return isOurs ? describeError(error).split("\n") : [describeError(error)];
};

interface Detail {
  readonly message: string;
  readonly code?: string;
  readonly path?: string;
}

interface ErrorDocument {
  readonly error: { readonly code: string; readonly message: string; readonly details?: readonly Detail[] };
}

const documentOf = (code: string, message: string, details: readonly Detail[] = []): ErrorDocument => ({
  error: { code, message, ...(details.length > 0 && { details }) },
});

/** Where only the beginning of a command was typed, its help is what commander says. */
const usageText = ({ code, message }: CommanderError): string =>
  code === "commander.help" ? "a command is missing: add --help for the list" : message.replace(/^error: /, "");

/** For people each has a line of a list. */
const detailOf = (line: string): Detail => ({ message: line.trim().replace(/^- /, "") });

/** What a program reads in place of the result. */
export const errorDocument = (given: unknown): ErrorDocument => {
  if (given instanceof CommanderError) return documentOf("USAGE_INVALID", usageText(given));
  const error = asFault(given);
  if (error instanceof Failure) return documentOf(error.code, error.message, error.details.map(detailOf));
  if (error instanceof Fault && error.kind === faults.configInvalid && error.issues.length === 0) {
    const [message = "", ...problems] = error.message.split("\n");
    return documentOf(error.kind.code, message, problems.map(detailOf));
  }
  if (lacksCredentials(error)) return documentOf("AWS_CREDENTIALS_MISSING", describeError(error));
  if (error instanceof Fault) return documentOf(error.kind.code, describeError(error), error.issues);
  if (!(error instanceof Error)) return documentOf(faults.internal.code, String(error));
  if (!isFromOutside(error)) return documentOf(faults.internal.code, error.message);
  return documentOf("AWS_FAILED", withCause(error), [{ code: codeOf(error), message: error.message }]);
};
