// Bytes first: what was received is measured, then read strictly, before anything looks inside it.
import { Fault, faults } from "./faults.ts";

export const maxBodyBytes = 256 * 1024;

export const limitBody = (bytes: Uint8Array): void => {
  if (bytes.byteLength > maxBodyBytes)
    throw new Fault(faults.bodyTooLarge, {
      message: `the body is ${bytes.byteLength} bytes; at most ${maxBodyBytes} are accepted`,
    });
};

const jsonContentType = /^(?:application\/(?:[\w.-]+\+)?json|text\/json)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

export const requireJson = (contentType: string | undefined): void => {
  if (contentType === undefined)
    throw new Fault(faults.contentTypeUnsupported, { message: "no content type; send application/json" });
  if (!jsonContentType.test(contentType))
    throw new Fault(faults.contentTypeUnsupported, { message: "the content type must be application/json, in UTF-8" });
};

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** A byte order mark is dropped; anything else that is not UTF-8 is refused rather than replaced. */
export const parseJson = (bytes: Uint8Array): unknown => {
  if (bytes.byteLength === 0) throw new Fault(faults.bodyMissing);
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    throw new Fault(faults.bodyMalformed, { message: "the body is not valid UTF-8; send it in that encoding" });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold what must not be shown.
    throw new Fault(faults.bodyMalformed, { message: "the body is UTF-8 but not valid JSON" });
  }
};
