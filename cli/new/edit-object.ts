// Adds entries to an object or a list that somebody wrote, by insertions alone: whatever else stands in the file stays as it is.
import { type ParserOptions, parse, parseExpression } from "@babel/parser";
import type {
  ArrayExpression,
  CallExpression,
  Expression,
  File,
  ImportDeclaration,
  Node,
  ObjectExpression,
  Program,
} from "@babel/types";
import { readJson } from "../../lib/core/read-json.ts";

interface Insertion {
  at: number;
  text: string;
}

type Container = ObjectExpression | ArrayExpression;

/** Undefined stands for what is not written plainly enough to be changed by a program. */
type Edit = readonly Insertion[] | undefined;

const options: ParserOptions = { sourceType: "module", plugins: ["typescript"], tokens: true };

const lineEndOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

const indentAt = (text: string, at: number): string => {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? "";
};

const startsLine = (text: string, at: number): boolean =>
  text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim() === "";

const bounds = ({ start, end }: Node): [start: number, end: number] => [start ?? 0, end ?? 0];

const membersOf = (container: Container): readonly Node[] =>
  (container.type === "ObjectExpression" ? container.properties : container.elements).filter((node) => node !== null);

interface Written {
  text: string;
  /** Where the commas of the file stand: one in a comment or a text is none. */
  commas: readonly number[];
}

/** `item` is written behind what the container has already. */
const appended = ({ text, commas }: Written, container: Container, item: string): readonly Insertion[] => {
  const [start, end] = bounds(container);
  const close = end - 1;
  const last = membersOf(container).at(-1);
  const lastEnd = last ? bounds(last)[1] : start + 1;
  const comma = last && commas.find((at) => at >= lastEnd && at < close);
  if (startsLine(text, close) && text.slice(start, close).includes("\n")) {
    const lineStart = text.lastIndexOf("\n", close - 1) + 1;
    const closing = indentAt(text, close);
    const own = last && startsLine(text, bounds(last)[0]) ? indentAt(text, bounds(last)[0]) : `${closing}  `;
    // A list whose last item has no comma is ended without one again: JSON takes none.
    const before = last && comma === undefined ? [{ at: lastEnd, text: "," }] : [];
    return [...before, { at: lineStart, text: `${own}${item}${comma === undefined ? "" : ","}${lineEndOf(text)}` }];
  }
  if (last) return [comma === undefined ? { at: lastEnd, text: `, ${item}` } : { at: comma + 1, text: ` ${item},` }];
  const space = container.type === "ObjectExpression" && text.slice(start + 1, close) === "" ? " " : "";
  return [{ at: close, text: `${space}${item}${space}` }];
};

/** What TypeScript adds around an expression. */
const bare = (node: Node | null | undefined): Node | undefined => {
  if (node === null || node === undefined) return undefined;
  const isWrapped =
    node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression" || node.type === "ParenthesizedExpression";
  return isWrapped ? bare(node.expression) : node;
};

const keyOf = (node: Node): string | undefined => {
  if (node.type !== "ObjectProperty" && node.type !== "ObjectMethod") return undefined;
  if (node.key.type === "StringLiteral") return node.key.value;
  return node.key.type === "Identifier" && !node.computed ? node.key.name : undefined;
};

interface Wanted {
  /** From the outermost object on, such as ["autoClose", "policies"]. */
  path: readonly string[];
  container: "ObjectExpression" | "ArrayExpression";
  item: string;
  /** Its key in an object: what has it already is not given it twice. */
  key?: string;
  /** JSON has its keys in quotes. */
  isJson?: true;
}

/** What is missing on the way is written with it. */
const wrapped = ({ path, container, item, isJson }: Wanted): string => {
  const innermost = container === "ArrayExpression" ? `[${item}]` : `{ ${item} }`;
  const named = (key: string, value: string) => `${isJson ? JSON.stringify(key) : key}: ${value}`;
  const [last = "", ...outer] = path.toReversed();
  return outer.reduce((inner, key) => named(key, `{ ${inner} }`), named(last, innermost));
};

