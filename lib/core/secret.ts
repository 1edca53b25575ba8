// Reads secrets: JSON whose values are never shown; an empty or short one is an error, and never means "no check".
import * as z from "zod/mini";
import { readConfig, refuseConfig } from "./config-problems.ts";
import { nestedDeeper } from "./json-depth.ts";
import { JsonTooDeep, readJson } from "./read-json.ts";

export const shortestSecret = 16;

/** A pasted `Bearer ` prefix and the white space around it are taken off before the length is checked. */
export const secretText = z.pipe(
  z.pipe(
    z.string("must be a text"),
    z.transform((text: string) => text.trim().replace(/^bearer(\s+|$)/i, "")),
  ),
  z
    .string()
    .check(
      z.minLength(shortestSecret, `must have at least ${shortestSecret} characters`),
      z.regex(/^\S*$/, "must have no white space in it"),
    ),
);

/** The lines of a key in PEM are a part of it; of any other secret white space around it was pasted with it. */
const pastedSecret = z.pipe(
  z.string("must be a text"),
  z.transform((text: string) => (text.includes("-----BEGIN") ? text : text.trim())),
);

/** Somebody else's secret is kept as it is but for that: every character of a signing secret counts. */
export const signingSecret = z.pipe(
  pastedSecret,
  z.string().check(z.minLength(shortestSecret, `must have at least ${shortestSecret} characters`)),
);

/** Some senders choose the secret themselves, and choose a short one; an empty one is a mistake all the same. */
export const shortSigningSecret = z.pipe(pastedSecret, z.string().check(z.minLength(1, "must not be empty")));

/** An account, a client and a webhook source have such a name. */
export const entryName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/, "a name has 1 to 64 letters, digits, points, hyphens or underscores"));

/** The operator knows the secret by `name`, such as "the accounts secret". Throws CONFIG_INVALID. */
export const parseSecret = <Shape extends z.ZodMiniType>(name: string, shape: Shape, text: string): z.output<Shape> => {
  let value: unknown;
  try {
    value = readJson(text);
  } catch (error) {
    // The parser's own message would quote the secret.
    refuseConfig(name, [
      `the whole: ${error instanceof JsonTooDeep ? `must not be ${nestedDeeper()}` : "must be JSON"}`,
    ]);
  }
  return readConfig(name, shape, value);
};
