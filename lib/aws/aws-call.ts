// What every call to AWS has in common: how long it may take, and what its failure means for whoever asked us.
import { Fault, type FaultKind } from "../core/faults.ts";

export interface ClientTimes {
  maxAttempts: number;
  connectMs: number;
  requestMs: number;
}

/**
 * For the constructor of a client of the AWS SDK itself, such as the command line's. The SDK's own limits are minutes, and its request time-out only warns unless
 * it is told otherwise.
 */
export const clientOptions = ({ maxAttempts, connectMs, requestMs }: ClientTimes) => ({
  maxAttempts,
  requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
});

/** Where nothing answered, Node names every error "Error": which it was, such as ECONNREFUSED, is its code, or that of what caused it. */
const connectionCode = (error: Error): string | undefined => {
  const { code, cause, errors } = error as Error & { code?: unknown; errors?: unknown };
  if (typeof code === "string") return code;
  // A name with several addresses fails with an error for each of them.
  const inner: unknown = Array.isArray(errors) ? errors[0] : cause;
  return inner instanceof Error ? connectionCode(inner) : undefined;
};

const errorNames = ["Error", "AggregateError"];

/** What the log says of it: AWS's own name for the error, or the code of a connection that failed. */
export const awsErrorOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return errorNames.includes(cause.name) ? (connectionCode(cause) ?? cause.name) : cause.name;
};

/** For `catch`: throws a Fault that names AWS's error, and nothing of what was in the call. */
export const throwAs =
  (kind: FaultKind) =>
  (cause: unknown): never => {
    throw new Fault(kind, { retryAfterSeconds: 5, logged: { awsError: awsErrorOf(cause) }, cause });
  };
