// Reads a file with a request: an API Gateway event as a log or a sample has it, what n8n's Webhook node shows, or the bare body of one.
import { readFileSync } from "node:fs";
import { parseExactJson } from "../../lib/core/exact-json.ts";
import { isProperties, own, ownText, type Properties } from "../../lib/core/value.ts";
import { type GatewayEvent, readHttpEvent } from "../../lib/middleware/read-http-event.ts";
import type { DeliveryRequest } from "../../lib/webhooks/receiving/delivery-url.ts";
import { type BodyFormat, formatOf } from "../../lib/webhooks/signatures/body-format.ts";
import { Failure, NotFound } from "../failure.ts";

const parse = (text: string): unknown => {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
};

/** Both payload versions of API Gateway have these two. */
const isGatewayEvent = (value: unknown): value is Properties & GatewayEvent =>
  isProperties(value) && isProperties(own(value, "requestContext")) && isProperties(own(value, "headers"));

/** Senders of these formats call them so; the boundary of multipart stands in the body itself. */
const contentTypes: Readonly<Record<BodyFormat, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
  text: "text/plain",
};

/** A body has no source's name with it: that stands in the address. */
const bodyRequest = (bytes: Uint8Array): DeliveryRequest => ({
  method: "POST",
  path: {},
  query: {},
  rawQuery: "",
  bytes,
  headers: { "content-type": contentTypes[formatOf(bytes)] },
});

/** These headers speak of the way it once came: they would be untrue of the body as it is written here. */
const transport = /^(host|connection|content-(length|encoding|type)|transfer-encoding|accept-encoding)$/;

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isProperties(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );

/** n8n has taken the brackets of a form's names apart. */
const fieldsOf = (value: unknown, name: string): [string, string][] => {
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, name));
  if (!isProperties(value)) return [[name, String(value ?? "")]];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, name === "" ? key : `${name}[${key}]`));
};

const isOfForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/i;

/** n8n shows a form as an object, which would be another body than the one that is mapped here. */
const shownBody = (body: unknown, headers: Properties): Uint8Array =>
  isProperties(body) && isOfForm.test(ownText(headers, "content-type") ?? "")
    ? Buffer.from(new URLSearchParams(fieldsOf(body, "")).toString())
    : Buffer.from(JSON.stringify(body));

/** What people copy out of n8n is a list of one. */
const n8nRequest = (content: unknown): DeliveryRequest | undefined => {
  const item = Array.isArray(content) && content.length === 1 ? content[0] : content;
  if (!isProperties(item)) return undefined;
  const [headers, query, body] = ["headers", "query", "body"].map((name) => own(item, name));
  if (!isProperties(headers) || !isProperties(query) || body === undefined) return undefined;
  const asked = texts(query);
  const request = bodyRequest(shownBody(body, headers));
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
    throw new NotFound(`${file} cannot be read (${String(Object(error).code)}): give the path of a file that exists`);
  }
};

export const readJsonFile = (file: string): unknown => {
  const content = parse(readBytes(file).toString("utf8"));
  if (content !== undefined) return content;
  throw new Failure(`${file} is not valid JSON: give a file that is`);
};

export interface ReadRequest {
  request: DeliveryRequest;
  /** True: the file says byte by byte what was sent, and how. Only then can a signature in it fit. */
  isWhole: boolean;
}

/** `bytes` are what such a file holds. */
export const readRequest = (bytes: Buffer): ReadRequest => {
  const content = parse(bytes.toString("utf8"));
  if (isGatewayEvent(content)) return { request: readHttpEvent(content), isWhole: true };
  return { request: n8nRequest(content) ?? bodyRequest(bytes), isWhole: false };
};

/** A header that is given beside the file counts more than one in it: it says which charset a body is in, for one. */
export const readRequestFile = (file: string, headers: Readonly<Record<string, string>> = {}): ReadRequest => {
  const { request, isWhole } = readRequest(readBytes(file));
  return { request: { ...request, headers: { ...request.headers, ...headers } }, isWhole };
};
