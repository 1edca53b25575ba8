// Creates the table of serverless.yml in an emulator, and waits until it takes items: it says so some moments after its answer, as AWS does.
import { setTimeout as delay } from "node:timers/promises";
import { CreateTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { AwsClient } from "../../lib/aws/aws-client.ts";
import { tableShape } from "./table-shape.ts";

export const createTable = async (client: AwsClient<"dynamodb">, TableName: string): Promise<void> => {
  await client.send(new CreateTableCommand({ TableName, ...tableShape }));
  const isActive = async (): Promise<boolean> =>
    (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus === "ACTIVE";
  while (!(await isActive())) await delay(1);
};
