// Makes the mutants of one file out of its syntax tree; types, imports, texts of the log and messages are left alone.
import { parse } from "@babel/parser";
import { type Node, VISITOR_KEYS } from "@babel/types";
import { conditionKinds } from "./kinds/conditions.ts";
import type { Place } from "./kinds/place.ts";
import { statementKinds } from "./kinds/statements.ts";
import { valueKinds } from "./kinds/values.ts";
import type { Mutant } from "./mutant.ts";

const kinds = [...conditionKinds, ...valueKinds, ...statementKinds];

/** What is only said, to the log or the terminal, is not what the tests are for. */
const saying = /^(?:.+\.)?(?:log|logger|console)$/;

const isSaid = (source: string, node: Node): boolean => {
  if (node.type === "ExpressionStatement") return isSaid(source, node.expression);
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object } = node.callee;
  return saying.test(source.slice(object.start ?? 0, object.end ?? 0));
};

/** Types around a value are stripped before it runs. */
const wrappers = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);
const withoutValues = new Set(["ImportDeclaration", "ExportAllDeclaration", "ImportExpression"]);

const keysToVisit = (node: Node): readonly string[] => {
  if (wrappers.has(node.type)) return ["expression"];
  if (node.type.startsWith("TS") || withoutValues.has(node.type)) return [];
  const keys = VISITOR_KEYS[node.type] ?? [];
  const isNamed = "key" in node && !("computed" in node && node.computed);
  return keys.filter(
    (key) => !(isNamed && key === "key") && !(node.type === "ExportNamedDeclaration" && key === "source"),
  );
};

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

const childrenOf = (node: Node): Node[] => {
  const fields = node as unknown as Record<string, unknown>;
  return keysToVisit(node).flatMap((key) => [fields[key]].flat().filter(isNode));
};

const placesIn = (source: string, node: Node, parent: Node): Place[] => {
  if (isSaid(source, node)) return [];
  return [{ node, parent, source }, ...childrenOf(node).flatMap((child) => placesIn(source, child, node))];
};

export const makeMutants = (file: string, source: string): Mutant[] => {
  const { program } = parse(source, { sourceType: "module", plugins: ["typescript"] });
  const edits = placesIn(source, program, program).flatMap((place) => kinds.flatMap((kind) => kind(place)));
  return edits
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .map((edit) => ({
      file,
      line: source.slice(0, edit.start).split("\n").length,
      original: source.slice(edit.start, edit.end),
      ...edit,
    }));
};

export const mutatedSource = (source: string, { start, end, replacement }: Mutant): string =>
  source.slice(0, start) + replacement + source.slice(end);
