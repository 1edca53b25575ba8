// What every call to AWS has in common: how long it may take, and what its failure means for whoever asked us.
import { Fault, type FaultKind } from "../core/faults.ts";

interface ClientTimes {
  maxAttempts: number;
  connectMs: number;
  requestMs: number;
}

/**
 * For the constructor of any AWS SDK client. The SDK's own limits are minutes, and its request time-out only warns unless
 * it is told otherwise.
 */
export const clientOptions = ({ maxAttempts, connectMs, requestMs }: ClientTimes) => ({
  maxAttempts,
  requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
});

/** For `catch`: throws a Fault that names AWS's error, and nothing of what was in the call. */
export const throwAs =
  (kind: FaultKind) =>
  (cause: unknown): never => {
    const awsError = cause instanceof Error ? cause.name : "unknown";
    throw new Fault(kind, { retryAfterSeconds: 5, logged: { awsError }, cause });
  };
