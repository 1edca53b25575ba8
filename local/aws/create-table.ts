// Makes a table of the template; one of an earlier start keeps its items.
import { setTimeout as delay } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import type { TableDefinition } from "../template/read-tables.ts";

const indexNames = (indexes: readonly { IndexName?: string | undefined }[] = []): string =>
  indexes
    .map(({ IndexName }) => IndexName)
    .sort()
    .join(", ");

export const createTable = async (client: DynamoDBClient, definition: TableDefinition): Promise<void> => {
  const { TableName, GlobalSecondaryIndexes, ...rest } = definition;
  try {
    await client.send(
      new CreateTableCommand({ ...rest, TableName, ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }) }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (indexNames(Table?.GlobalSecondaryIndexes) !== indexNames(GlobalSecondaryIndexes))
      throw new Error(`the table ${TableName} was made with other indexes: start with an empty DATA_DIR`);
    if (Table?.TableStatus === "ACTIVE") return;
    await delay(5);
  }
};
