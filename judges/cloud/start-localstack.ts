// Starts LocalStack for its SQS alone: moto lets a FIFO queue break its order.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { localStackPython } from "../installed.ts";
import { freePort } from "./free-port.ts";
import { type RunningServer, startServer } from "./start-server.ts";

export const startLocalstack = async (folder: string): Promise<RunningServer> => {
  const data = join(folder, "localstack");
  mkdirSync(data, { recursive: true });
  const at = `127.0.0.1:${await freePort()}`;
  return startServer({
    name: "LocalStack",
    python: localStackPython(),
    args: ["-m", "localstack.runtime.main"],
    environment: {
      PATH: process.env.PATH ?? "",
      HOME: data,
      FILESYSTEM_ROOT: data,
      GATEWAY_LISTEN: at,
      LOCALSTACK_HOST: at,
      SERVICES: "sqs",
      SQS_ENDPOINT_STRATEGY: "path",
      // It tells nobody that it runs, and asks nobody for a certificate or a licence.
      DISABLE_EVENTS: "1",
      SKIP_SSL_CERT_DOWNLOAD: "1",
      ACTIVATE_PRO: "0",
    },
    folder: data,
    logFile: join(folder, "localstack.log"),
    startWithinMs: 120_000,
    urlFrom: () => `http://${at}`,
    healthPath: "/_localstack/health",
  });
};
