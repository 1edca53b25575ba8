// Reads a body from its bytes: it is measured, then read strictly, before anything looks inside it.
import { Fault, faults } from "./faults.ts";
import { nestedDeeper } from "./json-depth.ts";
import { hasLostBytes } from "./lost-bytes.ts";
import { JsonTooDeep, readJson } from "./read-json.ts";

/** A caller's commands need no more. */
export const maxBodyBytes = 256 * 1024;
/** Webhooks come as large as their senders make them, and most of those are filtered out: they must not be refused before that. */
export const maxDeliveryBytes = 1024 * 1024;

/** Throws BODY_TOO_LARGE. */
export const limitBody = (bytes: Uint8Array, maxBytes = maxBodyBytes): void => {
  if (bytes.byteLength > maxBytes)
    throw new Fault(faults.bodyTooLarge, {
      message: `the body is ${bytes.byteLength} bytes; at most ${maxBytes} are accepted`,
    });
};

const jsonType = /^(?:application\/(?:[\w.-]+\+)?json|text\/json)$/i;
const utf8Charset = /^charset="?utf-?8"?$/i;

/** Parameters other than charset say nothing to us. */
const isJson = (contentType: string): boolean => {
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.replaceAll(/\s/g, ""));
  return (
    jsonType.test(type) && parameters.every((parameter) => !/^charset=/i.test(parameter) || utf8Charset.test(parameter))
  );
};

export const requireJson = (contentType: string | undefined): void => {
  if (contentType === undefined)
    throw new Fault(faults.contentTypeUnsupported, { message: "no content type; send application/json" });
  if (!isJson(contentType))
    throw new Fault(faults.contentTypeUnsupported, { message: "the content type must be application/json, in UTF-8" });
};

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

const notUtf8 = (): Fault =>
  new Fault(faults.bodyMalformed, { message: "the body is not valid UTF-8; send it in that encoding" });

/** Throws BODY_MALFORMED: nobody may write a text into a session that has lost its letters on the way. */
export const refuseLostBytes = (bytes: Uint8Array, contentLength: string | undefined): void => {
  if (hasLostBytes(bytes, contentLength)) throw notUtf8();
};

/** Throws BODY_MISSING and BODY_MALFORMED. */
const decode = (bytes: Uint8Array): string => {
  if (bytes.byteLength === 0) throw new Fault(faults.bodyMissing);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw notUtf8();
  }
};

const parse = (text: string): unknown => {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonTooDeep)
      throw new Fault(faults.bodyMalformed, { message: `the body is ${nestedDeeper()}` });
    // The parser's own message quotes the body, which may hold what must not be shown.
    const isDoubtful = text.includes("\ufffd");
    throw new Fault(faults.bodyMalformed, {
      message: isDoubtful
        ? "the body is not valid JSON, or was not UTF-8; send JSON in that encoding"
        : "the body is UTF-8 but not valid JSON",
    });
  }
};

/** In valid JSON, every string with a colon after it is a key. */
const keysWritten = (text: string): number =>
  text.match(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?/g)?.filter((token) => token.endsWith(":")).length ?? 0;

const keysKept = (value: unknown): number => {
  let count = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null) continue;
    if (!Array.isArray(next)) count += Object.keys(next).length;
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return count;
};

/** A byte order mark is dropped; anything else that is not UTF-8 is refused rather than replaced. */
export const parseJson = (bytes: Uint8Array): unknown => parse(decode(bytes));

/** Our own commands are read so: JSON keeps the last of two equal keys, and what the first one asked for would be dropped. */
export const parseStrictJson = (bytes: Uint8Array): unknown => {
  const text = decode(bytes);
  const value = parse(text);
  if (keysWritten(text) === keysKept(value)) return value;
  throw new Fault(faults.bodyMalformed, { message: "a property is given twice in one object; keep one of the two" });
};
