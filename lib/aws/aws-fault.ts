// What a failed AWS call means for whoever asked us: which service, and nothing of what was in the call.
import { Fault, type FaultKind } from "../core/faults.ts";

export const awsFault = (kind: FaultKind, cause: unknown): Fault =>
  new Fault(kind, {
    retryAfterSeconds: 5,
    logged: { awsError: cause instanceof Error ? cause.name : "unknown" },
    cause,
  });
