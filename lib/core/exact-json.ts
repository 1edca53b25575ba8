// Reads JSON that somebody else wrote without losing a digit: a number that JavaScript would round becomes the text of it.
import { readJson } from "./read-json.ts";

/** Shorter numbers are kept exactly. This is asked first, since a reviver makes the reading several times slower. */
const mayLoseDigits = /[\d.]{16}|\d[eE]/;

/** A regular expression that ends in 0+$ begins anew at each zero of a long number: a megabyte of them takes a quarter of an hour. */
const withoutLastZeros = (digits: string): string => {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
};

/** `12.340e5` and `1234000` have one form here: their significant digits, and the power of ten that belongs to them. */
const canonical = (written: string): string => {
  const [, whole = "", fraction = "", exponent = "0"] = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = withoutLastZeros(digits);
  if (significant === "") return "0";
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
};

const isKept = (value: number, written: string): boolean => {
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value)) return Number.isSafeInteger(value) && canonical(written) === canonical(String(value));
  return canonical(written) === canonical(String(value));
};

const inFull = (_key: string, value: unknown, { source }: { source?: string } = {}): unknown =>
  typeof value !== "number" || source === undefined || isKept(value, source) ? value : source;

/** Throws JsonTooDeep and SyntaxError. */
export const parseExactJson = (text: string): unknown => readJson(text, mayLoseDigits.test(text) ? inFull : undefined);
