// HTTP: POST and GET /webhooks/{source} and /webhooks/{source}/{token}.
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import config from "../hooks.config.ts";
import { commandQueue, parkedQueue, queueClientOptions } from "../lib/aws/queue.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { parseDoors } from "../lib/core/doors-secret.ts";
import { type HttpHandler, type HttpStack, httpStack } from "../lib/middleware/http-stack.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import { type ReceiveWebhookDependencies, webhookReceiver } from "../lib/webhooks/receive-webhook.ts";

export const receiveWebhook = (dependencies: ReceiveWebhookDependencies & HttpStack): HttpHandler => {
  const receive = webhookReceiver(dependencies);
  const routes = ["/webhooks/{source}", "/webhooks/{source}/{token}"].flatMap((path) => [
    `POST ${path}`,
    `GET ${path}`,
  ]);
  return httpStack(dependencies, { open: Object.fromEntries(routes.map((route) => [route, receive])), callers: {} });
};

const wire = (): HttpHandler => {
  const environment = readEnvironment({ required: ["DOORS_SECRET_ID", "COMMANDS_QUEUE_URL", "PARKED_QUEUE_URL"] });
  const log = jsonLog();
  const sqs = new SQSClient(queueClientOptions);
  return receiveWebhook({
    config,
    doors: secretsManagerSecret({
      client: new SecretsManagerClient(secretsManagerOptions),
      secretId: environment.DOORS_SECRET_ID,
      parse: parseDoors,
      clock,
      log,
    }),
    queue: commandQueue(sqs, environment.COMMANDS_QUEUE_URL),
    parked: parkedQueue(sqs, environment.PARKED_QUEUE_URL),
    clock,
    log,
  });
};

export const handler = wire();
