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

/** A connection that failed has the system's name for that, where the SDK calls it an Error. */
const awsErrorName = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  const { name, code } = cause as Error & { code?: unknown };
  return name === "Error" && typeof code === "string" ? code : name;
};

/** For `catch`: throws a Fault that names AWS's error, and nothing of what was in the call. */
export const throwAs =
  (kind: FaultKind) =>
  (cause: unknown): never => {
    const awsError = awsErrorName(cause);
    throw new Fault(kind, { retryAfterSeconds: 5, logged: { awsError }, cause });
  };
