// The product in a simulation: its functions, called as AWS calls them, and its command line. Nobody calls two at a time.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { HooksConfig } from "../../../lib/config.ts";
import type { BusEvent } from "../../../local/lambda/event-bus.ts";
import { webhookEvent } from "../webhook-endpoint.ts";
import type { ClinicServers } from "./clinic-servers.ts";
import { loadCommandLine, loadFunctions } from "./load-functions.ts";
import { simulatedTime } from "./simulated-clock.ts";

const functionNames = [
  "receive-webhook",
  "apply-commands",
  "accept-update-event",
  "reassign-session",
  "look-after-sessions",
  "close-idle-sessions",
  "relay-outcomes",
] as const;
type FunctionName = (typeof functionNames)[number];

/** As serverless.yml has it. */
const rules: readonly { to: FunctionName; types: readonly string[] }[] = [
  { to: "accept-update-event", types: ["Session Update Requested"] },
  { to: "reassign-session", types: ["Session Reassignment Requested", "WTS SESSION_NEW", "WTS SESSION_UPDATE"] },
];

const invocationMs = 300_000;
/** Lambda calls for an event twice more when it fails; a message of a queue comes again until it is parked. */
const mostTries = 3;
/** These are given events by a queue, which nothing here holds up. */
const readers: readonly FunctionName[] = ["reassign-session"];

interface Hooks {
  code: number;
  stdout: string;
  stderr: string;
}

export const startClinicProduct = async (
  servers: ClinicServers,
  config: HooksConfig,
  onEvent: (event: BusEvent) => void,
) => {
  const before = { ...process.env };
  Object.assign(process.env, servers.environment);
  const functions = await loadFunctions(config, functionNames);
  const { runHooks } = await loadCommandLine();
  const sqs = new SQSClient({
    ...{ endpoint: servers.sqsUrl, region: "sa-east-1", maxAttempts: 1 },
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const wtsHost = new URL(servers.standIn.url).host;
  const calledAtMs: number[] = [];
  /** What the simulation itself asks of the stand-in does not count. */
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: { path: string; getHeader(name: string): unknown } };
    const isProducts = !request.path.startsWith("/__admin/");
    if (request.getHeader("host") === wtsHost && isProducts) calledAtMs.push(simulatedTime.now());
  };
  subscribe("http.client.request.start", onRequest);
  /** What failed for good, and would be lost to whoever waits for it. */
  const lost: string[] = [];
  const outcomes: Record<string, number> = {};
  let serial = 0;
  let wasCalled = false;

  const invoke = (name: FunctionName, event: unknown): Promise<unknown> => {
    serial += 1;
    wasCalled = true;
    const context = { awsRequestId: `invocation-${serial}`, getRemainingTimeInMillis: () => invocationMs };
    return functions[name](event, context);
  };

  const workQueue = async (): Promise<void> => {
    for (let tries = 0; servers.waitingIn("Commands") > 0; tries += 1) {
      if (tries > 200) {
        lost.push("the queue does not come to an end");
        return;
      }
      const QueueUrl = servers.queueUrls.Commands;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          ...{ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"], VisibilityTimeout: 0 },
        }),
      );
      const Records = Messages.map(({ MessageId, ReceiptHandle, Body, Attributes = {} }) => ({
        ...{ messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, eventSource: "aws:sqs" },
        attributes: { ...Attributes, SentTimestamp: String(simulatedTime.now()) },
      }));
      const { batchItemFailures } = (await invoke("apply-commands", { Records })) as {
        batchItemFailures: { itemIdentifier: string }[];
      };
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      for (const { messageId, receiptHandle } of Records)
        if (!failed.includes(messageId ?? ""))
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle }));
    }
  };

  const workEvent = async (name: FunctionName, event: BusEvent): Promise<void> => {
    for (let tries = 1; ; tries += 1)
      try {
        if (!readers.includes(name)) {
          await invoke(name, event);
          return;
        }
        const attributes = { SentTimestamp: String(simulatedTime.now()), ApproximateReceiveCount: String(tries) };
        const message = { messageId: event.id, receiptHandle: event.id, body: JSON.stringify(event), attributes };
        const { batchItemFailures } = (await invoke(name, { Records: [message] })) as { batchItemFailures: unknown[] };
        if (batchItemFailures.length > 0) throw new Error("it was handed back");
        return;
      } catch (error) {
        if (tries < mostTries) continue;
        lost.push(`${event["detail-type"]}: ${String(error)}`);
        return;
      }
  };

  /** Everything that the last call left for others is done. */
  const drain = async (): Promise<void> => {
    do {
      await workQueue();
      for (const event of servers.events.splice(0)) {
        const { "detail-type": type } = event;
        outcomes[type] = (outcomes[type] ?? 0) + 1;
        onEvent(event);
        for (const { to, types } of rules) if (types.includes(type)) await workEvent(to, event);
      }
    } while (servers.events.length > 0 || servers.waitingIn("Commands") > 0);
  };

  const tick = async (name: FunctionName): Promise<void> => {
    serial += 1;
    const time = new Date(simulatedTime.now()).toISOString().replace(/\.\d+/, "");
    const event = { version: "0", id: `tick-${serial}`, "detail-type": "Scheduled Event", source: "aws.events", time };
    try {
      await invoke(name, event);
    } catch (error) {
      // The next minute is its repetition; the simulation says so at its end.
      lost.push(`${name} at ${time}: ${String(error)}`);
    }
    await drain();
  };

  return {
    lost,
    outcomes,
    calledAtMs,
    tick,
    /** A sender's delivery, by its own secret: in the address for WTS's, in a header for others. */
    deliver: async (source: string, secret: string, body: unknown): Promise<number> => {
      const isWts = source === "wts";
      const headers = { "content-type": "application/json", ...(!isWts && { "x-token": secret }) };
      const event = webhookEvent(source, { body: JSON.stringify(body), headers, ...(isWts && { token: secret }) });
      const { statusCode } = (await invoke("receive-webhook", event)) as { statusCode: number };
      await drain();
      return statusCode;
    },
    /** Since it was last asked. */
    wasCalled: (): boolean => {
      const was = wasCalled;
      wasCalled = false;
      return was;
    },
    hooks: async (...args: string[]): Promise<Hooks> => {
      wasCalled = true;
      const said = { stdout: "", stderr: "" };
      const code = await runHooks(args, {
        environment: { ...process.env, LOCAL_RUNNING_FILE: servers.runningFile },
        config,
        stdout: (part) => {
          said.stdout += part;
        },
        stderr: (part) => {
          said.stderr += part;
        },
      });
      await drain();
      return { code, ...said };
    },
    stop: (): void => {
      unsubscribe("http.client.request.start", onRequest);
      sqs.destroy();
      for (const name of Object.keys(servers.environment)) {
        const value = before[name];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    },
  };
};

export type ClinicProduct = Awaited<ReturnType<typeof startClinicProduct>>;
