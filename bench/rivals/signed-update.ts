// The floor of what applies commands: its calls, one after the other, signed by AWS's own signer over node:http.
import { type AskedCalls, callInputs } from "./asked-calls.ts";
import { busService, queueService, secretsService, tableService } from "./signed-services.ts";
import { updateAtWts } from "./wts-update.ts";

const inputs = callInputs(process.env);
const [secrets, queue, table, bus] = [secretsService(), queueService(), tableService(), busService()];
let apiKey: Promise<string> | undefined;

const readKey = async (): Promise<string> => {
  const { SecretString = "{}" } = JSON.parse(await secrets("GetSecretValue", inputs.secret()));
  return JSON.parse(SecretString).default?.apiKey ?? "";
};

const repeat = async (times: number, call: () => Promise<unknown>): Promise<void> => {
  for (let time = 0; time < times; time += 1) await call();
};

export const handler = async (asked: AskedCalls): Promise<object> => {
  const { writes = 0, reads = 0, messages = 0, events = 0, updates = 0, sessionId = "" } = asked;
  apiKey ??= readKey();
  const key = await apiKey;
  await repeat(messages, () => queue("SendMessage", inputs.message()));
  await repeat(reads, () => table("GetItem", inputs.read()));
  await repeat(writes, () => table("UpdateItem", inputs.write()));
  await repeat(updates, () => updateAtWts(process.env.WTS_BASE_URL ?? "", key, sessionId));
  await repeat(events, () => bus("PutEvents", inputs.event()));
  return { statusCode: 200, body: "{}" };
};
