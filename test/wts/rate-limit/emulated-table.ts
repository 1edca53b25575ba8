// A DynamoDB table over HTTP, for the real SDK client.
import { fork } from "node:child_process";
import { once } from "node:events";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableShape } from "../../support/table-shape.ts";

export const tableName = "hooks";

export const emulatorClient = (port: number): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "sa-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 2,
  });

export interface EmulatedTable {
  readonly port: number;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

export const startEmulatedTable = async (): Promise<EmulatedTable> => {
  const child = fork(new URL("dynalite-process.ts", import.meta.url), { execArgv: [], stdio: ["ignore", 2, 2, "ipc"] });
  const [port] = await once(child, "message");
  if (typeof port !== "number") throw new TypeError("the emulator has no port");
  const client = emulatorClient(port);
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      ...tableShape,
    }),
  );
  return {
    port,
    client,
    stop: async () => {
      client.destroy();
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
};
