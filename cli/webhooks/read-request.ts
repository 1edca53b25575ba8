// Reads a file with a request: an API Gateway event as a log or a sample has it, what n8n's Webhook node shows, or the bare body of one.
import { readFileSync } from "node:fs";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";
import { type GatewayEvent, readHttpEvent } from "../../lib/middleware/read-http-event.ts";
import type { DeliveryRequest } from "../../lib/webhooks/receiving/delivery-url.ts";
import { Failure } from "../failure.ts";

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Both payload versions of API Gateway have these two. */
const isGatewayEvent = (value: unknown): value is Properties & GatewayEvent =>
  isProperties(value) && isProperties(own(value, "requestContext")) && isProperties(own(value, "headers"));

/** A body has no source's name with it: that stands in the address. */
const bodyRequest = (bytes: Uint8Array, isJson: boolean): DeliveryRequest => ({
  method: "POST",
  path: {},
  query: {},
  rawQuery: "",
  bytes,
  headers: { "content-type": isJson ? "application/json" : "text/plain" },
});

/** These headers speak of the way it once came: they would be untrue of the body as it is written here. */
const transport = /^(host|connection|content-(length|encoding|type)|transfer-encoding|accept-encoding)$/;

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isProperties(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );

/** What people copy out of n8n is a list of one. */
const n8nRequest = (content: unknown): DeliveryRequest | undefined => {
  const item = Array.isArray(content) && content.length === 1 ? content[0] : content;
  if (!isProperties(item)) return undefined;
  const [headers, query, body] = ["headers", "query", "body"].map((name) => own(item, name));
  if (!isProperties(headers) || !isProperties(query) || body === undefined) return undefined;
  const asked = texts(query);
  const request = bodyRequest(Buffer.from(JSON.stringify(body)), true);
  const kept = Object.entries(texts(headers)).filter(([name]) => !transport.test(name));
  return {
    ...request,
    query: asked,
    rawQuery: new URLSearchParams(asked).toString(),
    headers: { ...request.headers, ...Object.fromEntries(kept) },
  };
};

const readBytes = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure(`${file} cannot be read (${String(Object(error).code)}): give the path of a file that exists`);
  }
};

export const readJsonFile = (file: string): unknown => {
  const content = parse(readBytes(file).toString("utf8"));
  if (content !== undefined) return content;
  throw new Failure(`${file} is not valid JSON: give a file that is`);
};

interface RequestFile {
  request: DeliveryRequest;
  /** True: the file says byte by byte what was sent, and how. Only then can a signature in it fit. */
  isWhole: boolean;
}

export const readRequestFile = (file: string): RequestFile => {
  const bytes = readBytes(file);
  const content = parse(bytes.toString("utf8"));
  if (isGatewayEvent(content)) return { request: readHttpEvent(content), isWhole: true };
  return { request: n8nRequest(content) ?? bodyRequest(bytes, content !== undefined), isWhole: false };
};
