// Builds TypeScript from parts, so that no text of a workflow can become code: a text is always quoted, and a name always checked.
import { shownJson } from "../../../lib/core/texts/shown-text.ts";

/** How strongly an expression holds together; a weaker one gets parentheses where a stronger one is needed. */
export const strength = {
  primary: 20,
  unary: 15,
  product: 13,
  sum: 12,
  relation: 10,
  equality: 9,
  and: 5,
  or: 4,
  conditional: 3,
} as const;

/** What TypeScript knows of an expression. It lets "any" be everything; "maybe" is a text that may be missing. */
export type KnownType = "any" | "maybe" | "string" | "number" | "boolean" | "regex" | "function" | "other";

/** A value that a Set node made has a name of its own in the file, if anything asks for it. */
export interface Binding {
  readonly name: string;
  readonly code: Code;
}

export interface Code {
  readonly kind: "code";
  readonly text: string;
  readonly strength: number;
  readonly type: KnownType;
  /** Where it stands in a delivery, if it is nothing but that: ["body", "pedido", "id"]. */
  readonly path?: readonly string[];
  /** Where it stands, if it is a text that was made of that. */
  readonly textOf?: readonly string[];
  /** A method of texts yielded it: it is a text, or missing. */
  readonly isText?: true;
  /** The value, where it stands in the workflow itself. */
  readonly literal?: string | number | boolean | null;
  /** TypeScript refuses to ask whether something is true that always is. */
  readonly truth?: boolean;
  /** TypeScript refuses to ask whether something is missing that never is. */
  readonly isThere?: boolean;
  /** What a list consists of, where it is written as one. */
  readonly items?: readonly Code[];
  readonly uses: readonly Binding[];
}

/** More than that is no mapping that anybody could read. */
export const longestCode = 8_000;

export const usesOf = (parts: readonly Code[]): readonly Binding[] => [...new Set(parts.flatMap(({ uses }) => uses))];

export const primary = (text: string, parts: readonly Code[] = [], type: KnownType = "any"): Code => ({
  kind: "code",
  text,
  strength: strength.primary,
  type,
  uses: usesOf(parts),
});

/** JSON is JavaScript, and `shownJson` spells out what nobody sees: line ends of any kind, and marks that turn a line around. */
export const quoted = (text: string): string => shownJson(text);

const typeOfLiteral = (value: string | number | boolean | null): KnownType => {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "other";
};

export const literal = (value: string | number | boolean | null): Code => ({
  ...primary(typeof value === "string" ? quoted(value) : String(value), [], typeOfLiteral(value)),
  strength: typeof value === "number" && value < 0 ? strength.unary : strength.primary,
  literal: value,
  truth: Boolean(value),
  isThere: value !== null,
});

export const nothing: Code = { ...primary("undefined", [], "other"), truth: false };

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** These reach what is not the sender's: the prototype of an object, and from there everything. */
export const isRefusedName = (name: string): boolean => /^(__.*__|constructor|prototype)$/.test(name);

export const propertyKey = (name: string): string => (isIdentifier(name) ? name : quoted(name));

export const within = (code: Code, least: number): string => (code.strength < least ? `(${code.text})` : code.text);

/** TypeScript refuses what it can see to be pointless, which a workflow may well have. */
export const asAny = (code: Code): Code =>
  code.type === "any" ? code : { ...code, ...primary(`(${within(code, strength.unary)} as any)`, [code]) };

/** A property that is not there is undefined, as in n8n. */
export const member = (of: Code, name: string): Code => {
  const isRoot = of.path?.length === 1;
  const base = within(isRoot ? of : asAny(of), strength.primary);
  const bracketed = `[${/^(0|[1-9]\d{0,8})$/.test(name) ? name : quoted(name)}]`;
  const dot = isRoot ? "." : "?.";
  const access = isIdentifier(name) ? `${dot}${name}` : `${isRoot ? "" : "?."}${bracketed}`;
  const isText = isRoot && (of.path?.[0] === "headers" || of.path?.[0] === "query");
  return {
    ...primary(`${base}${access}`, [of], isText ? "maybe" : "any"),
    ...(of.path && { path: [...of.path, name] }),
  };
};

