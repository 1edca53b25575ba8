// How something is written into a queue, and how large it may be there.

/** SQS takes no character beyond U+FFFD as it is; JSON has an escape for each half of the others. */
export const queueText = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\ud800-\udfff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** SQS takes 1 MiB; what is parked later stands there with its reason. */
export const largestItemBytes = 768 * 1024;
