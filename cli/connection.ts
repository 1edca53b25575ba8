// Where the commands work: the stack that runs here, or a stage in AWS.
import { relative } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";
import { clientOptions } from "../lib/aws/client-options.ts";
import { secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, type Table } from "../lib/aws/table.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { parseAccounts } from "../lib/core/accounts.ts";
import { type Doors, parseDoors } from "../lib/core/doors.ts";
import { jsonLog } from "../lib/log.ts";
import { Failure } from "./failure.ts";
import { readRunningStack } from "./running-stack.ts";

export type QueueName = "commands" | "commands-dead" | "parked";

export interface Connection {
  /** Said with results, so that nobody takes one stage for another. */
  place: string;
  /** What another command line needs to work there, too: "" or " --stage prod". */
  options: string;
  sqs: SQSClient;
  queueUrl(queue: QueueName): Promise<string>;
  /** How long a receive waits: short of that, SQS asks only some of its servers, and what is on others seems not to be there. */
  receiveWaitSeconds: number;
  table: Table;
  eventBridge: EventBridgeClient;
  busName: string;
  /** Of the accounts secret; reading that is a permission of its own. */
  accountNames(): Promise<readonly string[]>;
  /** Of the doors secret; reading that is a permission of its own. */
  doors(): Promise<Doors>;
  /** Where that secret is edited, as messages call it. */
  doorsName(): string;
  /** When what runs here was built; undefined for a stage. ISO. */
  startedAt: (() => string) | undefined;
  /** Where the HTTP API answers; undefined for a stage, whose address only hooks.config.ts or the deployment knows. */
  url: string | undefined;
  close(): void;
}

export interface Place {
  stage?: string | undefined;
  region?: string | undefined;
}

/** Somebody waits, but over a line that may be far longer than the functions' own. */
const times = clientOptions({ maxAttempts: 3, connectMs: 3_000, requestMs: 10_000 });

/** As in serverless.yml. */
const service = "wts-session-hooks";
export const deployedRegion = "sa-east-1";

interface ServiceOptions {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

interface Parts {
  place: string;
  optionsFor(service: "SQS" | "DYNAMODB" | "EVENTBRIDGE" | "SECRETS_MANAGER"): ServiceOptions;
  queueUrl(sqs: SQSClient, queue: QueueName): Promise<string>;
  receiveWaitSeconds: number;
  tableName: string;
  busName: string;
  accountsSecretId: string;
  doorsSecretId: string;
  doorsName(): string;
  startedAt: (() => string) | undefined;
  url: string | undefined;
}

const localParts = (environment: NodeJS.ProcessEnv): Parts => {
  const running = readRunningStack(environment);
  const ids = { commands: "Commands", "commands-dead": "CommandsDead", parked: "Parked" } as const;
  return {
    place: "the local stack",
    optionsFor: (name) => ({
      region: running.region,
      endpoint: running.endpoint(name),
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
    queueUrl: async (_sqs, queue) => running.queueUrl(ids[queue]),
    receiveWaitSeconds: 0,
    tableName: running.tableName,
    busName: running.busName,
    accountsSecretId: `${service}/local/accounts`,
    doorsSecretId: `${service}/local/doors`,
    doorsName: () => relative(process.cwd(), running.secretsFile()),
    startedAt: running.startedAt,
    url: running.url,
  };
};

const stageParts = (stage: string, region: string): Parts => {
  const name = `${service}-${stage}`;
  const queues = {
    commands: `${name}-commands.fifo`,
    "commands-dead": `${name}-commands-dead.fifo`,
    parked: `${name}-parked`,
  };
  return {
    place: `stage ${stage} in ${region}`,
    optionsFor: () => ({ region }),
    queueUrl: async (sqs, queue) => {
      const command = new GetQueueUrlCommand({ QueueName: queues[queue] });
      const { QueueUrl = "" } = await sqs.send(command).catch((error: unknown) => {
        if (!(error instanceof QueueDoesNotExist)) throw error;
        throw new Failure(
          `there is no queue ${queues[queue]} in ${region} of this AWS account: check --stage, --region and the credentials`,
        );
      });
      return QueueUrl;
    },
    receiveWaitSeconds: 1,
    tableName: name,
    busName: name,
    accountsSecretId: `${service}/${stage}/accounts`,
    doorsSecretId: `${service}/${stage}/doors`,
    doorsName: () => `the secret ${service}/${stage}/doors`,
    startedAt: undefined,
    url: undefined,
  };
};

const readSecret = async <Value>(
  { optionsFor }: Parts,
  secretId: string,
  parse: (text: string) => Value,
): Promise<Value> => {
  // Few commands need it, and all would wait for it.
  const { SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const client = new SecretsManagerClient({ ...times, ...optionsFor("SECRETS_MANAGER") });
  try {
    return await secretsManagerSecret({ client, secretId, parse, clock, log: jsonLog() }).get();
  } finally {
    client.destroy();
  }
};

const optionsText = ({ stage, region }: Place): string =>
  `${stage === undefined ? "" : ` --stage ${stage}`}${region === undefined ? "" : ` --region ${region}`}`;

/** Without a stage, the stack that runs here. */
export const connect = ({ stage, region }: Place, environment: NodeJS.ProcessEnv): Connection => {
  const parts = stage === undefined ? localParts(environment) : stageParts(stage, region ?? deployedRegion);
  // A queue's URL may name a host that only its own network knows.
  const sqs = new SQSClient({ ...times, ...parts.optionsFor("SQS"), useQueueUrlAsEndpoint: false });
  const dynamo = new DynamoDBClient({ ...times, ...parts.optionsFor("DYNAMODB") });
  const eventBridge = new EventBridgeClient({ ...times, ...parts.optionsFor("EVENTBRIDGE") });
  const urls = new Map<QueueName, Promise<string>>();
  return {
    place: parts.place,
    options: optionsText({ stage, region }),
    sqs,
    queueUrl: (queue) => {
      const url = urls.get(queue) ?? parts.queueUrl(sqs, queue);
      urls.set(queue, url);
      return url;
    },
    receiveWaitSeconds: parts.receiveWaitSeconds,
    table: dynamoTable(dynamo, parts.tableName),
    eventBridge,
    busName: parts.busName,
    accountNames: async () => [...(await readSecret(parts, parts.accountsSecretId, parseAccounts)).keys()],
    doors: () => readSecret(parts, parts.doorsSecretId, parseDoors),
    ...{ doorsName: parts.doorsName, startedAt: parts.startedAt },
    url: parts.url,
    close: () => {
      for (const client of [sqs, dynamo, eventBridge]) client.destroy();
    },
  };
};