const added = (written: Written, object: ObjectExpression, wanted: Wanted): Edit => {
  const [key, ...rest] = wanted.path;
  // A name that is not written out may be this one.
  if (object.properties.some((property) => keyOf(property) === undefined)) return undefined;
  const [found, ...others] = object.properties.filter((property) => keyOf(property) === key);
  if (found === undefined) return appended(written, object, wrapped(wanted));
  const value = found.type === "ObjectProperty" ? bare(found.value) : undefined;
  if (others.length > 0 || value === undefined) return undefined;
  if (rest.length > 0)
    return value.type === "ObjectExpression" ? added(written, value, { ...wanted, path: rest }) : undefined;
  if (value.type !== wanted.container) return undefined;
  const isPlain =
    value.type === "ArrayExpression" ||
    (value.type === "ObjectExpression" &&
      value.properties.every((property) => ![undefined, wanted.key ?? ""].includes(keyOf(property))));
  return isPlain ? appended(written, value as Container, wanted.item) : undefined;
};

const inserted = (text: string, insertions: readonly Insertion[]): string =>
  insertions
    .toSorted((one, other) => other.at - one.at)
    .reduce((before, { at, text: more }) => before.slice(0, at) + more + before.slice(at), text);

const isCallOf = (node: Node | undefined, name: string): node is CallExpression =>
  node?.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === name;

/** A configuration may have a name of its own before it is exported. */
const declared = ({ body }: Program, node: Node | undefined): Node | undefined => {
  if (node?.type !== "Identifier") return node;
  const constants = body.flatMap((statement) =>
    statement.type === "VariableDeclaration" && statement.kind === "const" ? statement.declarations : [],
  );
  return bare(constants.find(({ id }) => id.type === "Identifier" && id.name === node.name)?.init);
};

const importsDefineConfig = ({ source, specifiers }: ImportDeclaration): boolean =>
  source.value === "wts-session-hooks" &&
  specifiers.some(
    (one) =>
      one.type === "ImportSpecifier" &&
      one.local.name === "defineConfig" &&
      one.imported.type === "Identifier" &&
      one.imported.name === "defineConfig",
  );

const configIn = (program: Program): ObjectExpression | undefined => {
  const imports = program.body.filter((statement) => statement.type === "ImportDeclaration");
  if (!imports.some(importsDefineConfig)) return undefined;
  const exported = program.body.find((statement) => statement.type === "ExportDefaultDeclaration");
  const call = declared(program, bare(exported?.declaration));
  if (!isCallOf(call, "defineConfig") || call.arguments.length !== 1) return undefined;
  const given = bare(call.arguments[0] as Expression);
  return given?.type === "ObjectExpression" ? given : undefined;
};

const commasIn = ({ tokens }: Pick<File, "tokens">): number[] =>
  (tokens ?? []).flatMap((token) => (token.type?.label === "," ? [token.start] : []));

/** A comment behind the last import stays with it. */
const importInsertion = (text: string, { body }: Program, line: string): Insertion => {
  const last = body.findLast((statement) => statement.type === "ImportDeclaration");
  const [, end] = last ? bounds(last) : [0, 0];
  const lineEnd = text.indexOf("\n", end);
  const rest = text.slice(end, lineEnd === -1 ? undefined : lineEnd);
  const at = /^\s*(?:\/\/.*)?\r?$/.test(rest) && lineEnd !== -1 ? end + rest.replace(/\r$/, "").length : end;
  return { at, text: `${lineEndOf(text)}${line}` };
};

const parsed = (text: string): File | undefined => {
  try {
    return parse(text, options);
  } catch {
    return undefined;
  }
};

/** Every name that the file has: one that is not among them means nothing else there. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set((parsed(text)?.tokens ?? []).flatMap((token) => (token.type?.label === "name" ? [String(token.value)] : [])));

interface Listed {
  wanted: Wanted;
  importLine: string;
}

/** The configuration with the entry and its import; undefined where a person has to write them. */
export const withListed = (text: string, { wanted, importLine }: Listed): string | undefined => {
  const file = parsed(text);
  const object = file && configIn(file.program);
  const edit = object && added({ text, commas: commasIn(file) }, object, wanted);
  if (file === undefined || edit === undefined) return undefined;
  const result = inserted(text, [...edit, importInsertion(text, file.program, importLine)]);
  return parsed(result) ? result : undefined;
};

/** JSON with the entry; undefined where it is no object that an entry can be added to. */
export const withJsonEntry = (text: string, wanted: Wanted): string | undefined => {
  try {
    const object = parseExpression(text, { tokens: true });
    if (object.type !== "ObjectExpression") return undefined;
    const edit = added({ text, commas: commasIn(object as unknown as File) }, object, wanted);
    if (edit === undefined) return undefined;
    const result = inserted(text, edit);
    readJson(result);
    return result;
  } catch {
    return undefined;
  }
};
