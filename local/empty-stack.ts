// Takes out what table, queues and WTS hold, so that what runs here is as it was just after its start.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { wholeTable } from "../lib/aws/whole-table.ts";
import { type AwsAccess, clientOptionsAt } from "./aws/account.ts";
import { readSecretsFile } from "./secrets-file.ts";

interface Emptied {
  readonly aws: AwsAccess;
  /** Where the queues are, past the faults. */
  readonly sqsEndpoint: string;
  readonly awsControlUrl: string;
  readonly wtsUrl: string | undefined;
  readonly queueUrls: readonly string[];
  readonly tableNames: readonly string[];
  readonly secretsFile: string;
}

const ask = async (url: string, method: string, body: unknown): Promise<void> => {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
};

const emptyTables = async ({ aws, tableNames }: Emptied): Promise<void> => {
  const client = new DynamoDBClient(aws.dynamodb);
  try {
    for (const name of tableNames) {
      const table = wholeTable(client, name);
      for await (const { items } of table.pages())
        await Promise.all(items.map(({ pk, sk }) => table.remove({ pk: String(pk), sk: String(sk) })));
    }
  } finally {
    client.destroy();
  }
};

const emptyQueues = async ({ sqsEndpoint, queueUrls }: Emptied): Promise<void> => {
  const client = new SQSClient(clientOptionsAt(sqsEndpoint));
  try {
    for (const QueueUrl of queueUrls) await client.send(new PurgeQueueCommand({ QueueUrl }));
  } finally {
    client.destroy();
  }
};

/** Faults go first: with them, the table might not be reached. WTS goes on telling whom it tells. */
export const emptyStack = async (stack: Emptied): Promise<void> => {
  const { awsControlUrl, wtsUrl, secretsFile } = stack;
  await ask(`${awsControlUrl}/__faults`, "PUT", { sqs: null, dynamodb: null, eventbridge: null, secretsmanager: null });
  await Promise.all([emptyTables(stack), emptyQueues(stack)]);
  if (wtsUrl === undefined) return;
  for (const account of Object.keys(readSecretsFile(secretsFile).accounts))
    await ask(`${wtsUrl}/__admin/reset?account=${encodeURIComponent(account)}`, "POST", { keepSubscriptions: true });
};
