// EventBridge: "Session Update Requested", validated and queued.
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import config from "../hooks.config.ts";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { commandQueue, parkedQueue, queueClientOptions } from "../lib/aws/queue.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { type AcceptEventDependencies, eventAccepter } from "../lib/commands/accept-update-event.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { type EventHandler, eventStack } from "../lib/middleware/event-stack.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";

export const acceptUpdateEvent = (dependencies: AcceptEventDependencies): EventHandler =>
  eventStack(dependencies, eventAccepter(dependencies));

const wire = (): EventHandler => {
  const environment = readEnvironment({
    required: ["ACCOUNTS_SECRET_ID", "BUS_NAME", "COMMANDS_QUEUE_URL", "PARKED_QUEUE_URL"],
  });
  const log = jsonLog();
  const sqs = new SQSClient(queueClientOptions);
  return acceptUpdateEvent({
    ...{ timeZone: config.timeZone, account: config.account, clock, log },
    accounts: secretsManagerSecret({
      client: new SecretsManagerClient(secretsManagerOptions),
      secretId: environment.ACCOUNTS_SECRET_ID,
      parse: parseAccounts,
      ...{ clock, log },
    }),
    queue: commandQueue(sqs, environment.COMMANDS_QUEUE_URL),
    parked: parkedQueue(sqs, environment.PARKED_QUEUE_URL),
    bus: eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME),
  });
};

export const handler = wire();
