// Reads JSON that somebody else wrote without losing a digit: a number that JavaScript would round becomes the text of it.

/** Shorter numbers are kept exactly. This is asked first, since a reviver makes the reading several times slower. */
const mayLoseDigits = /[\d.]{16}|\d[eE]/;

/** `12.340e5` and `1234000` have one form here: their significant digits, and the power of ten that belongs to them. */
const canonical = (written: string): string => {
  const [, whole = "", fraction = "", exponent = "0"] = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
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

/** Throws SyntaxError. */
export const parseExactJson = (text: string): unknown =>
  mayLoseDigits.test(text) ? JSON.parse(text, inFull) : JSON.parse(text);
