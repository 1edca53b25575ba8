// Which messages of a batch are done, judged by the function's answer as Lambda judges it.

/** Undefined if the answer is none that Lambda understands: then the whole batch has failed. */
export const failedMessageIds = (answer: unknown, messageIds: readonly string[]): Set<string> | undefined => {
  const { batchItemFailures = [] } = Object(answer);
  if (batchItemFailures === null) return new Set();
  if (!Array.isArray(batchItemFailures)) return undefined;
  const failed = batchItemFailures.map((failure) => Object(failure).itemIdentifier);
  return failed.every((id) => messageIds.includes(id)) ? new Set(failed) : undefined;
};
