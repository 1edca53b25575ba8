// Takes a stage away whole, as docs/deploy.md says, with what is kept on removal.
import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DeleteQueueCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DeployFolder } from "../cloud/deploy-folder.ts";
import { nameOf, type Place, secretId, secretNames } from "./stage-contents.ts";

/** Each step is tried, whatever became of the ones before; answers what went wrong. */
export const removeStage = async (place: Place, folder: DeployFolder): Promise<string[]> => {
  const name = nameOf(place);
  const problems: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!/NotFound|does not exist|NonExistent/.test(String(error))) problems.push(`${what}: ${String(error)}`);
    }
  };
  const dynamodb = new DynamoDBClient(place);
  // A queue's URL may name a host that only its own network knows.
  const sqs = new SQSClient({ ...place, useQueueUrlAsEndpoint: false });
  const secrets = new SecretsManagerClient(place);
  try {
    await attempt("npx osls remove", async () => {
      const { code, output } = await folder.remove();
      if (code !== 0) throw new Error(output);
    });
    await attempt(`the table ${name}`, () => dynamodb.send(new DeleteTableCommand({ TableName: name })));
    await attempt("the queues", async () => {
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${name}-` }));
      for (const QueueUrl of QueueUrls) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    });
    for (const each of secretNames)
      await attempt(`the secret ${each}`, () =>
        secrets.send(new DeleteSecretCommand({ SecretId: secretId(place, each), ForceDeleteWithoutRecovery: true })),
      );
    return problems;
  } finally {
    for (const client of [dynamodb, sqs, secrets]) client.destroy();
  }
};
