// Tells whether bytes of a body were lost before it came to us: API Gateway hands text types over as UTF-8, and replaces what is none.

const replacement = Buffer.from("\ufffd");

/** The length that was sent shows it; without that, a replacement character may be the sender's own. */
export const hasLostBytes = (bytes: Uint8Array, contentLength: string | undefined): boolean =>
  contentLength !== undefined &&
  /^\d+$/.test(contentLength) &&
  Number(contentLength) !== bytes.length &&
  Buffer.from(bytes).includes(replacement);
