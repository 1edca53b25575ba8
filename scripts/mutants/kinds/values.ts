// Mutants of what is worked out: arithmetic, booleans, numbers, codes, and lists or objects that are empty.
import type { Node } from "@babel/types";
import { type MutantKind, replaceNode, textOf, withOperator } from "./place.ts";

const opposites = new Map([
  ["+", "-"],
  ["-", "+"],
  ["*", "/"],
  ["/", "*"],
  ["%", "*"],
  ["+=", "-="],
  ["-=", "+="],
  ["??=", "="],
]);

const isText = (node: Node): boolean => node.type === "StringLiteral" || node.type === "TemplateLiteral";

const changeArithmetic: MutantKind = ({ node, source }) => {
  if (node.type !== "BinaryExpression" && node.type !== "AssignmentExpression") return [];
  const { left, right, operator } = node;
  const to = opposites.get(operator);
  return to === undefined || isText(left) || isText(right)
    ? []
    : [withOperator(source, { node, left, right, from: operator, to })];
};

const dropMinus: MutantKind = ({ node, source }) =>
  node.type === "UnaryExpression" && node.operator === "-" ? [replaceNode(node, textOf(source, node.argument))] : [];

const flipBoolean: MutantKind = ({ node }) =>
  node.type === "BooleanLiteral" ? [replaceNode(node, String(!node.value))] : [];

/** How far two elements are apart says nothing where they are only compared. */
const isOrder = (parent: Node): boolean =>
  parent.type === "UnaryExpression" ||
  (parent.type === "ConditionalExpression" &&
    [parent.consequent, parent.alternate].some((branch) => branch.type === "UnaryExpression"));

/** Of a large number, such as a limit in milliseconds, one more or less is nothing that anybody should test. */
const smallNumbers = 1_000;

const changeNumber: MutantKind = ({ node, parent }) => {
  if (node.type !== "NumericLiteral" || isOrder(parent)) return [];
  return [replaceNode(node, String(node.value < smallNumbers ? node.value + 1 : node.value * 2))];
};

/** What has a space is a message; what is compared is asked for by the comparison. */
const isCode = (text: string): boolean => /^\S+$/.test(text);
const isCompared = (parent: Node): boolean => parent.type === "BinaryExpression";

const emptyCode: MutantKind = ({ node, parent }) => {
  if (isCompared(parent)) return [];
  if (node.type === "StringLiteral") return isCode(node.value) ? [replaceNode(node, '""')] : [];
  if (node.type !== "TemplateLiteral" || parent.type === "TaggedTemplateExpression") return [];
  const fixed = node.quasis.map(({ value }) => value.raw).join("");
  return isCode(fixed) ? [replaceNode(node, '""')] : [];
};

const emptyCollection: MutantKind = ({ node }) => {
  if (node.type === "ArrayExpression") return node.elements.length > 0 ? [replaceNode(node, "[]")] : [];
  if (node.type === "ObjectExpression") return node.properties.length > 0 ? [replaceNode(node, "{}")] : [];
  return [];
};

const otherMethods = new Map([
  ["some", "every"],
  ["every", "some"],
  ["min", "max"],
  ["max", "min"],
  ["floor", "ceil"],
  ["ceil", "floor"],
]);
const dispensable = new Set(["filter", "sort", "toSorted", "reverse", "toReversed", "slice", "trim", "toLowerCase"]);

const changeMethod: MutantKind = ({ node, source }) => {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const { property } = node.callee;
  if (property.type !== "Identifier") return [];
  const [start, nameStart, nameEnd, end] = [node.start ?? 0, property.start ?? 0, property.end ?? 0, node.end ?? 0];
  const head = source.slice(start, nameStart);
  const other = otherMethods.get(property.name);
  if (other !== undefined) return [replaceNode(node, head + other + source.slice(nameEnd, end))];
  return dispensable.has(property.name) ? [replaceNode(node, head.replace(/\s*\??\.\s*$/, ""))] : [];
};

export const valueKinds: readonly MutantKind[] = [
  changeArithmetic,
  dropMinus,
  flipBoolean,
  changeNumber,
  emptyCode,
  emptyCollection,
  changeMethod,
];
