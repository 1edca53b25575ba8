// Mutants of what is decided: conditions forced, boundaries moved, comparisons negated, parts of a condition dropped.
import type { Node } from "@babel/types";
import { type MutantKind, operandText, type Place, replaceNode, withOperator } from "./place.ts";

const conditionOf = (node: Node): Node | null | undefined => {
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
      return node.test;
    default:
      return undefined;
  }
};

/** A loop whose condition always holds would only cost its time limit. */
const isLoop = (node: Node): boolean => /^(?:DoWhile|While|For)Statement$/.test(node.type);

/** What a dropped part of the condition asks for, too: there it need not be forced in that direction. */
const impliedByParts = new Map([
  ["&&", "true"],
  ["||", "false"],
]);

const forceCondition: MutantKind = ({ node }) => {
  const condition = conditionOf(node);
  if (!condition || condition.type === "BooleanLiteral") return [];
  const implied = condition.type === "LogicalExpression" ? impliedByParts.get(condition.operator) : undefined;
  const forced = (isLoop(node) ? ["false"] : ["true", "false"]).filter((value) => value !== implied);
  return forced.map((value) => replaceNode(condition, value));
};

/** There a negation adds nothing: forcing or dropping it asks for the same test, and for a finer one. */
const isPartOfCondition = ({ node, parent }: Place): boolean =>
  conditionOf(parent) === node || parent.type === "LogicalExpression";

const boundaries = new Map([
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
]);

const negations = new Map([
  ["<", ">="],
  ["<=", ">"],
  [">", "<="],
  [">=", "<"],
  ["===", "!=="],
  ["!==", "==="],
]);

const changeComparison: MutantKind = (place) => {
  const { node, source } = place;
  if (node.type !== "BinaryExpression") return [];
  const { left, right, operator } = node;
  const operators = [boundaries.get(operator), isPartOfCondition(place) ? undefined : negations.get(operator)];
  return operators.flatMap((to) =>
    to === undefined ? [] : [withOperator(source, { node, left, right, from: operator, to })],
  );
};

const dropNegation: MutantKind = (place) => {
  const { node, source } = place;
  const isDropped = node.type === "UnaryExpression" && node.operator === "!" && !isPartOfCondition(place);
  return isDropped ? [replaceNode(node, operandText(source, node.argument))] : [];
};

/** Who notices that either part is missing would notice as well that `&&` and `||` are swapped, so that is not tried. */
const dropPart: MutantKind = ({ node, parent, source }) => {
  if (node.type !== "LogicalExpression") return [];
  // Without parentheses it could not stand beside another operator.
  const isBare = parent.type === "LogicalExpression" && node.extra?.parenthesized !== true;
  return [node.left, node.right].map((part) => {
    const text = operandText(source, part);
    return replaceNode(node, isBare ? `(${text})` : text);
  });
};

const requireOptional: MutantKind = ({ node, source }) => {
  if (node.type !== "OptionalMemberExpression" && node.type !== "OptionalCallExpression") return [];
  if (!node.optional) return [];
  const head = node.type === "OptionalCallExpression" ? node.callee : node.object;
  const isDotted = node.type === "OptionalMemberExpression" && !node.computed;
  const [start, headEnd, end] = [node.start ?? 0, head.end ?? 0, node.end ?? 0];
  const rest = source.slice(headEnd, end).replace("?.", isDotted ? "." : "");
  return [replaceNode(node, source.slice(start, headEnd) + rest)];
};

export const conditionKinds: readonly MutantKind[] = [
  forceCondition,
  changeComparison,
  dropNegation,
  dropPart,
  requireOptional,
];
