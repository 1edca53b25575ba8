// The table of serverless.yml on dynalite, spoken to by the functions' own client; it can be cut off and come back.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { awsClient } from "../../lib/aws/aws-client.ts";
import { listen } from "../../local/listen.ts";
import { createTable } from "./create-table.ts";
import { environmentAt } from "./environment-at.ts";

type Dynalite = (options: { createTableMs: number; path?: string }) => Server;
const dynalite = createRequire(import.meta.url)("dynalite") as Dynalite;

export const startTable = async () => {
  const tableName = "wts-session-hooks-test";
  const tables = dynalite({ createTableMs: 0 });
  // dynalite forgets its items when its own server closes: another one stands before it.
  const server = createServer((request, response) => tables.emit("request", request, response));
  const { url: endpoint } = await listen(server, 0);
  // A busy machine takes its time, which is no failure of what is tested.
  const client = awsClient({
    ...{ service: "dynamodb", environment: environmentAt(endpoint) },
    ...{ maxAttempts: 1, connectMs: 30_000, requestMs: 30_000 },
  });
  await createTable(client, tableName);
  const cutOff = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    client,
    endpoint,
    tableName,
    /** Connections are refused until it comes back, with all that it held. */
    cutOff,
    comeBack: async () => {
      await listen(server, Number(new URL(endpoint).port));
      // The client still holds connections that were cut; it finds out by using them.
      for (let answered = false; !answered; )
        answered = await client.send(new ListTablesCommand({})).then(
          () => true,
          () => false,
        );
    },
    stop: async () => {
      if (server.listening) await cutOff();
    },
  };
};