export const element = (of: Code, at: Code): Code =>
  primary(`${within(asAny(of), strength.primary)}?.[${at.text}]`, [of, at]);

const argument = (code: Code): string => within(code, strength.conditional);

export const call = (name: string, args: readonly Code[], type: KnownType = "any"): Code =>
  primary(`${name}(${args.map(argument).join(", ")})`, args, type);

/** `takes` says what TypeScript wants of each argument of a text's method; a method of what may be missing yields what may be. */
export const method = (
  of: Code,
  name: string,
  args: readonly Code[],
  { takes = [], yields = "any" }: { takes?: readonly (readonly KnownType[])[]; yields?: KnownType } = {},
): Code => {
  const isTyped = of.type === "string" || of.type === "maybe";
  const fits = args.every(({ type }, index) => type === "any" || takes[index]?.includes(type));
  const base = isTyped && fits && takes.length > 0 ? of : asAny(of);
  const isThere = base.type === "string";
  const typed = isThere ? yields : yields === "string" ? "maybe" : "any";
  const text = `${within(base, strength.primary)}${isThere ? "." : "?."}${name}(${args.map(argument).join(", ")})`;
  return primary(text, [of, ...args], base.type === "any" ? "any" : typed);
};

const isComparable = (left: Code, right: Code): boolean => {
  const texts: readonly KnownType[] = ["string", "maybe"];
  const areTexts = texts.includes(left.type) && texts.includes(right.type);
  const areSame = left.type === right.type && (left.type === "number" || left.type === "boolean");
  return (areTexts || areSame) && (left.literal === undefined || right.literal === undefined);
};

/** The right one of two operands that hold equally is the one that needs parentheses. */
const infix = (left: Code, operator: string, right: Code, own: number, type: KnownType): Code => ({
  kind: "code",
  text: `${within(left, own)} ${operator} ${within(right, own + 1)}`,
  strength: own,
  type,
  isThere: true,
  uses: usesOf([left, right]),
});

export const compared = (left: Code, operator: "===" | "!==" | "==" | "!=", right: Code): Code => {
  const isFine = left.type === "any" || right.type === "any" || isComparable(left, right);
  const cast = (code: Code): Code => (isFine && code.type !== "other" && code.type !== "regex" ? code : asAny(code));
  const isNull = ({ text }: Code): boolean => text === "null" || text === "undefined";
  return infix(
    isNull(left) ? left : cast(left),
    operator,
    isNull(right) ? right : cast(right),
    strength.equality,
    "boolean",
  );
};

export const equals = (left: Code, right: Code): Code => compared(left, "===", right);

const products: readonly string[] = ["*", "/", "%"];
const sums: readonly string[] = ["+", "-"];

/** An operator that works something out of two values. */
export const computed = (left: Code, operator: string, right: Code): Code => {
  const fits = (code: Code): boolean =>
    code.type === "any" ||
    code.type === "number" ||
    (code.type === "string" && (operator === "+" || (/[<>]/.test(operator) && left.type === right.type)));
  const [first, second] = [left, right].map((code) => (fits(code) ? code : asAny(code))) as [Code, Code];
  if (products.includes(operator)) return infix(first, operator, second, strength.product, "number");
  if (!sums.includes(operator)) return infix(first, operator, second, strength.relation, "boolean");
  const isText = operator === "+" && (left.type === "string" || right.type === "string");
  const isNumber = operator === "-" || (left.type === "number" && right.type === "number");
  return infix(first, operator, second, strength.sum, isText ? "string" : isNumber ? "number" : "any");
};

export const not = (code: Code): Code =>
  code.truth === undefined
    ? {
        kind: "code",
        text: `!${within(code, strength.unary)}`,
        strength: strength.unary,
        type: "boolean",
        isThere: true,
        uses: code.uses,
      }
    : literal(!code.truth);

export const unary = (operator: "-" | "+" | "typeof", code: Code): Code => ({
  kind: "code",
  text: operator === "typeof" ? `typeof ${within(code, strength.unary)}` : `${operator}(${asAny(code).text})`,
  strength: strength.unary,
  type: operator === "typeof" ? "other" : "number",
  isThere: true,
  uses: code.uses,
});

