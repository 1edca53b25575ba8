// The one DynamoDB table, written one item at a time: every guarantee of ours is a condition on a single item.
import {
  type AttributeValue,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { faults } from "../core/faults.ts";
import { throwAs } from "./aws-call.ts";
import { type AwsClient, awsClient } from "./aws-client.ts";
import type { AwsEnvironment } from "./aws-environment.ts";
import { isConditionFailed } from "./aws-error.ts";

type Scalar = string | number | boolean;
export type Item = Readonly<Record<string, Scalar>>;

export interface Update {
  set?: Readonly<Record<string, Scalar>>;
  /** They are set where the item has no such attribute. */
  setIfAbsent?: Readonly<Record<string, Scalar>>;
  add?: Readonly<Record<string, number>>;
  remove?: readonly string[];
  /** In DynamoDB's words: names an attribute as #name, and a value of `values` as :name. */
  condition?: string;
  values?: Readonly<Record<string, Scalar>>;
  /** By default the item as it is afterwards is answered. */
  answer?: "old" | "new";
}

/** Items of one `pk` lie together, in the order of `sk`: one query reads them all. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** That of an item which a query has answered. */
export const itemKeyOf = ({ pk, sk }: Item): ItemKey => ({ pk: String(pk), sk: String(sk) });

export interface Table {
  /** The read is strongly consistent. */
  get(key: ItemKey): Promise<Item | undefined>;
  /** Answers the item as it is afterwards, or, with `answer: "old"`, as it was before; undefined when the condition did not hold. */
  update(key: ItemKey, update: Update): Promise<Item | undefined>;
  /** Answers the items of one `pk`, their keys among their attributes, in the order of `sk`. The read is strongly consistent. */
  query(pk: string, options?: { beginsWith?: string }): Promise<readonly Item[]>;
  /** Answers the keys that a sparse index has for its value, in the order of its sort key. */
  queryIndex(index: TableIndex, options: IndexOptions): Promise<readonly ItemKey[]>;
}

export interface TableIndex {
  readonly name: string;
  readonly attribute: string;
  readonly value: string;
  /** This attribute is its sort key. */
  readonly sortedBy: string;
}

interface IndexOptions {
  newestFirst?: boolean;
  limit: number;
  /** Only those whose sort key is not above it. */
  upTo?: Scalar;
}

/** A dead connection must not use up the time of the invocation. */
export const tableClient = (environment: AwsEnvironment): AwsClient<"dynamodb"> =>
  awsClient({ service: "dynamodb", environment, maxAttempts: 3, connectMs: 1_000, requestMs: 2_000 });

const encode = (value: Scalar): AttributeValue => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  // The compiler lets a list through where an object with one is spread.
  if (typeof value !== "boolean") throw new TypeError("the table takes texts, numbers and booleans only");
  return { BOOL: value };
};

const decode = (value: AttributeValue): Scalar => {
  if (value.S !== undefined) return value.S;
  return value.N === undefined ? (value.BOOL ?? false) : Number(value.N);
};

export const decodeItem = (item: Record<string, AttributeValue>): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, decode(value)]));

/** A condition's text, taken apart where it names attributes and values: there are few of them, and all are ours. */
const conditionParts = new Map<string, readonly string[]>();

