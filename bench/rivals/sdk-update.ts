// A rival of what applies commands that only makes its calls, one after the other, by the AWS SDK, and the PUT by node:http.
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type AskedCalls, callInputs } from "./asked-calls.ts";
import { updateAtWts } from "./wts-update.ts";

const inputs = callInputs(process.env);
const secrets = new SecretsManagerClient({});
const dynamodb = new DynamoDBClient({});
const eventbridge = new EventBridgeClient({});
const sqs = new SQSClient({});
let apiKey: Promise<string> | undefined;

const readKey = async (): Promise<string> => {
  const { SecretString = "{}" } = await secrets.send(new GetSecretValueCommand(inputs.secret()));
  return JSON.parse(SecretString).default?.apiKey ?? "";
};

const repeat = async (times: number, call: () => Promise<unknown>): Promise<void> => {
  for (let time = 0; time < times; time += 1) await call();
};

export const handler = async (asked: AskedCalls): Promise<object> => {
  const { writes = 0, reads = 0, messages = 0, events = 0, updates = 0, sessionId = "" } = asked;
  apiKey ??= readKey();
  const key = await apiKey;
  await repeat(messages, () => sqs.send(new SendMessageCommand(inputs.message())));
  await repeat(reads, () => dynamodb.send(new GetItemCommand(inputs.read())));
  await repeat(writes, () => dynamodb.send(new UpdateItemCommand(inputs.write())));
  await repeat(updates, () => updateAtWts(process.env.WTS_BASE_URL ?? "", key, sessionId));
  await repeat(events, () => eventbridge.send(new PutEventsCommand(inputs.event())));
  return { statusCode: 200, body: "{}" };
};
