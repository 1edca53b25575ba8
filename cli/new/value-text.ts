// Writes a value as JSON or as TypeScript the way our formatter does, so that a file that is written needs no formatting.

interface ValueStyle {
  /** Keys of TypeScript have quotes only where they need them. */
  keys: "quoted" | "bare";
  indent?: string;
}

const width = 120;
const plainKey = /^[A-Za-z_$][\w$]*$/;

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

export const valueText = (value: unknown, { keys, indent = "" }: ValueStyle): string => {
  if (isPlain(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const written = (each: unknown) => valueText(each, { keys, indent: inner });
  const comma = keys === "bare" ? "," : "";
  if (Array.isArray(value)) {
    const inOneLine = `[${value.map(written).join(", ")}]`;
    if (value.every(isPlain) && indent.length + inOneLine.length < width - 20) return inOneLine;
    return `[\n${value.map((each) => `${inner}${written(each)}`).join(",\n")}${comma}\n${indent}]`;
  }
  const entries = Object.entries(value as object).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  const keyText = (key: string) => (keys === "bare" && plainKey.test(key) ? key : JSON.stringify(key));
  return `{\n${entries.map(([key, each]) => `${inner}${keyText(key)}: ${written(each)}`).join(",\n")}${comma}\n${indent}}`;
};