const partsOf = (condition: string): readonly string[] => {
  const known = conditionParts.get(condition);
  if (known) return known;
  const parts = condition.split(/([#:]\w+)/);
  conditionParts.set(condition, parts);
  return parts;
};

const expressionOf = ({ set = {}, setIfAbsent = {}, add = {}, remove = [], condition = "", values = {} }: Update) => {
  const names: Record<string, string> = {};
  const bound: Record<string, AttributeValue> = {};
  let named = 0;
  let valued = 0;
  const name = (attribute: string): string => {
    const alias = `#n${named}`;
    named += 1;
    names[alias] = attribute;
    return alias;
  };
  const value = (scalar: Scalar): string => {
    const alias = `:v${valued}`;
    valued += 1;
    bound[alias] = encode(scalar);
    return alias;
  };
  const clauses: string[] = [];
  const clause = (verb: string, parts: readonly string[]): void => {
    if (parts.length > 0) clauses.push(`${verb} ${parts.join(", ")}`);
  };
  const given = Object.keys(set).map((attribute) => `${name(attribute)} = ${value(set[attribute] as Scalar)}`);
  const absent = Object.keys(setIfAbsent).map((attribute) => {
    const alias = name(attribute);
    return `${alias} = if_not_exists(${alias}, ${value(setIfAbsent[attribute] as Scalar)})`;
  });
  clause("SET", [...given, ...absent]);
  clause(
    "ADD",
    Object.keys(add).map((attribute) => `${name(attribute)} ${value(add[attribute] as number)}`),
  );
  clause("REMOVE", remove.map(name));
  const conditionText = partsOf(condition)
    .map((part) => {
      if (part.startsWith("#")) return name(part.slice(1));
      return part.startsWith(":") ? value(values[part.slice(1)] ?? "") : part;
    })
    .join("");
  return {
    UpdateExpression: clauses.join(" "),
    ExpressionAttributeNames: names,
    ...(valued > 0 && { ExpressionAttributeValues: bound }),
    ...(conditionText !== "" && { ConditionExpression: conditionText }),
  };
};

const throwUnavailable = throwAs(faults.tableUnavailable);

const keyOf = ({ pk, sk }: ItemKey) => ({ pk: { S: pk }, sk: { S: sk } });

/** DynamoDB answers at most 1 MB at a time. */
const queryPages = async (
  client: AwsClient<"dynamodb">,
  input: QueryCommandInput,
  limit?: number,
): Promise<Record<string, AttributeValue>[]> => {
  const found: Record<string, AttributeValue>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const Limit = limit === undefined ? {} : { Limit: limit - found.length };
    const command = new QueryCommand({ ...input, ...Limit, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
    const page: QueryCommandOutput = await client.send(command).catch(throwUnavailable);
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey && (limit === undefined || found.length < limit));
  return found;
};

/** Every failure other than a condition that does not hold is TABLE_UNAVAILABLE. */
export const dynamoTable = (client: AwsClient<"dynamodb">, TableName: string): Table => ({
  get: async (key) => {
    const command = new GetItemCommand({ TableName, Key: keyOf(key), ConsistentRead: true });
    const { Item } = await client.send(command).catch(throwUnavailable);
    return Item && decodeItem(Item);
  },
  update: async (key, update) => {
    const ReturnValues = update.answer === "old" ? "ALL_OLD" : "ALL_NEW";
    const expression = expressionOf(update);
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({ TableName, Key: keyOf(key), ReturnValues, ...expression }),
      );
      return Attributes ? decodeItem(Attributes) : {};
    } catch (error) {
      if (isConditionFailed(error)) return undefined;
      return throwUnavailable(error);
    }
  },
  query: async (pk, { beginsWith } = {}) => {
    const items = await queryPages(client, {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: beginsWith === undefined ? "pk = :pk" : "pk = :pk AND begins_with(sk, :beginsWith)",
      ExpressionAttributeValues: {
        ":pk": { S: pk },
        ...(beginsWith !== undefined && { ":beginsWith": { S: beginsWith } }),
      },
    });
    return items.map(decodeItem);
  },
  queryIndex: async ({ name, attribute, value, sortedBy }, { newestFirst = false, limit, upTo }) => {
    const input = {
      TableName,
      IndexName: name,
      KeyConditionExpression: `#attribute = :value${upTo === undefined ? "" : " AND #sortedBy <= :upTo"}`,
      ExpressionAttributeNames: { "#attribute": attribute, ...(upTo !== undefined && { "#sortedBy": sortedBy }) },
      ExpressionAttributeValues: { ":value": { S: value }, ...(upTo !== undefined && { ":upTo": encode(upTo) }) },
      ScanIndexForward: !newestFirst,
    };
    const items = await queryPages(client, input, limit);
    return items.flatMap(({ pk, sk }) => (pk?.S && sk?.S ? [{ pk: pk.S, sk: sk.S }] : []));
  },
});
