// Reads and writes one property of a JSON body without trusting anything about it; its path is dotted, such as `data.token`.
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

export const propertyOf = (value: unknown, path: string): unknown => {
  let found = value;
  for (const name of path.split(".")) found = isProperties(found) ? own(found, name) : undefined;
  return found;
};

const set = (value: unknown, [name = "", ...deeper]: readonly string[], inner: unknown): Properties => ({
  ...(isProperties(value) && value),
  [name]: deeper.length === 0 ? inner : set(isProperties(value) ? value[name] : undefined, deeper, inner),
});

/** Whatever is no object on the way to the property becomes one. */
export const withProperty = (json: unknown, path: string, value: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(set(json, path.split("."), value)));
