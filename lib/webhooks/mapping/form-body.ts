// Reads the fields of a form, whichever of its two formats it has: a field that is repeated becomes a list, and of a file only what it is.
import { withoutLineEnd } from "../signatures/body-format.ts";
import { type Part, partsOf } from "../signatures/multipart.ts";
import { asFormCharset, charsetIn, decode, isCharset, notMapped } from "./charset.ts";

/** In a name and in a text one character stands for one byte. */
interface Field {
  name: string;
  value: string | { filename: string; type: string | undefined; size: number };
  /** It is what is declared for this field alone. */
  charset?: string | undefined;
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

const withBytes = (text: string, escapes: RegExp): string =>
  text.replaceAll(escapes, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const unescaped = (text: string): string => withBytes(text.replaceAll("+", " "), /%([0-9a-f]{2})/gi);

/** No sender has more, and each is decoded by itself. */
const maxFields = 10_000;

const limited = <Each>(fields: readonly Each[]): readonly Each[] => {
  if (fields.length > maxFields) throw notMapped(`the body has more than ${maxFields} fields`);
  return fields;
};

const fieldOfPair = (pair: string): Field => {
  const [name = ""] = pair.split("=", 1);
  return { name: unescaped(name), value: unescaped(pair.slice(name.length + 1)) };
};

const pairsOf = (bytes: Uint8Array): string[] =>
  withoutLineEnd(Buffer.from(bytes).toString("latin1"))
    .split("&")
    .filter((pair) => pair !== "");

const withoutTransferEncoding = ({ content, transferEncoding = "" }: Part): string => {
  if (/^base64$/i.test(transferEncoding)) return Buffer.from(content, "base64").toString("latin1");
  if (!/^quoted-printable$/i.test(transferEncoding)) return content;
  return withBytes(content.replaceAll(/=\r?\n/g, ""), /=([0-9a-f]{2})/gi);
};

const fieldOfPart = (part: Part): Field => {
  const { name, filename, contentType } = part;
  const content = withoutTransferEncoding(part);
  if (filename === undefined) return { name, value: content, charset: charsetIn(contentType) };
  return { name, value: { filename, type: contentType, size: content.length } };
};

const textNamed = (fields: readonly Field[], name: string): string | undefined => {
  const value = fields.find((field) => field.name === name)?.value;
  return typeof value === "string" && isCharset(value.trim()) ? value.trim() : undefined;
};

/** A form may say of itself what its charset is: browsers in `_charset_`, and PayPal, for one, in `charset`. */
const charsetOf = (fields: readonly Field[], contentType: string | undefined): string | undefined =>
  asFormCharset(textNamed(fields, "_charset_") ?? charsetIn(contentType) ?? textNamed(fields, "charset"));

const readValue = (value: Field["value"], charset: string | undefined): unknown =>
  typeof value === "string"
    ? decode(bytesOf(value), charset)
    : { ...value, filename: decode(bytesOf(value.filename), charset) };

const readFields = (fields: readonly Field[], contentType: string | undefined): Record<string, unknown> => {
  const charset = charsetOf(fields, contentType);
  const read = new Map<string, unknown[]>();
  for (const field of fields) {
    const name = decode(bytesOf(field.name), charset);
    const values = read.get(name) ?? [];
    // It is pushed in place: a new list for each repetition takes minutes for a body of one letter, again and again.
    values.push(readValue(field.value, field.charset ?? charset));
    read.set(name, values);
  }
  return Object.fromEntries([...read].map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
};

/** Throws DELIVERY_NOT_MAPPED. */
export const readForm = (bytes: Uint8Array, contentType: string | undefined): Record<string, unknown> =>
  readFields(limited(pairsOf(bytes)).map(fieldOfPair), contentType);

/** Throws DELIVERY_NOT_MAPPED. */
export const readMultipart = (bytes: Uint8Array, contentType: string | undefined): Record<string, unknown> => {
  const parts = partsOf(bytes);
  if (parts === undefined)
    throw notMapped("the body is not valid multipart/form-data: a part has no name, or the last boundary is missing");
  return readFields(limited(parts).map(fieldOfPart), contentType);
};
