// Reads and writes one property of a JSON body without trusting anything about it; its path is dotted, such as `data.token`, or a form's name.
import { parseExactJson } from "../../core/exact-json.ts";
import { cutDeep } from "../../core/json-depth.ts";
import { JsonTooDeep } from "../../core/read-json.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";
import { charsetOfMark } from "./body-format.ts";

/** Latin-1 stands for every charset in which ASCII is ASCII: names and tokens are, and the rest is written as it was. */
type JsonEncoding = "utf8" | "utf16le" | "latin1";

const decode = (charset: string, body: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
};

const textOf = (body: Uint8Array): { text: string; encoding: JsonEncoding } => {
  const marked = charsetOfMark(body) ?? "utf-8";
  const text = decode(marked, body);
  if (text === undefined) return { text: Buffer.from(body).toString("latin1"), encoding: "latin1" };
  return { text, encoding: marked === "utf-8" ? "utf8" : "utf16le" };
};

/** Who sent it counts for what is too deep as well: it is cut, and parked by whoever maps it. */
const parsed = (body: Uint8Array): unknown => {
  const { text } = textOf(body);
  try {
    return parseExactJson(text);
  } catch (error) {
    if (!(error instanceof JsonTooDeep)) return undefined;
  }
  try {
    return cutDeep(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** A scheme that has its signature, its time and its token inside the body asks for each of them, before anybody has proved who they are. */
const known = new WeakMap<Uint8Array, unknown>();

/** Undefined for anything that is not JSON. Nobody may change what it answers: it is read once for each body. */
export const jsonOf = (body: Uint8Array): unknown => {
  if (!known.has(body)) known.set(body, parsed(body));
  return known.get(body);
};

/** A form's name such as `auth[token]` is what a JSON body nests, unless that has the very name. */
const namesOf = (json: unknown, path: string): readonly string[] => {
  if (!path.includes("[")) return path.split(".");
  return isProperties(json) && own(json, path) !== undefined ? [path] : path.replaceAll("]", "").split(/[.[]/);
};

export const propertyOf = (value: unknown, path: string): unknown => {
  let found = value;
  for (const name of namesOf(value, path)) found = isProperties(found) ? own(found, name) : undefined;
  return found;
};

const set = (value: unknown, [name = "", ...deeper]: readonly string[], inner: unknown): Properties => ({
  ...(isProperties(value) && value),
  [name]: deeper.length === 0 ? inner : set(isProperties(value) ? value[name] : undefined, deeper, inner),
});

/** Whatever is no object on the way to the property becomes one. */
export const withProperty = (body: Uint8Array, path: string, value: unknown): Uint8Array => {
  const { encoding } = textOf(body);
  const json = jsonOf(body);
  const written = JSON.stringify(set(json, namesOf(json, path), value));
  return Buffer.from(encoding === "utf16le" ? `\ufeff${written}` : written, encoding);
};
