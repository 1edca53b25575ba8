// Starts moto: CloudFormation, DynamoDB, EventBridge, Secrets Manager, IAM, and all else that is deployed but SQS.
import { join } from "node:path";
import { accountId } from "../../local/aws/account.ts";
import { motoPython } from "../installed.ts";
import { type RunningServer, startServer } from "./start-server.ts";

export const startMoto = (folder: string): Promise<RunningServer> =>
  startServer({
    name: "moto",
    python: motoPython(),
    args: [join(import.meta.dirname, "moto-server.py")],
    environment: { PATH: process.env.PATH ?? "", HOME: folder, MOTO_ACCOUNT_ID: accountId },
    folder,
    logFile: join(folder, "moto.log"),
    startWithinMs: 120_000,
    urlFrom: (port) => `http://127.0.0.1:${port}`,
    healthPath: "/moto-api/data.json",
  });
