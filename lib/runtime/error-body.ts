// How a failure is shown: one shape for a whole answer and for one item of a batch.
import { Fault, faults } from "../core/faults.ts";
import type { Issue } from "../core/issue.ts";

export interface ErrorBody {
  error: { code: string; message: string; issues?: readonly Issue[]; retryAfterSeconds?: number; requestId: string };
}

/** Anything that is not a Fault is a defect of ours. */
export const toFault = (error: unknown): Fault =>
  error instanceof Fault ? error : new Fault(faults.internal, { cause: error });

/** What the engineer reads of a 500 stays in the log: the caller is told its summary only. */
export const errorBody = ({ kind, message, issues, retryAfterSeconds }: Fault, requestId: string): ErrorBody => ({
  error: {
    code: kind.code,
    message: kind.status === 500 ? kind.summary : message,
    ...(issues.length > 0 && { issues }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    requestId,
  },
});
