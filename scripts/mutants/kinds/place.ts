// Where in a file a mutant can be made, and the little that all kinds of them need to know about the text there.
import type { Node } from "@babel/types";
import type { Edit } from "../mutant.ts";

export interface Place {
  node: Node;
  parent: Node;
  source: string;
}

/** Most kinds look at one type of node and answer with nothing for all others. */
export type MutantKind = (place: Place) => readonly Edit[];

const startOf = (node: Node): number => node.start ?? 0;
const endOf = (node: Node): number => node.end ?? 0;

export const textOf = (source: string, node: Node): string => source.slice(startOf(node), endOf(node));

/** The parser leaves parentheses out of a node: they have to stand around its text again when it moves. */
export const operandText = (source: string, node: Node): string =>
  node.extra?.parenthesized === true || node.type === "LogicalExpression"
    ? `(${textOf(source, node)})`
    : textOf(source, node);

export const replaceNode = (node: Node, replacement: string): Edit => ({
  start: startOf(node),
  end: endOf(node),
  replacement,
});

/** The node with another operator between the same operands. */
export const withOperator = (source: string, { node, left, right, from, to }: OperatorChange): Edit => {
  const between = source.slice(endOf(left), startOf(right)).replace(from, to);
  return replaceNode(
    node,
    source.slice(startOf(node), endOf(left)) + between + source.slice(startOf(right), endOf(node)),
  );
};

export interface OperatorChange {
  node: Node;
  left: Node;
  right: Node;
  from: string;
  to: string;
}
