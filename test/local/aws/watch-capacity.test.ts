// What is seen of the emulator's reads and writes, by a real SDK client, and that it agrees with what the emulator says itself.
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { startTables } from "../../../local/aws/emulators.ts";
import { type Consumption, watchCapacity } from "../../../local/aws/watch-capacity.ts";
import type { Listening } from "../../../local/listen.ts";

const TableName = "watched";
const Key = { pk: { S: "command#1" } };
const asked = { TableName, ReturnConsumedCapacity: "TOTAL" } as const;
const seen: Consumption[] = [];
let tables: Listening;
let client: DynamoDBClient;

beforeAll(async () => {
  watchCapacity((consumption) => seen.push(consumption));
  tables = await startTables();
  client = new DynamoDBClient(clientOptionsAt(tables.url));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "day", AttributeType: "S" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-day",
          KeySchema: [{ AttributeName: "day", KeyType: "HASH" }],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    }),
  );
});
afterAll(async () => {
  client.destroy();
  await tables.stop();
});
beforeEach(async () => {
  await client.send(new DeleteItemCommand({ TableName, Key }));
  seen.length = 0;
});

const put = (attributes: object) => client.send(new PutItemCommand({ ...asked, Item: { ...Key, ...attributes } }));
const updateDay = (day: string, condition = {}) =>
  client.send(
    new UpdateItemCommand({
      ...{ ...asked, Key, UpdateExpression: "SET #d = :d" },
      ...{ ExpressionAttributeNames: { "#d": "day" }, ExpressionAttributeValues: { ":d": { S: day } }, ...condition },
    }),
  );

test("a put, an update and a deletion are seen with their indexes, and the table's part is what the emulator says", async () => {
  const answers = [
    await put({ text: { S: "x".repeat(3000) } }),
    await updateDay("2026-11-20"),
    await updateDay("2026-11-21"),
    await updateDay("2026-11-21"),
    await client.send(new DeleteItemCommand({ ...asked, Key })),
  ];
  expect(seen).toEqual([0, 1, 2, 0, 1].map((index) => ({ key: "command#1", written: { table: 3, index } })));
  expect(answers.map(({ ConsumedCapacity }) => ConsumedCapacity?.CapacityUnits)).toEqual([3, 3, 3, 3, 3]);
});

test("a condition that does not hold is seen, though the emulator counts nothing for it", async () => {
  await put({ text: { S: "x".repeat(1500) } });
  seen.length = 0;
  const refused = updateDay("2026-11-20", { ConditionExpression: "attribute_not_exists(pk)" });
  await expect(refused).rejects.toThrow("conditional");
  expect(seen).toEqual([{ key: "command#1", written: { table: 2, index: 0 } }]);
});

test.each([true, false])("a read is seen, consistent: %p", async (ConsistentRead) => {
  await put({ text: { S: "x".repeat(5000) } });
  seen.length = 0;
  const { ConsumedCapacity } = await client.send(new GetItemCommand({ ...asked, Key, ConsistentRead }));
  expect(seen).toEqual([{ key: "command#1", read: ConsistentRead ? 2 : 1 }]);
  expect(ConsumedCapacity?.CapacityUnits).toBe(ConsistentRead ? 2 : 1);
});

test("a query of an index is seen, and still answers what was asked", async () => {
  await updateDay("2026-11-20");
  seen.length = 0;
  const { Items } = await client.send(
    new QueryCommand({
      ...{ TableName, IndexName: "by-day", KeyConditionExpression: "#d = :d" },
      ...{ ExpressionAttributeNames: { "#d": "day" }, ExpressionAttributeValues: { ":d": { S: "2026-11-20" } } },
    }),
  );
  expect(Items).toEqual([{ ...Key, day: { S: "2026-11-20" } }]);
  expect(seen).toEqual([{ key: "by-day", read: 0.5 }]);
});
