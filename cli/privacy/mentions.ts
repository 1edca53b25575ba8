// Says whether a text is about a person: by the number in any notation, by an id of WTS, or by the name alone; and takes that out of it.
import { erased } from "../../lib/core/erased.ts";
import { isProperties } from "../../lib/core/value.ts";
import type { Person } from "./person.ts";
import { readingsOf } from "./readings-of.ts";

const jsonIn = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The name alone may be somebody else's. */
export type Mention = "person" | "name";

/** Written between the digits of one number. */
const between = "[^\\p{L}\\p{Nd}]{0,3}";

/** Shorter than that, the digits may be anything. */
const shortestNational = 9;

/** In between, too, something may be written. */
const then = (pattern: string): string => `(?:${pattern}${between})?`;

/** As a number of Brazil is dialled from there and from elsewhere: with its country code, a 0, and a carrier. */
const dialledBefore =
  then(`(?:0${between}0${between}(?:\\p{Nd}{2}${between})?)?5${between}5`) + then(`0${between}(?:\\p{Nd}{2})?`);

/** A longer number is another, and so is one that says itself to be of another country. */
const beginsThere =
  "(?<!\\p{Nd})(?<!(?:\\+|(?<!\\p{Nd})00)[^\\p{L}\\p{Nd}]{0,3}(?!55)\\p{Nd}{1,3}[^\\p{L}\\p{Nd}]{0,3})";
const endsThere = "(?!\\p{Nd})";

const spaced = (digits: string): string => [...digits].join(between);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

const numberPattern = (phone: string): string => {
  const national = phone.startsWith("55") ? phone.slice(2) : "";
  return national.length >= shortestNational
    ? `${dialledBefore}${spaced(national)}`
    : `${then(`0${between}0`)}${spaced(phone)}`;
};

const phonePattern = (phones: readonly string[]): string =>
  `${beginsThere}(?:${phones.map(numberPattern).join("|")})${endsThere}`;

/** Full-width and other scripts' digits become plain, and nothing is invisible; each character stays where it was. */
const plainDigits = (text: string): string => text.normalize("NFKC").replaceAll(/[\p{Cf}]/gu, "");

const foldedText = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replaceAll(/[\s_+.-]+/gu, " ");

/** A name as a pattern: each letter with or without its accents, and anything that separates words between them. */
const namePattern = (name: string): string =>
  [...name.normalize("NFKD").replaceAll(/\p{M}/gu, "").trim()]
    .map((character) => (/[\s_+.-]/u.test(character) ? "[\\s_+.-]+" : `${escaped(character)}\\p{M}*`))
    .join("")
    .replaceAll(/(?:\[\\s_\+\.-\]\+)+/g, "[\\s_+.-]+");

/** `places`: partitions of the table that are the person's, of which the name of some is a hash of the number. */
export const mentionsOf = ({ phones, contactIds, sessionIds, names }: Person, places: readonly string[] = []) => {
  const phone = phones.length > 0 ? new RegExp(phonePattern(phones), "u") : undefined;
  const ids = [...contactIds, ...places.map((place) => place.toLowerCase()), ...sessionIds];
  const folded = names.map(foldedText).filter((name) => name.trim().length > 2);

  const inReading = (text: string): Mention | undefined => {
    const lower = text.toLowerCase();
    if (phone?.test(plainDigits(text)) || ids.some((id) => lower.includes(id))) return "person";
    if (folded.length === 0) return undefined;
    const plain = foldedText(text);
    return folded.some((name) => plain.includes(name)) ? "name" : undefined;
  };

  /** `deep`: also within what is encoded or compressed. */
  const find = (text: string, { deep }: { deep: boolean }): Mention | undefined => {
    const found = (deep ? readingsOf(text) : [text]).map(inReading);
    return found.includes("person") ? "person" : found.find((each) => each !== undefined);
  };

  const spelt = [
    ...(phones.length > 0 ? [`\\+?(?:${phonePattern(phones)})`] : []),
    ...ids.map(escaped),
    ...names.filter((name) => name.trim().length > 2).map(namePattern),
  ];
  const everything = spelt.length > 0 ? new RegExp(spelt.join("|"), "giu") : undefined;

  /** Whatever is left after that goes with all around it. */
  const withoutIn = (text: string): string => {
    if (!everything || inReading(text) === undefined) return text;
    const rest = text.normalize("NFD").replaceAll(everything, erased).normalize("NFC");
    return inReading(rest) === undefined ? rest : erased;
  };

  const withoutInValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withoutInValue);
    if (isProperties(value))
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [withoutIn(name), withoutInValue(each)]));
    if (typeof value === "number") return inReading(String(value)) === undefined ? value : erased;
    return typeof value === "string" ? withoutIn(value) : value;
  };

  /** The text without the person: JSON stays JSON, and `erased` stands in the place of what was found. */
  const without = (text: string): string => {
    const value = jsonIn(text);
    return value === undefined ? withoutIn(text) : JSON.stringify(withoutInValue(value));
  };

  return { find, without };
};

export type Mentions = ReturnType<typeof mentionsOf>;
