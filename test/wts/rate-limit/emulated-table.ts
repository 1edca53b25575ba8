// A DynamoDB table over HTTP, for the functions' own client.
import { fork } from "node:child_process";
import { once } from "node:events";
import { type AwsClient, awsClient } from "../../../lib/aws/aws-client.ts";
import { createTable } from "../../support/create-table.ts";
import { environmentAt } from "../../support/environment-at.ts";

export const tableName = "hooks";

export const emulatorClient = (port: number): AwsClient<"dynamodb"> =>
  awsClient({
    ...{ service: "dynamodb", environment: environmentAt(`http://127.0.0.1:${port}`) },
    ...{ maxAttempts: 2, connectMs: 30_000, requestMs: 30_000 },
  });

export interface EmulatedTable {
  readonly port: number;
  readonly client: AwsClient<"dynamodb">;
  stop(): Promise<void>;
}

export const startEmulatedTable = async (): Promise<EmulatedTable> => {
  const child = fork(new URL("dynalite-process.ts", import.meta.url), { execArgv: [], stdio: ["ignore", 2, 2, "ipc"] });
  const [port] = await once(child, "message");
  if (typeof port !== "number") throw new TypeError("the emulator has no port");
  const client = emulatorClient(port);
  await createTable(client, tableName);
  return {
    port,
    client,
    stop: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
};
