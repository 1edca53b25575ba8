// Reads one property of a JSON body without trusting anything about it.
import { isProperties, own } from "../../core/value.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Undefined for anything that is not JSON. */
export const jsonOf = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
};

/** `path` is dotted. */
export const propertyOf = (value: unknown, path: string): unknown => {
  let found = value;
  for (const name of path.split(".")) found = isProperties(found) ? own(found, name) : undefined;
  return found;
};
