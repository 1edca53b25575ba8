// Mutants of what is done: a statement is left out, or nobody waits until it is done.
import type { Node } from "@babel/types";
import { type MutantKind, replaceNode, textOf } from "./place.ts";

const isLeftOut = (node: Node): boolean => {
  switch (node.type) {
    case "ExpressionStatement":
    case "ThrowStatement":
    case "ContinueStatement":
    case "BreakStatement":
      return true;
    case "ReturnStatement":
      return !node.argument;
    default:
      return false;
  }
};

const leaveOut: MutantKind = ({ node }) => (isLeftOut(node) ? [replaceNode(node, ";")] : []);

const notAwaited: MutantKind = ({ node, parent, source }) =>
  node.type === "AwaitExpression" && parent.type === "ExpressionStatement"
    ? [replaceNode(node, `void ${textOf(source, node.argument)}`)]
    : [];

export const statementKinds: readonly MutantKind[] = [leaveOut, notAwaited];
