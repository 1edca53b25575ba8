// Reads the body of a verified delivery tolerantly: whatever text it is becomes something a mapping can work with.
import { parseExactJson } from "../../core/exact-json.ts";
import { Fault } from "../../core/faults.ts";
import { nestedDeeper } from "../../core/json-depth.ts";
import { hasLostBytes } from "../../core/lost-bytes.ts";
import { JsonTooDeep } from "../../core/read-json.ts";
import { type BodyFormat, charsetOfMark, formatOf } from "../signatures/body-format.ts";
import { charsetIn, decode, notMapped } from "./charset.ts";
import { readForm, readMultipart } from "./form-body.ts";

/** No sender lists more; sorting them, or comparing each with each, still takes moments. */
const maxEntries = 10_000;
const refusedKeys = new Set(["__proto__", "constructor", "prototype"]);

/** The value without the keys that could reach into what every object has. */
const harmless = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if ((Array.isArray(value) ? value : Object.keys(value)).length > maxEntries)
    throw notMapped(`the body has a list or an object with more than ${maxEntries} entries`);
  if (Array.isArray(value)) return value.map(harmless);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (refusedKeys.has(key) ? [] : [[key, harmless(inner)]])),
  );
};

const parseJson = (text: string, isStated: boolean): unknown => {
  try {
    return harmless(parseExactJson(text));
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (error instanceof JsonTooDeep) throw notMapped(`the body is ${nestedDeeper()}`);
    // The parser's own message quotes the body.
    throw notMapped(`the body ${isStated ? "should be" : "looks like"} JSON and is not valid JSON`);
  }
};

/** What was taken out of a body on purpose changes its length as well. */
const refuseLost = (bytes: Uint8Array, contentLength: string | undefined): void => {
  if (!hasLostBytes(bytes, contentLength) || Buffer.from(bytes).includes("(removed)")) return;
  throw notMapped(
    "the body was not UTF-8, and API Gateway has replaced what it could not read; ask the sender for UTF-8",
  );
};

/** Two bytes begin what is compressed by gzip, and no text. */
const refuseCompressed = ([first, second]: Uint8Array): void => {
  if (first === 0x1f && second === 0x8b)
    throw notMapped("the body is compressed with gzip, which is not read here; ask the sender for a plain one");
};

const articles: Readonly<Record<BodyFormat, string>> = {
  json: "JSON",
  form: "a form",
  multipart: "multipart/form-data",
  text: "a text",
};

/** A form may be one field, and a text may look like anything; the others say themselves what they are. */
const refuseOther = (stated: BodyFormat, bytes: Uint8Array): void => {
  const found = formatOf(bytes);
  const isForm = found === "form" || (found === "text" && /^[^\s<>"]+\s*$/.test(Buffer.from(bytes).toString("latin1")));
  if (stated === "text" || stated === "json" || found === stated || (stated === "form" && isForm)) return;
  throw notMapped(
    `the body should be ${articles[stated]} and looks like ${articles[found]}; correct the source's \`format\` if the sender is right`,
  );
};

/** The content type says which charset it is, and nothing else: nobody signs it. */
interface BodyHeaders {
  readonly "content-type"?: string | undefined;
  readonly "content-length"?: string | undefined;
}

/**
 * `stated` is the format that the source or its scheme names; without one the bytes show it. Throws DELIVERY_NOT_MAPPED for what
 * cannot be read, or is of another format than the one stated.
 */
export const readDeliveryBody = (bytes: Uint8Array, headers: BodyHeaders, stated?: BodyFormat): unknown => {
  refuseCompressed(bytes);
  if (bytes.length === 0) return undefined;
  if (stated !== undefined) refuseOther(stated, bytes);
  refuseLost(bytes, headers["content-length"]);
  const contentType = headers["content-type"];
  const format = stated ?? formatOf(bytes);
  if (format === "multipart") return harmless(readMultipart(bytes, contentType));
  const marked = charsetOfMark(bytes);
  const text = () => decode(bytes, marked ?? charsetIn(contentType));
  if (format === "form") return harmless(readForm(marked === undefined ? bytes : Buffer.from(text()), contentType));
  return format === "json" ? parseJson(text(), stated !== undefined) : text();
};
