// Hides texts and phone numbers until they are asked for: whoever looks why something failed needs no contact's details for it.
import { isProperties } from "../../lib/core/value.ts";

/** What people write has these names in commands, and so has what lets somebody in, whoever sent it. */
const privateNames =
  /^(text|note|farewell|reason|description|parameters|body|bodyGzip|authorization|cookie|.*(token|secret|signature|api-?key))$/i;
/** The numbers of these names may look like a phone's, but tell one thing from another. */
const identifierNames = /^(id|.*Id|account|idempotencyKey|source|time|.*At|attempt|hops|withinMs)$/;

const maskedText = (text: string): string => `(${text.length} characters)`;

/** A part of a longer id or of a date is none. */
const phoneLike = /(?<![\w:-])\+?\(?\d[\d\s().-]{6,20}\d(?![\w:-])/g;
const dateLike = /^\d{4}-\d{2}-\d{2}(?!\d)/;

const maskPhones = (text: string): string =>
  text.replaceAll(phoneLike, (found) => {
    const digits = found.replaceAll(/\D/g, "");
    return digits.length < 8 || dateLike.test(found) ? found : `…${digits.slice(-2)}`;
  });

const mask = (name: string, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((each) => mask(name, each));
  if (isProperties(value)) return maskPersonal(value);
  if (typeof value !== "string" && typeof value !== "number") return value;
  if (privateNames.test(name)) return maskedText(String(value));
  if (identifierNames.test(name)) return value;
  const masked = maskPhones(String(value));
  return masked === String(value) ? value : masked;
};

/** Answers the same JSON with its structure, ids and times, without what is personal in it. */
export const maskPersonal = (content: unknown): unknown =>
  isProperties(content)
    ? Object.fromEntries(Object.entries(content).map(([name, value]) => [name, mask(name, value)]))
    : mask(typeof content === "string" ? "text" : "", content);
