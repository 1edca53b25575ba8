// Works out what is certain of the commands a mapping yields before any delivery comes: their properties, and the values that are fixed.
import jsonata from "jsonata";
import { isProperties, own, type Properties } from "../../core/value.ts";

export interface SampleCommand {
  /** Where it stands in the mapping, such as ["0"]; empty where the mapping is one command. */
  at: readonly string[];
  /** The command, with a text that means nothing for what only a delivery tells. */
  input: Properties;
  /** Dotted paths of what only a delivery tells. */
  open: ReadonlySet<string>;
}

/** The parser's nodes have classes of their own, so that `isProperties` knows none of them. */
interface Node {
  type?: string;
  value?: unknown;
  lhs?: unknown;
  rhs?: unknown;
  steps?: readonly unknown[];
  expressions?: readonly unknown[];
  arguments?: readonly unknown[];
  procedure?: unknown;
  then?: unknown;
  else?: unknown;
  body?: unknown;
}

const nodeOf = (value: unknown): Node => Object(value);

/** Undefined for what is no expression, which is told elsewhere. */
const treeOf = (expression: string): Node | undefined => {
  try {
    return nodeOf(jsonata(expression).ast());
  } catch {
    return undefined;
  }
};

const isObject = ({ type, value }: Node): boolean => type === "unary" && value === "{";

/** Functions whose answer is what their arguments are, or what the function they are given answers. */
const passing: readonly unknown[] = ["map", "append", "filter"];

/** Every object that the expression may answer, or have in the list that it answers. */
const objectsIn = (given: unknown): Node[] => {
  const node = nodeOf(given);
  if (isObject(node)) return [node];
  switch (node.type) {
    case "unary":
      return node.value === "[" ? (node.expressions ?? []).flatMap(objectsIn) : [];
    case "path":
      return objectsIn(node.steps?.at(-1));
    case "block":
      return objectsIn(node.expressions?.at(-1));
    case "condition":
      return [...objectsIn(node.then), ...objectsIn(node.else)];
    case "apply":
      return objectsIn(node.rhs);
    case "lambda":
      return objectsIn(node.body);
    case "function":
      return passing.includes(nodeOf(node.procedure).value) ? (node.arguments ?? []).flatMap(objectsIn) : [];
    default:
      return [];
  }
};

/** It stands for whatever a delivery tells. */
const somewhat = "?";

const sampleOf = (whole: unknown, at: readonly string[], isTree: boolean): SampleCommand | undefined => {
  const open = new Set<string>();

  const unknownAt = (path: readonly string[]): string => {
    open.add(path.join("."));
    return somewhat;
  };

  const ofPairs = (pairs: readonly (readonly [unknown, unknown])[], path: readonly string[]): Properties => {
    const known = pairs.flatMap(([key, value]): [string, unknown][] => {
      const { type, value: name } = nodeOf(key);
      if (type === "string" && typeof name === "string") return [[name, ofTree(value, [...path, name])]];
      // Its name is worked out, so that nobody knows what else the object has.
      unknownAt(path);
      return [];
    });
    return Object.fromEntries(known);
  };

  const ofTree = (given: unknown, path: readonly string[]): unknown => {
    const node = nodeOf(given);
    if (isObject(node)) return ofPairs(node.lhs as [unknown, unknown][], path);
    if (node.type === "unary" && node.value === "[")
      return (node.expressions ?? []).map((item, index) => ofTree(item, [...path, String(index)]));
    return node.type === "string" || node.type === "number" || node.type === "value" ? node.value : unknownAt(path);
  };

  const ofTemplate = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === "string") return ofTree(treeOf(value), path);
    if (Array.isArray(value)) return value.map((item, index) => ofTemplate(item, [...path, String(index)]));
    if (!isProperties(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ofTemplate(inner, [...path, key])]));
  };

  const input = isTree ? ofTree(whole, []) : ofTemplate(whole, []);
  return isProperties(input) ? { at, input, open } : undefined;
};

/** The commands of a function are not known. */
export const sampleCommands = (map: unknown): readonly SampleCommand[] => {
  const items = Array.isArray(map) ? map : [map];
  return items.flatMap((item, index) => {
    const place = Array.isArray(map) ? [String(index)] : [];
    if (typeof item !== "string") return sampleOf(item, place, false) ?? [];
    const objects = objectsIn(treeOf(item));
    return objects.flatMap(
      (object, number) => sampleOf(object, objects.length > 1 ? [...place, String(number)] : place, true) ?? [],
    );
  });
};

/** Whether a delivery decides about the value, about a part of it, or about what it is a part of. */
export const isOpen = ({ open }: SampleCommand, path: string): boolean =>
  [...open].some((each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`) || each === "");

/** The value at a dotted path; undefined where there is none. */
export const valueAt = ({ input }: SampleCommand, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isProperties(value) ? own(value, key) : undefined;
  }, input);
