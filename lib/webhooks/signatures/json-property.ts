// Reads and writes one property of a JSON body without trusting anything about it; its path is dotted, such as `data.token`, or a form's name.
import { isProperties, own, type Properties } from "../../core/value.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Undefined for anything that is not JSON. */
export const jsonOf = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
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
export const withProperty = (json: unknown, path: string, value: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(set(json, namesOf(json, path), value)));
