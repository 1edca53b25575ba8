// Reads metadata, which is an object of texts, even when n8n sends it as a list of pairs.
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties, shownKey } from "../known-properties.ts";
import { isBlankText, isProperties, own } from "../value.ts";

export type Metadata = Record<string, string>;

export const reservedKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Every object has such a name already. */
export const isReservedKey = (key: string): boolean => reservedKeys.includes(key);

const parseText = (input: unknown, path: string, report: Report): string | undefined => {
  if (typeof input === "string") return input;
  if (typeof input === "boolean") return String(input);
  if (typeof input === "number" && Number.isFinite(input)) {
    if (!Number.isInteger(input) || Number.isSafeInteger(input)) return String(input);
    return report(path, "TYPE_INVALID", "this number is too large to be kept exactly; send it as text, in quotes");
  }
  if (input === null) return report(path, "TYPE_INVALID", "null is no metadata value; one key alone cannot be cleared");
  return report(
    path,
    "TYPE_INVALID",
    "a metadata value must be a text, a number or a boolean; nested values are refused",
  );
};

/** Answers pairs in the order given; undefined, with the issue reported, for a list that is not of {key, value}. */
const pairsOf = (input: unknown, report: Report): { key: unknown; value: unknown; path: string }[] | undefined => {
  if (isProperties(input))
    return Object.keys(input).map((key) => ({ key, value: own(input, key), path: `metadata.${shownKey(key)}` }));
  if (!Array.isArray(input))
    return report("metadata", "TYPE_INVALID", "metadata must be an object, or a list of {key, value}");
  const pairs: { key: unknown; value: unknown; path: string }[] = [];
  for (const [index, entry] of Array.from(input).entries()) {
    const path = `metadata.${index}`;
    if (!isProperties(entry)) {
      report(path, "TYPE_INVALID", "an entry of a metadata list must be {key, value}");
      continue;
    }
    refuseUnknownProperties(entry, ["key", "value"], "a metadata entry", reportUnder(path, report));
    pairs.push({ key: own(entry, "key"), value: own(entry, "value"), path });
  }
  return pairs;
};

/** The n8n node sends `[{key, value}]`, and WTS stores an object. Undefined when anything in it is refused. */
export const parseMetadata = (input: unknown, report: Report): Metadata | undefined => {
  const metadata: Metadata = {};
  let refused = false;
  const refuse: Report = (path, code, message) => {
    refused = true;
    return report(path, code, message);
  };
  const seen = new Set<string>();
  for (const { key, value, path } of pairsOf(input, refuse) ?? []) {
    if (typeof key !== "string" || isBlankText(key))
      refuse(path, "KEY_REFUSED", "a metadata key must be a non-blank text");
    else if (isReservedKey(key)) refuse(path, "KEY_REFUSED", "this metadata key is reserved; choose another name");
    else if (seen.has(key)) refuse(path, "KEY_REFUSED", "this metadata key is given twice; keep one of the two");
    else {
      seen.add(key);
      const text = parseText(value, path, refuse);
      if (text !== undefined) metadata[key] = text;
    }
  }
  return refused ? undefined : metadata;
};
