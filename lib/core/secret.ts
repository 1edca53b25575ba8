// Reads secrets: JSON whose values are never shown; an empty or short one is an error, and never means "no check".
import { readConfig, refuseConfig } from "./config-problems.ts";
import { entryNameExpected, entryNamePattern } from "./entry-name.ts";
import { nestedDeeper } from "./json-depth.ts";
import { JsonTooDeep, readJson } from "./read-json.ts";
import { type SecretShape, text } from "./secret-shape.ts";

export const shortestSecret = 16;

/** A pasted `Bearer ` prefix and the white space around it are taken off before the length is checked. */
export const secretText = text({
  message: "must be a text",
  clean: (pasted) => pasted.trim().replace(/^bearer(\s+|$)/i, ""),
  atLeast: [shortestSecret, `must have at least ${shortestSecret} characters`],
  like: [/^\S*$/, "must have no white space in it"],
});

/** The lines of a key in PEM are a part of it; of any other secret white space around it was pasted with it. */
const withoutPasted = (pasted: string): string => (pasted.includes("-----BEGIN") ? pasted : pasted.trim());

/** Somebody else's secret is kept as it is but for that: every character of a signing secret counts. */
export const signingSecret = text({
  message: "must be a text",
  clean: withoutPasted,
  atLeast: [shortestSecret, `must have at least ${shortestSecret} characters`],
});

/** Some senders choose the secret themselves, and choose a short one; an empty one is a mistake all the same. */
export const shortSigningSecret = text({
  message: "must be a text",
  clean: withoutPasted,
  atLeast: [1, "must not be empty"],
});

/** An account, a client and a webhook source have such a name. */
export const entryName = text({ like: [entryNamePattern, entryNameExpected] });

/** The operator knows the secret by `name`, such as "the accounts secret". Throws CONFIG_INVALID. */
export const parseSecret = <Value>(name: string, shape: SecretShape<Value>, given: string): Value => {
  let value: unknown;
  try {
    value = readJson(given);
  } catch (error) {
    // The parser's own message would quote the secret.
    refuseConfig(name, [
      `the whole: ${error instanceof JsonTooDeep ? `must not be ${nestedDeeper()}` : "must be JSON"}`,
    ]);
  }
  return readConfig(name, shape, value);
};
