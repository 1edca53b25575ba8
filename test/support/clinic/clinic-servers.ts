// What stands around the product in a simulation, in this process: WTS's stand-in, the table, the queues, the bus and the secrets.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFauxqs } from "fauxqs";
import { type AcceptedEvent, startEventsEndpoint } from "../../../local/aws/events-endpoint.ts";
import { startSecretsEndpoint } from "../../../local/aws/secrets-endpoint.ts";
import type { BusEvent } from "../../../local/lambda/event-bus.ts";
import { accountsFile } from "../../../local/wts/accounts-file.ts";
import { startStandIn } from "../../../local/wts/server.ts";
import { startTable } from "../table.ts";
import { testAccounts } from "../wts-stand-in.ts";
import { standInAdmin } from "./stand-in-admin.ts";

const region = "sa-east-1";

const queueNames = {
  Commands: "wts-session-hooks-clinic-commands.fifo",
  CommandsDead: "wts-session-hooks-clinic-commands-dead.fifo",
  Parked: "wts-session-hooks-clinic-parked",
};
export type QueueId = keyof typeof queueNames;

/** `clients`: tokens of who may call the HTTP API. */
export const startClinicServers = async (
  sources: Readonly<Record<string, readonly string[]>>,
  clients: Readonly<Record<string, readonly string[]>> = {},
) => {
  const folder = mkdtempSync(join(tmpdir(), "clinic-"));
  const secretsFile = join(folder, "secrets.json");
  const runningFile = join(folder, "running.json");
  writeFileSync(secretsFile, JSON.stringify({ accounts: { default: testAccounts.default }, clients, sources }));
  const events: BusEvent[] = [];
  const [standIn, sqs, table, bus, secrets] = await Promise.all([
    startStandIn({ port: 0, accounts: accountsFile(secretsFile) }),
    startFauxqs({ port: 0, logger: false, defaultRegion: region }),
    startTable(),
    startEventsEndpoint(({ event }: AcceptedEvent) => events.push(event)),
    startSecretsEndpoint(secretsFile),
  ]);
  for (const name of Object.values(queueNames))
    sqs.createQueue(name, { region, attributes: name.endsWith(".fifo") ? { FifoQueue: "true" } : {} });
  const sqsUrl = `http://127.0.0.1:${sqs.port}`;
  const endpoints = {
    AWS_ENDPOINT_URL_SQS: sqsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    WTS_BASE_URL: standIn.url,
  };
  const queueUrls = Object.fromEntries(
    Object.entries(queueNames).map(([id, name]) => [id, `${sqsUrl}/000000000000/${name}`]),
  ) as Record<QueueId, string>;
  const { tableName } = table;
  const busName = "wts-session-hooks-clinic";
  const running = {
    ...{ pid: process.pid, startedAt: "2999-01-01T00:00:00.000Z", secretsFile, endpoints, region },
    ...{ url: "http://127.0.0.1:9", queues: queueUrls, tableName, busName },
  };
  writeFileSync(runningFile, JSON.stringify(running));

  return {
    standIn,
    sqsUrl,
    queueUrls,
    table,
    admin: standInAdmin(standIn),
    runningFile,
    /** What was put on the bus and nobody has taken yet. */
    events,
    waitingIn: (queue: QueueId): number => sqs.inspectQueue(queueNames[queue])?.messages.ready.length ?? 0,
    bodiesIn: (queue: QueueId): readonly string[] =>
      (sqs.inspectQueue(queueNames[queue])?.messages.ready ?? []).map(({ body }) => body),
    /** As serverless.yml gives it to the functions. */
    environment: {
      ...endpoints,
      ...{ AWS_REGION: region, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
      ...{ TABLE_NAME: tableName, BUS_NAME: busName, STAGE: "clinic", POWERTOOLS_METRICS_DISABLED: "true" },
      ...{ COMMANDS_QUEUE_URL: queueUrls.Commands, PARKED_QUEUE_URL: queueUrls.Parked },
      // Nothing that simulates hands events to a queue: what is handed back is given to the function once more.
      ...{ COMMANDS_DEAD_QUEUE_URL: queueUrls.CommandsDead, EVENTS_QUEUE_URL: queueUrls.Parked },
      ...{ ACCOUNTS_SECRET_ID: "clinic/accounts", ACCESS_SECRET_ID: "clinic/access" },
    },
    stop: async (): Promise<void> => {
      await Promise.all([standIn.close(), sqs.stop(), table.stop(), bus.stop(), secrets.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
};

export type ClinicServers = Awaited<ReturnType<typeof startClinicServers>>;
