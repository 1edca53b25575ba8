// What a failure leaves in the log: codes and places, never the words of a sender or of WTS.
import { type Fault, faults } from "../core/faults.ts";
import type { LogFields } from "./log.ts";

/** The first line of a stack is the message, which may quote input. */
const framesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? "")
        .split("\n")
        .filter((line) => /^\s+at /.test(line))
        .map((line) => line.trim())
    : [];

/** Paths of our own properties have no capitals beyond camelCase and no digits; a sender's key is cut off. */
const placeOf = (path: string): string => path.split(".")[0] ?? "";

export const faultFields = ({ kind, message, issues, logged, cause }: Fault): LogFields => ({
  code: kind.code,
  ...((kind === faults.configInvalid || kind === faults.deliveryNotMapped) && { reason: message }),
  ...(kind === faults.internal && {
    errorName: cause instanceof Error ? cause.name : typeof cause,
    stack: framesOf(cause),
  }),
  ...(issues.length > 0 && {
    issues: issues.map(({ code, path }) => (code === "PROPERTY_UNKNOWN" ? code : `${code} ${placeOf(path)}`.trim())),
  }),
  ...logged,
});
