// Takes an expression apart into paths of names, fixed values and what joins them; whatever else JSONata has, it does not know.

export type PlainToken =
  | { readonly kind: "fixed"; readonly text: string; readonly value: string | number | boolean | null }
  | { readonly kind: "path"; readonly text: string; readonly names: readonly string[] }
  | { readonly kind: "operator" | "open" | "close"; readonly text: string };

const name = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const quoted = /"[^"\\]*"|'[^'\\]*'|`[^`]*`/.source;
const step = `${name}|${quoted}`;
const steps = new RegExp(step, "gu");

const kinds = {
  path: String.raw`(?:${name})(?:\.(?:${step}))*`,
  quoted: /"[^"\\]*"|'[^'\\]*'/.source,
  number: String.raw`-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?`,
  operator: "!=|[&=]",
  open: String.raw`\(`,
  close: String.raw`\)`,
};
const alternatives = Object.entries(kinds).map(([kind, pattern]) => `(?<${kind}>${pattern})`);
/** JSONata takes no other space for one. */
const space = String.raw`[ \t\n\r\v]*`;
const token = new RegExp(`${space}(?:${alternatives.join("|")})${space}`, "uy");

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const operatorWords = ["and", "or"];
/** JSONata reads these as something else than a name. */
const words = new Set([...Object.keys(constants), ...operatorWords, "in", "function", "λ"]);

const withoutQuotes = (text: string): string => (/^["'`]/.test(text) ? text.slice(1, -1) : text);

const wordOrPath = (text: string): PlainToken | undefined => {
  if (Object.hasOwn(constants, text)) return { kind: "fixed", text, value: constants[text] ?? null };
  if (operatorWords.includes(text)) return { kind: "operator", text };
  const found = text.match(steps) ?? [];
  return found.some((each) => words.has(each)) ? undefined : { kind: "path", text, names: found.map(withoutQuotes) };
};

const tokenOf = (groups: Readonly<Record<string, string | undefined>>): PlainToken | undefined => {
  const [kind = "", text = ""] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
  if (kind === "path") return wordOrPath(text);
  if (kind === "quoted") return { kind: "fixed", text, value: withoutQuotes(text) };
  if (kind === "number") return { kind: "fixed", text, value: Number(text) };
  return { kind: kind as "operator" | "open" | "close", text };
};

/** Undefined where there is anything else. */
export const plainTokens = (expression: string): PlainToken[] | undefined => {
  const found: PlainToken[] = [];
  for (token.lastIndex = 0; token.lastIndex < expression.length; ) {
    const { groups } = token.exec(expression) ?? {};
    const read = groups && tokenOf(groups);
    if (!read) return undefined;
    found.push(read);
  }
  return found;
};
