// Runs the process that stands where AWS stands. It ends with the process that started it.
import { join } from "node:path";
import type { Change } from "../changes/change.ts";
import { gatherChanges } from "../changes/gather-changes.ts";
import type { Listening } from "../listen.ts";
import { callCounter } from "./call-counts.ts";
import { claimDataDir } from "./claim-data-dir.ts";
import { startControlEndpoint } from "./control-endpoint.ts";
import { openEventSpool } from "./event-spool.ts";
import { startEventsEndpoint } from "./events-endpoint.ts";
import type { Service } from "./faults.ts";
import { createFaults } from "./faults.ts";
import { startGate } from "./gate.ts";
import { startMetricsEndpoint } from "./metrics-endpoint.ts";
import { startSecretsEndpoint } from "./secrets-endpoint.ts";
import { changeByCall, changeByWrite } from "./watched-changes.ts";

const { LOCAL_SECRETS_FILE: secretsFile, LOCAL_DATA_DIR: dataDir } = process.env;
if (!secretsFile) throw new Error("LOCAL_SECRETS_FILE must name a file with {accounts, clients, sources}");
try {
  if (dataDir) claimDataDir(dataDir);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const inDataDir = (name: string): string | undefined => (dataDir ? join(dataDir, name) : undefined);

/** Loading an emulator takes a quarter of a second, so it is not loaded until somebody needs it. */
const whenNeeded = (start: () => Promise<Listening>): (() => Promise<string>) => {
  let started: Promise<Listening> | undefined;
  return async () => {
    started ??= start();
    return (await started).url;
  };
};

const spool = openEventSpool(inDataDir("events.jsonl"));
let isBusOpen = false;
const events = await startEventsEndpoint((accepted) => {
  spool.add(accepted);
  if (isBusOpen) process.send?.(accepted);
});

const metrics = await startMetricsEndpoint();

process.on("message", (message: unknown) => {
  const { delivered, openBus, printed } = Object(message);
  if (typeof printed === "string") metrics.take(printed);
  if (typeof delivered === "string") spool.delivered(delivered);
  if (openBus !== true || isBusOpen) return;
  isBusOpen = true;
  for (const accepted of spool.pending()) process.send?.(accepted);
});
process.on("disconnect", () => process.exit());

const faults = createFaults();
const counter = callCounter();
const announce = gatherChanges((changes) => process.send?.({ changes }));
const announceIfAny = (change: Change | undefined): void => {
  if (change) announce(change);
};
const gateOf = async (
  service: Service,
  upstream: () => Promise<string>,
  strike = (operation: string) => faults.strike(service, operation),
): Promise<string> => {
  const onAnswer = (operation: string, answer: string): void => {
    counter.called(service, operation, answer);
    announceIfAny(changeByCall(operation));
  };
  const { url } = await startGate({ upstream, strike, onAnswer });
  return url;
};
const secrets = await startSecretsEndpoint(secretsFile);
const queues = whenNeeded(async () => (await import("./emulators.ts")).startQueues(inDataDir("sqs")));
const tables = whenNeeded(async () => {
  const [{ startTables }, { watchCapacity }] = await Promise.all([
    import("./emulators.ts"),
    import("./watch-capacity.ts"),
  ]);
  watchCapacity((consumption) => {
    counter.consumed(consumption);
    announceIfAny(changeByWrite(consumption));
  });
  return startTables(inDataDir("dynamodb"));
});

process.send?.({
  ready: {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: await gateOf("secretsmanager", async () => secrets.url),
    AWS_ENDPOINT_URL_SQS: await gateOf("sqs", queues),
    AWS_ENDPOINT_URL_DYNAMODB: await gateOf("dynamodb", tables),
    AWS_ENDPOINT_URL_EVENTBRIDGE: await gateOf("eventbridge", async () => events.url),
    AWS_ENDPOINT_URL_CLOUDWATCH: metrics.url,
    control: (await startControlEndpoint({ faults, counter, onFaults: () => announce({ kind: "faults" }) })).url,
    // What Lambda and EventBridge do with queues goes on while SQS fails the functions.
    runnerQueues: await gateOf("sqs", queues, () => undefined),
  },
});
