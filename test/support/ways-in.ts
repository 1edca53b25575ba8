// Sends a command by each of the ways in to a running stack, as its sender would: webhooks signed, requests with a token, events on the bus.
import { readFileSync } from "node:fs";
import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { parseCommand } from "../../lib/core/command/command.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import { groupOf } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { signRequest } from "../../local/sign-request.ts";
import { commandSources, sourceSecrets } from "./command-sources.ts";
import { demoToken, type RunningStack } from "./running-stack.ts";

type SourceName = keyof typeof sourceSecrets;

const taken = async (answer: Response): Promise<string> => {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`answered ${answer.status}: ${text}`);
  return text;
};

/** As apply-commands finds it in the queue. */
const queuedCommand = (input: object, deliveryId: string): QueuedCommand => {
  const parsed = parseCommand(input, { timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const origin = { account: "default", source: "webhook:signed", deliveryId };
  return {
    kind: "command",
    id: commandIdOf({ ...origin, index: 0 }),
    ...origin,
    ...({ door: "webhook", correlationId: "c", causationId: "c", hops: 0, attempt: 0 } as const),
    targeted: { command: parsed.command },
  };
};

export const waysIn = (
  { stack, admin }: Pick<RunningStack, "stack" | "admin">,
  clients: { bus: EventBridgeClient; sqs: SQSClient },
) => {
  const post = async (name: SourceName, body: object, deliveryId: string = crypto.randomUUID()): Promise<string> => {
    const source = commandSources[name];
    const [secret = ""] = sourceSecrets[name];
    const headers = { "content-type": "application/json", "webhook-id": deliveryId, "x-github-delivery": deliveryId };
    const bytes = Buffer.from(JSON.stringify(body));
    const request = { method: "POST", path: {}, query: {}, rawQuery: "", headers, bytes };
    const signed = signRequest(request, { name, source, secret, publicUrl: undefined, now: new Date() });
    const { method, headers: signedHeaders, pathAndQuery } = signed;
    return taken(
      await fetch(stack.url + pathAndQuery, { method, headers: signedHeaders, body: Buffer.from(signed.body) }),
    );
  };

  return {
    post,
    deliver: (command: object, deliveryId?: string) =>
      post("signed", { at: new Date().toISOString(), command }, deliveryId),
    call: async (method: string, path: string, body: object, idempotencyKey?: string): Promise<string> =>
      taken(
        await fetch(stack.url + path, {
          method,
          headers: {
            ...{ "content-type": "application/json", authorization: `Bearer ${demoToken}` },
            ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
          },
          body: JSON.stringify(body),
        }),
      ),
    announce: async (DetailType: string, detail: object): Promise<void> => {
      const Detail = JSON.stringify(detail);
      const entry = { EventBusName: stack.busName, Source: "loja", DetailType, Detail };
      await clients.bus.send(new PutEventsCommand({ Entries: [entry] }));
    },
    /** WTS's own webhook about a session. */
    postFromWts: async (eventType: string, sessionId: string): Promise<string> =>
      post("wts", {
        ...{ eventType, date: new Date().toISOString(), changeMetadata: null },
        content: await admin("GET", `sessions/${sessionId}`),
      }),
    /** Past receive-webhook, for a copy that comes when SQS has forgotten the first one. */
    queue: async (command: object, deliveryId: string, deduplicationId: string): Promise<void> => {
      const queued = queuedCommand(command, deliveryId);
      await clients.sqs.send(
        new SendMessageCommand({
          QueueUrl: stack.queues.Commands,
          MessageBody: JSON.stringify(queued),
          MessageGroupId: groupOf(queued),
          MessageDeduplicationId: deduplicationId,
        }),
      );
    },
    phoneOf: async (sessionId: string): Promise<string> => {
      const { accounts } = JSON.parse(readFileSync(stack.secretsFile, "utf8"));
      const url = `${stack.wtsUrl}/chat/v2/session/${sessionId}?includeDetails=ContactDetails`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${accounts.default.apiKey}` } });
      return JSON.parse(await taken(answer)).contactDetails.phonenumber;
    },
  };
};

export type WaysIn = ReturnType<typeof waysIn>;
