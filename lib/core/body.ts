// Reads a body from its bytes: it is measured, then read strictly, before anything looks inside it.
import { Fault, faults } from "./faults.ts";

export const maxBodyBytes = 256 * 1024;

export const limitBody = (bytes: Uint8Array): void => {
  if (bytes.byteLength > maxBodyBytes)
    throw new Fault(faults.bodyTooLarge, {
      message: `the body is ${bytes.byteLength} bytes; at most ${maxBodyBytes} are accepted`,
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

const decode = (bytes: Uint8Array): string => {
  if (bytes.byteLength === 0) throw new Fault(faults.bodyMissing);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw new Fault(faults.bodyMalformed, { message: "the body is not valid UTF-8; send it in that encoding" });
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold what must not be shown.
    throw new Fault(faults.bodyMalformed, { message: "the body is UTF-8 but not valid JSON" });
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
