// Writes a value as JSON or as TypeScript the way our formatter does, so that a file that is written needs no formatting.

interface ValueStyle {
  /** Keys of TypeScript have quotes only where they need them. */
  keys: "quoted" | "bare";
  indent?: string;
  /** So many characters stand before and behind it in its line. */
  beside?: number;
}

const width = 120;
const plainKey = /^[A-Za-z_$][\w$]*$/;

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

const keyText = (key: string, keys: ValueStyle["keys"]): string =>
  keys === "bare" && plainKey.test(key) ? key : JSON.stringify(key);

const inOneLine = (value: unknown, keys: ValueStyle["keys"]): string => {
  if (isPlain(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => inOneLine(each, keys)).join(", ")}]`;
  const entries = Object.entries(value as object);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, each]) => `${keyText(key, keys)}: ${inOneLine(each, keys)}`).join(", ")} }`;
};

/** A formatter leaves each of several objects its own line. */
const isTable = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 1 && value.every((each) => !isPlain(each) && Object.keys(each).length > 1);

/** In JSON an object always has lines of its own, since people look for its keys there. */
const mayBeInOneLine = (value: unknown, keys: ValueStyle["keys"]): boolean => {
  if (isPlain(value)) return true;
  if (isTable(value)) return false;
  const inner = Object.values(value as object);
  if (keys === "quoted" && !Array.isArray(value) && inner.length > 0) return false;
  return inner.every((each) => mayBeInOneLine(each, keys));
};

export const valueText = (value: unknown, { keys, indent = "", beside = 0 }: ValueStyle): string => {
  const line = inOneLine(value, keys);
  if (mayBeInOneLine(value, keys) && indent.length + beside + line.length <= width) return line;
  const inner = `${indent}  `;
  const comma = keys === "bare" ? "," : "";
  if (Array.isArray(value)) {
    const items = value.map((each) => `${inner}${valueText(each, { keys, indent: inner, beside: 1 })}`);
    return `[\n${items.join(",\n")}${comma}\n${indent}]`;
  }
  const entries = Object.entries(value as object).map(([key, each]) => {
    const named = `${keyText(key, keys)}: `;
    return `${inner}${named}${valueText(each, { keys, indent: inner, beside: named.length + 1 })}`;
  });
  return `{\n${entries.join(",\n")}${comma}\n${indent}}`;
};
