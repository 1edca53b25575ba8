// Says of what roles allow, and no test needs, why it is allowed all the same.

interface Reason {
  /** Of a line `role action resource`. */
  readonly pattern: RegExp;
  readonly why: string;
}

export const reasonsForUnused: readonly Reason[] = [
  { pattern: / logs:(CreateLogStream|PutLogEvents) /, why: "Lambda writes the log, not the function" },
  {
    pattern: /^(apply-commands|reassign-session) sqs:GetQueueAttributes /,
    why: "Lambda asks how much its queue holds before it calls the function; the project's own runner does not",
  },
];

/** Undefined where nobody has a reason. */
export const reasonFor = (grant: string): string | undefined =>
  reasonsForUnused.find(({ pattern }) => pattern.test(grant))?.why;
