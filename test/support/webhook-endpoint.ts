// The webhook endpoint with sources and secrets of the test's own, called with API Gateway's events as Lambda would call it.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { CommandQueue } from "../../lib/aws/queue.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { type AccessSecret, parseAccess } from "../../lib/core/access-secret.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { queueText, readQueueItem } from "../../lib/core/queue/queue-item.ts";
import { httpStack } from "../../lib/middleware/http-stack.ts";
import { contents } from "../../lib/records/seen-contents.ts";
import { jsonLog } from "../../lib/runtime/log.ts";
import type { Secret } from "../../lib/runtime/secret.ts";
import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import { isRefused, parkRefused } from "../../lib/webhooks/park-refused.ts";
import { webhookReceiver } from "../../lib/webhooks/receive-webhook.ts";
import { signRequest } from "../../local/sign-request.ts";
import { boxHere } from "./box-here.ts";
import { manualClock } from "./manual-clock.ts";
import { memoryTable } from "./memory-table.ts";
import { recording } from "./recording.ts";

export type WebhookEvent = APIGatewayProxyEventV2;

const context = { getRemainingTimeInMillis: () => 10_000, awsRequestId: "invocation" } as unknown as Context;

export interface EventParts {
  method?: string;
  token?: string;
  rawQuery?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  base64?: boolean;
}

/** The event is as API Gateway's HTTP API hands it over. */
export const webhookEvent = (source: string, parts: EventParts = {}): WebhookEvent => {
  const { method = "POST", token, rawQuery = "", headers = {}, body = "", base64 = false } = parts;
  const routeKey = `${method} /webhooks/{source}${token === undefined ? "" : "/{token}"}`;
  return {
    version: "2.0",
    routeKey,
    rawPath: `/webhooks/${source}`,
    rawQueryString: rawQuery,
    headers,
    queryStringParameters: Object.fromEntries(new URLSearchParams(rawQuery)),
    pathParameters: { source, ...(token !== undefined && { token }) },
    requestContext: { requestId: "r-1", routeKey, timeEpoch: 0, http: { method } } as never,
    body: Buffer.from(body).toString(base64 ? "base64" : "utf8"),
    isBase64Encoded: base64,
  };
};

export const webhookEndpoint = (
  input: HooksConfigInput,
  sources: Record<string, unknown>,
  box: MappingBox = boxHere(defineConfig(input).sources),
  table = memoryTable(),
) => {
  const config = defineConfig(input);
  const clock = manualClock();
  const taken = recording();
  const accessOf = (entries: Record<string, unknown>): AccessSecret =>
    parseAccess(JSON.stringify({ clients: {}, sources: entries }));
  const held = { access: accessOf(sources), refreshes: 0 };
  const access: Secret<AccessSecret> = {
    get: async () => held.access,
    refresh: async () => {
      held.refreshes += 1;
      return held.access;
    },
  };
  // What is to be parked is parked at once, as the worker of the queue does it: tests of the endpoint see what becomes of it.
  const parking = { parked: taken.parked, contents: contents({ table, clock }), clock, log: jsonLog(() => {}) };
  const queue: CommandQueue = {
    ...taken.queue,
    send: async (...items) => {
      const sent = items.map((item) => readQueueItem(queueText(item)));
      for (const item of sent) if (item.kind === "delivery" && isRefused(item)) await parkRefused(parking, item);
      const others = items.filter((_, index) => Object(sent[index]).refused === undefined);
      if (others.length > 0) await taken.queue.send(...others);
    },
  };
  const receive = webhookReceiver({
    config,
    readingOf: readingOf(config),
    box,
    access,
    clock,
    queue,
    log: taken.log,
    meter: taken.meter,
  });
  const paths = ["/webhooks/{source}", "/webhooks/{source}/{token}"];
  const open = Object.fromEntries(
    paths.flatMap((path) => ["POST", "GET", "HEAD"].map((method) => [`${method} ${path}`, receive])),
  );
  const handler = httpStack({ access, clock, log: taken.log, meter: taken.meter }, { open, callers: {} });
  const call = async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> =>
    handler(event as WebhookEvent, context);

  return {
    ...taken,
    config,
    clock,
    access,
    held,
    /** The access secret has other sources from now on. */
    hold: (entries: Record<string, unknown>): void => {
      held.access = accessOf(entries);
    },
    call,
    /** It is the last line of the log, which is the request's. */
    lastLine: (): Record<string, unknown> => JSON.parse(taken.taken.lines.at(-1) ?? "{}"),
    /** The event is signed as the sender would sign it, with the first secret. */
    signed: (source: string, parts: EventParts = {}): WebhookEvent => {
      const { body = "", headers = {}, rawQuery = "", method = "POST" } = parts;
      const configured = config.sources[source];
      const [secret] = held.access.sources.get(source)?.secrets ?? [];
      if (!configured || secret === undefined) throw new Error(`the test has no source ${source}, or no secret for it`);
      const request = { method, headers, rawQuery, path: {}, query: {}, bytes: Buffer.from(body) };
      const { publicUrl } = config;
      const now = new Date(clock.now());
      const signed = signRequest(request, { name: source, source: configured, secret, publicUrl, now });
      const [path = "", query = ""] = signed.pathAndQuery.split("?");
      const token = path.split("/")[3];
      return webhookEvent(source, {
        ...parts,
        headers: signed.headers,
        body: signed.body,
        rawQuery: query,
        ...(token !== undefined && { token: decodeURIComponent(token) }),
      });
    },
  };
};
