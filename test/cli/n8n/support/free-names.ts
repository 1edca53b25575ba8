// Which names a written file asks for that it does not declare: text of a workflow that had become code would be among them.
import { parse } from "@babel/parser";
import type { Node } from "@babel/types";

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof Object(value).type === "string";

const childrenOf = (node: Node): Node[] =>
  Object.entries(node).flatMap(([key, value]) => {
    const isName = (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") && key === "property";
    const isKey = node.type === "ObjectProperty" && key === "key";
    if ((isName || isKey) && !Object(node).computed) return [];
    return (Array.isArray(value) ? value : [value]).filter(isNode);
  });

/** Throws for what is no TypeScript. */
export const namesIn = (text: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const look = (node: Node): void => {
    if (node.type === "Identifier") found.add(node.name);
    if (
      /^(Import|Export|New|Assignment|Update|Await|Yield|Tagged|Class|While|For|With|Throw|Try|Debugger|Meta|This|Function)/.test(
        node.type,
      )
    )
      found.add(`${node.type}`);
    for (const child of childrenOf(node)) look(child);
  };
  look(parse(text, { sourceType: "module", plugins: ["typescript"] }).program);
  return found;
};
