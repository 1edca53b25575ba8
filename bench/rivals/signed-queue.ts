// The floor of receive-webhook: its two calls, signed by AWS's own signer over node:http.
import { callInputs } from "./asked-calls.ts";
import { queueService, secretsService } from "./signed-services.ts";

const inputs = callInputs(process.env);
const [secrets, queue] = [secretsService(), queueService()];
let secret: Promise<string> | undefined;

export const handler = async (): Promise<object> => {
  secret ??= secrets("GetSecretValue", inputs.secret());
  await secret;
  await queue("SendMessage", inputs.message());
  return { statusCode: 202, body: "{}" };
};
