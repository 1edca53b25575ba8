// A rival of receive-webhook that only makes its two calls, by the AWS SDK: it reads the secret once and queues a message.
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { callInputs } from "./asked-calls.ts";

const inputs = callInputs(process.env);
const secrets = new SecretsManagerClient({});
const sqs = new SQSClient({});
let secret: Promise<object> | undefined;

export const handler = async (): Promise<object> => {
  secret ??= secrets.send(new GetSecretValueCommand(inputs.secret()));
  await secret;
  await sqs.send(new SendMessageCommand(inputs.message()));
  return { statusCode: 202, body: "{}" };
};
