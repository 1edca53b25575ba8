// How a failure is shown: to its caller in one shape, and in the log without a word of a sender or of WTS.
import { Fault, type FaultKind, faults } from "../core/faults.ts";
import type { Issue } from "../core/issue.ts";
import type { LogFields } from "./log.ts";

/** The same for a whole answer and for one item of a batch. */
interface ErrorBody {
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

/** The first line of a stack is the message, which may quote input. */
const framesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? "")
        .split("\n")
        .filter((line) => /^\s+at /.test(line))
        .map((line) => line.trim())
    : [];

/** Paths of our own properties have no capitals beyond camelCase and no digits; a sender's key is cut off. */
const ownPropertyIn = (path: string): string => path.split(".")[0] ?? "";

const ownMessages: ReadonlySet<FaultKind> = new Set([
  faults.configInvalid,
  faults.deliveryNotMapped,
  faults.lookupFailed,
  faults.lookupUnavailable,
]);

/** Codes, properties of our own and what the fault itself lets be logged; the message only of the kinds whose message we write. */
export const faultFields = ({ kind, message, issues, logged, cause }: Fault): LogFields => ({
  code: kind.code,
  ...(ownMessages.has(kind) && { reason: message }),
  ...(kind === faults.internal && {
    errorName: cause instanceof Error ? cause.name : typeof cause,
    stack: framesOf(cause),
  }),
  ...(issues.length > 0 && {
    issues: issues.map(({ code, path }) =>
      code === "PROPERTY_UNKNOWN" ? code : `${code} ${ownPropertyIn(path)}`.trim(),
    ),
  }),
  ...logged,
});
