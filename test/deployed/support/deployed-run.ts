// A deployed stack with what a test of it does again and again: requests as callers send them, deliveries signed as their senders do.
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { readRequestFile } from "../../../cli/webhooks/read-request.ts";
import { type DeployedStack, deployedStack } from "../../../judges/cloud/deployed-stack.ts";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import type { BusEvent } from "../../../local/lambda/event-bus.ts";
import { exampleSecretsFile, readSecretsFile } from "../../../local/secrets-file.ts";
import { signRequest } from "../../../local/sign-request.ts";
import { type Got, n8nSecret, n8nUrl, startReceiver } from "../../notify/support/notify-world.ts";
import { config } from "../../support/hooks.config.ts";
import { exampleSecrets, samplesFolder } from "../../support/own-files.ts";
import { demoToken } from "../../support/running-stack.ts";
import { type Admin, adminAt, type JournalEntry, journalOf } from "../../support/wts-stand-in.ts";
import { until } from "./until.ts";

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined if it is no JSON. */
  readonly body: unknown;
}

interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it stands, instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export interface DeployedRun {
  readonly stack: DeployedStack;
  readonly admin: Admin;
  /** What people were sent, in order. */
  readonly told: readonly Got[];
  /** With a caller's token. */
  send(path: string, options?: SendOptions): Promise<Sent>;
  /** A file of events/receive-webhook, signed now; `edit` changes its body before that, `damage` afterwards. */
  deliver(file: string, change?: { edit?: Change; damage?: Change; token?: string }): Promise<Sent>;
  putEvent(detailType: string, detail: object, source?: string): Promise<void>;
  /** What WTS was asked to change of a session, in order. */
  writesOf(sessionId: string): Promise<JournalEntry[]>;
  /** What went over the bus of that type about a session. */
  eventsOf(detailType: string, sessionId?: string): BusEvent[];
  /** How many messages a queue holds, whether they can be seen or are being worked on. */
  held(queue: string): Promise<number>;
  drained(): Promise<void>;
  stop(): Promise<void>;
}

type Change = (body: string) => string;
const asItIs: Change = (body) => body;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const sentFrom = async (answer: Response): Promise<Sent> => {
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: jsonOf(text) };
};

/** Of a source that is not among the example secrets. */
export const metaVerifyToken = "made-up-by-whoever-operates-it";
const metaSecrets = { secrets: ["meta-secret-that-opens-nothing-but-this-machine"], verifyTokens: [metaVerifyToken] };

export const stageConfiguration = join(import.meta.dirname, "stage.config.ts");

/** `configFile` has another configuration. */
export const deployedRun = async (stage: string, configFile = stageConfiguration): Promise<DeployedRun> => {
  const receiver = await startReceiver();
  const { accounts, access } = readSecretsFile(exampleSecretsFile);
  const secrets = {
    accounts,
    access: {
      ...access,
      sources: { ...access.sources, whatsapp: metaSecrets },
      notify: { equipe: { url: n8nUrl, secret: n8nSecret } },
    },
  };
  const stack = await deployedStack({ stage, config: configFile, secrets, notifyUrl: receiver.url });
  const admin = adminAt(stack.wtsUrl);
  const bus = new EventBridgeClient({ ...clientOptionsAt(stack.cloud.front.url), ...operatorOf(stack) });
  const sqs = new SQSClient(clientOptionsAt(stack.cloud.sqsUrl));

  const held = async (queue: string): Promise<number> => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stack.queues[queue], AttributeNames: ["All"] }),
    );
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  };

  return {
    stack,
    admin,
    told: receiver.got,
    send: async (path, { method = "PATCH", headers = {}, body, raw } = {}) =>
      sentFrom(
        await fetch(stack.url + path, {
          method,
          headers: { "content-type": "application/json", authorization: `Bearer ${demoToken}`, ...headers },
          body: raw ?? (body === undefined ? null : JSON.stringify(body)),
        }),
      ),
    deliver: async (file, { edit = asItIs, damage = asItIs, token } = {}) => {
      const { request: sample } = readRequestFile(new URL(file, samplesFolder).pathname);
      const request = { ...sample, bytes: Buffer.from(edit(Buffer.from(sample.bytes).toString("utf8"))) };
      const name = request.path.source ?? "";
      const source = config.sources[name];
      if (!source) throw new Error(`no source ${name}`);
      const secret = token ?? exampleSecrets.sources[name]?.[0] ?? "";
      const signed = signRequest(request, { name, source, secret, publicUrl: undefined, now: new Date() });
      return sentFrom(
        await fetch(stack.url + signed.pathAndQuery, {
          method: signed.method,
          headers: signed.headers,
          body: damage(Buffer.from(signed.body).toString("utf8")),
        }),
      );
    },
    putEvent: async (detailType, detail, source = "my.crm") => {
      const { FailedEntryCount } = await bus.send(
        new PutEventsCommand({
          Entries: [
            { EventBusName: stack.busName, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) },
          ],
        }),
      );
      if (FailedEntryCount !== 0) throw new Error(`the bus did not take ${detailType}`);
    },
    writesOf: async (sessionId) => (await journalOf(admin, true)).filter(({ path }) => path.includes(sessionId)),
    eventsOf: (detailType, sessionId) =>
      stack.events.filter(
        ({ "detail-type": type, detail }) =>
          type === detailType && (sessionId === undefined || JSON.stringify(detail).includes(sessionId)),
      ),
    held,
    drained: async () => {
      await until(async () => (await held("Commands")) === 0, "an empty queue");
    },
    stop: async () => {
      bus.destroy();
      sqs.destroy();
      await stack.stop();
      await receiver.stop();
    },
  };
};

const operatorOf = ({ cloud }: DeployedStack) => ({
  credentials: {
    accessKeyId: cloud.operator.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: cloud.operator.AWS_SECRET_ACCESS_KEY ?? "",
  },
});
