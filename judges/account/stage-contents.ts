// Looks for what a stage holds already, under any of the names that the project gives: nothing of somebody's may be written over.
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import {
  DescribeSecretCommand,
  ResourceNotFoundException as SecretNotFound,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";

export interface Place {
  readonly stage: string;
  readonly region: string;
}

export const secretNames = ["accounts", "access"] as const;
export const nameOf = ({ stage }: Place): string => `wts-session-hooks-${stage}`;
export const secretId = ({ stage }: Place, name: (typeof secretNames)[number]): string =>
  `wts-session-hooks/${stage}/${name}`;

const unless = async (isMissing: (error: unknown) => boolean, look: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await look();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

const isMissingStack = (error: unknown): boolean => /does not exist/.test(String(error));

/** What is there, as people call it. A stack that CloudFormation has deleted is none. */
export const stageContents = async (place: Place): Promise<string[]> => {
  const name = nameOf(place);
  const cloudFormation = new CloudFormationClient(place);
  const dynamodb = new DynamoDBClient(place);
  const sqs = new SQSClient(place);
  const secrets = new SecretsManagerClient(place);
  try {
    const hasStack = await unless(isMissingStack, async () => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks.some(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE");
    });
    const hasTable = await unless(
      (error) => error instanceof ResourceNotFoundException,
      async () => (await dynamodb.send(new DescribeTableCommand({ TableName: name }))).Table !== undefined,
    );
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${name}-` }));
    const held: string[] = [];
    for (const each of secretNames)
      if (
        await unless(
          (error) => error instanceof SecretNotFound,
          async () =>
            (await secrets.send(new DescribeSecretCommand({ SecretId: secretId(place, each) }))) !== undefined,
        )
      )
        held.push(`the secret ${secretId(place, each)}`);
    return [
      ...(hasStack ? [`the stack ${name}`] : []),
      ...(hasTable ? [`the table ${name}`] : []),
      ...QueueUrls.map((url) => `the queue ${url.slice(url.lastIndexOf("/") + 1)}`),
      ...held,
    ];
  } finally {
    for (const client of [cloudFormation, dynamodb, sqs, secrets]) client.destroy();
  }
};