/** Which of the operands decides is known before, where one of them is always true or never. */
const withoutDecided = (codes: readonly Code[], goesOn: boolean): readonly Code[] => {
  const end = codes.findIndex(({ truth }) => truth === !goesOn);
  const reached = end === -1 ? codes : codes.slice(0, end + 1);
  return reached.filter(({ truth }, index) => index === reached.length - 1 || truth !== goesOn);
};

/** Where one of two may be anything, so may both; otherwise TypeScript knows more than it is told here. */
const eitherType = (one: Code, other: Code): KnownType =>
  one.type === "any" || other.type === "any" ? "any" : "other";

const eitherOf = (one: Code, other: Code): Code => ({ ...one, type: eitherType(one, other) });

export const joined = (codes: readonly Code[], operator: "&&" | "||"): Code => {
  const left = withoutDecided(codes, operator === "&&");
  if (left.length === 0) return literal(operator === "&&");
  const [only] = left;
  if (only && left.length === 1) return only;
  const own = operator === "&&" ? strength.and : strength.or;
  return {
    kind: "code",
    text: left.map((code) => within(code, own + 1)).join(` ${operator} `),
    strength: own,
    type: left.every(({ type }) => type === "boolean") ? "boolean" : left.reduce(eitherOf).type,
    uses: usesOf(left),
  };
};

/** It may not stand beside `||` and `&&` without parentheses, so that it never does. */
export const otherwise = (code: Code, instead: Code): Code => {
  if (code.text === "null" || code.text === "undefined") return instead;
  if (code.isThere || code.type === "string" || code.type === "number" || code.type === "boolean") return code;
  return {
    kind: "code",
    text: `${within(code, strength.equality)} ?? ${within(instead, strength.equality)}`,
    strength: strength.conditional,
    type: code.type === "maybe" && instead.type === "string" ? "string" : eitherType(code, instead),
    ...(instead.isThere && { isThere: true }),
    uses: usesOf([code, instead]),
  };
};

export const conditional = (test: Code, yes: Code, no: Code): Code =>
  test.truth === undefined
    ? {
        kind: "code",
        text: `${within(test, strength.or)} ? ${within(yes, strength.conditional + 1)} : ${within(no, strength.conditional)}`,
        strength: strength.conditional,
        type: eitherType(yes, no),
        ...(yes.isThere && no.isThere && { isThere: true }),
        ...(yes.truth !== undefined && yes.truth === no.truth && { truth: yes.truth }),
        uses: usesOf([test, yes, no]),
      }
    : test.truth
      ? yes
      : no;

const templateText = (text: string): string =>
  quoted(text).slice(1, -1).replaceAll(String.raw`\"`, '"').replaceAll("`", "\\`").replaceAll("${", "\\${");

/** n8n writes nothing where a value is missing in the middle of a text. */
export const template = (parts: readonly (string | Code)[]): Code => {
  const codes = parts.filter((part) => typeof part !== "string");
  if (codes.every(({ literal: value }) => value !== undefined))
    return literal(parts.map((part) => (typeof part === "string" ? part : (part.literal ?? ""))).join(""));
  const texts = parts.map((part) => {
    if (typeof part === "string") return templateText(part);
    if (part.literal !== undefined) return templateText(String(part.literal ?? ""));
    return `\${${otherwise(part, literal("")).text}}`;
  });
  return { ...primary(`\`${texts.join("")}\``, codes, "string"), isThere: true };
};

export const objectCode = (entries: readonly (readonly [string, Code])[], spread: readonly Code[] = []): Code => {
  const own = entries.map(([key, { text }]) => (key === text ? key : `${propertyKey(key)}: ${text}`));
  const parts = [...spread.map((code) => `...${within(asAny(code), strength.conditional)}`), ...own];
  return {
    ...primary(
      parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`,
      [...entries.map(([, code]) => code), ...spread],
      "other",
    ),
    truth: true,
    isThere: true,
  };
};

export const listCode = (items: readonly Code[]): Code => ({
  ...primary(items.length === 0 ? "([] as any[])" : `[${items.map(({ text }) => text).join(", ")}]`, items, "other"),
  truth: true,
  isThere: true,
  items,
});
