// The table in memory, for runs by the thousand: what it answers is compared with DynamoDB's in memory-table.test.ts.
import type { Item, ItemKey, Table, Update } from "../../lib/aws/table.ts";

type Scalar = Item[string];

const operators: Record<string, (one: Scalar, other: Scalar) => boolean> = {
  "=": (one, other) => one === other,
  "<>": (one, other) => one !== other,
  "<": (one, other) => typeof one === typeof other && one < other,
  "<=": (one, other) => typeof one === typeof other && one <= other,
  ">": (one, other) => typeof one === typeof other && one > other,
};

/** Reads the conditions that lib writes: comparisons and attribute_exists, joined by AND, OR and parentheses; any other is refused. */
const holds = (condition: string, item: Item | undefined, values: Item): boolean => {
  const tokens = condition.match(/attribute_(?:not_)?exists|[()]|\b(?:AND|OR)\b|<>|<=|>=|[=<>]|#\w+|:\w+/g) ?? [];
  const unknown = (): Error => new Error(`not a condition that is known here: ${condition}`);
  // What stands between the tokens is nothing that was understood.
  if (tokens.join("") !== condition.replaceAll(/\s/g, "")) throw unknown();
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const expected = (form: RegExp): string => {
    const token = next();
    if (!form.test(token)) throw unknown();
    return token;
  };
  const term = (): boolean => {
    const token = next();
    if (token === "(") {
      const inner = any();
      expected(/^\)$/);
      return inner;
    }
    if (token.startsWith("attribute_")) {
      expected(/^\($/);
      const name = expected(/^#/).slice(1);
      const isThere = item?.[name] !== undefined;
      expected(/^\)$/);
      return (token === "attribute_exists") === isThere;
    }
    if (!token.startsWith("#")) throw unknown();
    const sign = next();
    const operator = operators[sign];
    const value = values[expected(/^:/).slice(1)];
    if (!operator) throw unknown();
    const held = item?.[token.slice(1)];
    // To DynamoDB an attribute that is not there compares to nothing, except that it differs from everything.
    if (held === undefined) return sign === "<>";
    return operator(held, value ?? "");
  };
  const all = (): boolean => {
    let result = term();
    while (tokens[at] === "AND") {
      at += 1;
      const right = term();
      result = result && right;
    }
    return result;
  };
  const any = (): boolean => {
    let result = all();
    while (tokens[at] === "OR") {
      at += 1;
      const right = all();
      result = result || right;
    }
    return result;
  };
  const result = tokens.length === 0 || any();
  if (at < tokens.length) throw unknown();
  return result;
};

const changed = (item: Item, { set = {}, setIfAbsent = {}, add = {}, remove = [] }: Update): Item => {
  const next: Record<string, Scalar> = { ...setIfAbsent, ...item, ...set };
  for (const [name, amount] of Object.entries(add)) next[name] = Number(item[name] ?? 0) + amount;
  for (const name of remove) delete next[name];
  return next;
};

/** What DynamoDB refuses of itself, a table that is not DynamoDB's must not let through. */
const refuse = ({ set = {}, setIfAbsent = {}, add = {}, remove = [] }: Update): void => {
  const values = [set, setIfAbsent, add].flatMap((clause) => Object.entries(clause));
  const names = [...values.map(([name]) => name), ...remove];
  if (names.length === 0) throw new Error("DynamoDB takes no update that changes nothing");
  if (new Set(names).size < names.length) throw new Error(`DynamoDB takes each attribute once: ${names.join(", ")}`);
  for (const [name, value] of values)
    if (!["string", "number", "boolean"].includes(typeof value))
      throw new TypeError(`the table takes texts, numbers and booleans only: ${name}`);
};

export interface MemoryTable extends Table {
  /** What is there now, without a step of its own. */
  peek(key: ItemKey): Item | undefined;
  items(): readonly Item[];
}

export const memoryTable = (): MemoryTable => {
  const partitions = new Map<string, Map<string, Item>>();
  const peek = ({ pk, sk }: ItemKey): Item | undefined => partitions.get(pk)?.get(sk);
  const items = (): readonly Item[] => [...partitions.values()].flatMap((partition) => [...partition.values()]);
  /** By attribute and value, from the first time that anybody asks for it. */
  const indexes = new Map<string, Map<Scalar, Set<Item>>>();
  const place = (index: Map<Scalar, Set<Item>>, attribute: string, item: Item): void => {
    const value = item[attribute];
    if (value === undefined) return;
    const found = index.get(value) ?? new Set<Item>();
    index.set(value, found.add(item));
  };
  const indexOn = (attribute: string): Map<Scalar, Set<Item>> => {
    const held = indexes.get(attribute);
    if (held) return held;
    const index = new Map<Scalar, Set<Item>>();
    for (const item of items()) place(index, attribute, item);
    indexes.set(attribute, index);
    return index;
  };
  const replace = (held: Item | undefined, next: Item): void => {
    for (const [attribute, index] of indexes) {
      if (held?.[attribute] !== undefined) index.get(held[attribute])?.delete(held);
      place(index, attribute, next);
    }
  };
  const inOrder = (one: Scalar | undefined, other: Scalar | undefined): number => {
    if (one === other || one === undefined || other === undefined) return 0;
    return one < other ? -1 : 1;
  };
  return {
    peek,
    items,
    get: async (key) => peek(key),
    update: async (key, update) => {
      refuse(update);
      const held = peek(key);
      if (!holds(update.condition ?? "", held, update.values ?? {})) return undefined;
      const next = changed(held ?? { pk: key.pk, sk: key.sk }, update);
      const partition = partitions.get(key.pk) ?? new Map<string, Item>();
      partitions.set(key.pk, partition.set(key.sk, next));
      replace(held, next);
      return update.answer === "old" ? (held ?? {}) : next;
    },
    query: async (pk, { beginsWith = "" } = {}) =>
      [...(partitions.get(pk)?.values() ?? [])]
        .filter(({ sk }) => String(sk).startsWith(beginsWith))
        .sort((one, other) => inOrder(one.sk, other.sk)),
    queryIndex: async ({ attribute, value, sortedBy }, { newestFirst = false, limit, upTo }) => {
      const found = [...(indexOn(attribute).get(value) ?? [])]
        .filter((item) => item[sortedBy] !== undefined)
        .filter((item) => upTo === undefined || inOrder(item[sortedBy], upTo) <= 0)
        .sort((one, other) => inOrder(one[sortedBy], other[sortedBy]));
      return (newestFirst ? found.reverse() : found)
        .slice(0, limit)
        .map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    },
  };
};
