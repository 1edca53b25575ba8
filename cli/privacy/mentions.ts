// Says whether a text is about a person: by the number in any notation, by an id of WTS, or by the name alone; and takes that out of it.
import { erased } from "../../lib/core/erased.ts";
import { readJson } from "../../lib/core/read-json.ts";
import { isProperties } from "../../lib/core/value.ts";
import { numberSpans, withoutSpans } from "./number-spans.ts";
import type { Person } from "./person.ts";
import { readingsOf } from "./readings-of.ts";

const jsonIn = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
};

/** The name alone may be somebody else's. */
export type Mention = "person" | "name";

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
  const spansIn = numberSpans(phones);
  const ids = [...contactIds, ...places.map((place) => place.toLowerCase()), ...sessionIds];
  const folded = names.map(foldedText).filter((name) => name.trim().length > 2);

  const inReading = (text: string): Mention | undefined => {
    const lower = text.toLowerCase();
    if (spansIn(plainDigits(text)).length > 0 || ids.some((id) => lower.includes(id))) return "person";
    if (folded.length === 0) return undefined;
    const plain = foldedText(text);
    return folded.some((name) => plain.includes(name)) ? "name" : undefined;
  };

  /** `deep`: also within what is encoded or compressed. */
  const find = (text: string, { deep }: { deep: boolean }): Mention | undefined => {
    const found = (deep ? readingsOf(text) : [text]).map(inReading);
    return found.includes("person") ? "person" : found.find((each) => each !== undefined);
  };

  const spelt = [...ids.map(escaped), ...names.filter((name) => name.trim().length > 2).map(namePattern)];
  const everything = spelt.length > 0 ? new RegExp(spelt.join("|"), "giu") : undefined;

  /** Whatever is left after that goes with all around it. */
  const withoutIn = (text: string): string => {
    if (inReading(text) === undefined) return text;
    const split = text.normalize("NFD");
    const numberless = withoutSpans(split, spansIn(split), erased);
    const rest = (everything ? numberless.replaceAll(everything, erased) : numberless).normalize("NFC");
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
