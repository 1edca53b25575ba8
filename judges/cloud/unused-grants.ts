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
  {
    pattern: /^apply-commands secretsmanager:GetSecretValue .*\/access-/,
    why: "a source that looks things up asks its sender with a secret of it; no sender stands here, and test/webhooks/lookup asks one",
  },
  {
    pattern: /^(update-session|close-idle-sessions|look-after-sessions|reassign-session) dynamodb:Query table\/[^/]+$/,
    why: "the days on which an account is closed are read for holds and for policies with hours, and the stage has neither; test/functions and test/routing/hours.test.ts have",
  },
  {
    pattern: /^reassign-session sqs:ChangeMessageVisibility /,
    why: "an event is retried later while its account is paused, which test/routing/event-pause.test.ts does",
  },
  {
    pattern: /^notify-people dynamodb:Query table\/[^/]+(\/index\/by-day)?$/,
    why: "the weekly summary is counted from them, and the stage has none; test/notify has",
  },
  {
    pattern: /^accept-update-event dynamodb:GetItem /,
    why: "which accounts there are is read for an event that names one, and none here does",
  },
  {
    pattern: /^(viewer|operator) sqs:(ChangeMessageVisibility|DeleteMessage) \S+-commands-dead\.fifo$/,
    why: "SQS moves a message to the dead-letter queue after a thousand receives, and none lies there; test/cli/parked has some",
  },
];

/** Undefined where nobody has a reason. */
export const reasonFor = (grant: string): string | undefined =>
  reasonsForUnused.find(({ pattern }) => pattern.test(grant))?.why;
