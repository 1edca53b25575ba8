// The one DynamoDB table, written one item at a time: every guarantee of ours is a condition on a single item.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { faults } from "../core/faults.ts";
import { clientOptions, throwAs } from "./aws-call.ts";

type Scalar = string | number | boolean;
export type Item = Readonly<Record<string, Scalar>>;

export interface Update {
  set?: Readonly<Record<string, Scalar>>;
  add?: Readonly<Record<string, number>>;
  remove?: readonly string[];
  /** In DynamoDB's words: names an attribute as #name, and a value of `values` as :name. */
  condition?: string;
  values?: Readonly<Record<string, Scalar>>;
}

export interface Table {
  /** The read is strongly consistent. */
  get(pk: string): Promise<Item | undefined>;
  /** Answers the item as it is afterwards, or undefined when the condition did not hold. */
  update(pk: string, update: Update): Promise<Item | undefined>;
  /** Answers the keys that a sparse index has for its value, in the order of its sort key. */
  queryIndex(index: TableIndex, options: { newestFirst?: boolean; limit: number }): Promise<readonly string[]>;
}

export interface TableIndex {
  name: string;
  attribute: string;
  value: string;
}

/** A dead connection must not use up the time of the invocation. */
export const tableClient = (): DynamoDBClient =>
  new DynamoDBClient(clientOptions({ maxAttempts: 3, connectMs: 1_000, requestMs: 2_000 }));

const encode = (value: Scalar): AttributeValue => {
  if (typeof value === "string") return { S: value };
  return typeof value === "number" ? { N: String(value) } : { BOOL: value };
};

const decode = (value: AttributeValue): Scalar => {
  if (value.S !== undefined) return value.S;
  return value.N === undefined ? (value.BOOL ?? false) : Number(value.N);
};

const decodeItem = (item: Record<string, AttributeValue> | undefined): Item | undefined =>
  item && Object.fromEntries(Object.entries(item).map(([name, value]) => [name, decode(value)]));

const expressionOf = ({ set = {}, add = {}, remove = [], condition = "", values = {} }: Update) => {
  const names = new Map<string, string>();
  const name = (attribute: string): string => {
    const alias = `#n${names.size}`;
    names.set(alias, attribute);
    return alias;
  };
  const bound: Record<string, AttributeValue> = {};
  const value = (scalar: Scalar): string => {
    const alias = `:v${Object.keys(bound).length}`;
    bound[alias] = encode(scalar);
    return alias;
  };
  const clauses = [
    ["SET", Object.entries(set).map(([attribute, scalar]) => `${name(attribute)} = ${value(scalar)}`)],
    ["ADD", Object.entries(add).map(([attribute, amount]) => `${name(attribute)} ${value(amount)}`)],
    ["REMOVE", remove.map(name)],
  ] as const;
  const conditionText = condition
    .replaceAll(/#(\w+)/g, (_, attribute: string) => name(attribute))
    .replaceAll(/:(?!v\d)(\w+)/g, (_, key: string) => value(values[key] ?? ""));
  return {
    UpdateExpression: clauses
      .filter(([, parts]) => parts.length > 0)
      .map(([verb, parts]) => `${verb} ${parts.join(", ")}`)
      .join(" "),
    ExpressionAttributeNames: Object.fromEntries(names),
    ...(Object.keys(bound).length > 0 && { ExpressionAttributeValues: bound }),
    ...(conditionText !== "" && { ConditionExpression: conditionText }),
  };
};

const throwUnavailable = throwAs(faults.tableUnavailable);

/** Every failure other than a condition that does not hold is TABLE_UNAVAILABLE. */
export const dynamoTable = (client: Pick<DynamoDBClient, "send">, TableName: string): Table => ({
  get: async (pk) => {
    const command = new GetItemCommand({ TableName, Key: { pk: { S: pk } }, ConsistentRead: true });
    const { Item } = await client.send(command).catch(throwUnavailable);
    return decodeItem(Item);
  },
  update: async (pk, update) => {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({ TableName, Key: { pk: { S: pk } }, ReturnValues: "ALL_NEW", ...expressionOf(update) }),
      );
      return decodeItem(Attributes) ?? {};
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      return throwUnavailable(error);
    }
  },
  queryIndex: async ({ name, attribute, value }, { newestFirst = false, limit }) => {
    const { Items = [] } = await client
      .send(
        new QueryCommand({
          TableName,
          IndexName: name,
          KeyConditionExpression: "#attribute = :value",
          ExpressionAttributeNames: { "#attribute": attribute },
          ExpressionAttributeValues: { ":value": { S: value } },
          ScanIndexForward: !newestFirst,
          Limit: limit,
        }),
      )
      .catch(throwUnavailable);
    return Items.flatMap(({ pk }) => pk?.S ?? []);
  },
});
