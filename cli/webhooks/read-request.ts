// A file with a request: an API Gateway event as a log or a sample has it, or the bare body of one.
import { readFileSync } from "node:fs";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";
import { type GatewayEvent, readHttpEvent } from "../../lib/middleware/read-http-event.ts";
import type { DeliveryRequest } from "../../lib/receive-webhook/delivery-url.ts";
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

/** As it is, without a source's name: that stands in the address. */
const bodyRequest = (bytes: Uint8Array, isJson: boolean): DeliveryRequest => ({
  ...{ method: "POST", path: {}, query: {}, rawQuery: "", bytes },
  headers: { "content-type": isJson ? "application/json" : "text/plain" },
});

const readBytes = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure(`${file} cannot be read (${String(Object(error).code)}): give the path of a file that exists`);
  }
};

export interface RequestFile {
  request: DeliveryRequest;
  /** Whether the file says how it was sent, and not only what. */
  isEvent: boolean;
}

export const readRequestFile = (file: string): RequestFile => {
  const bytes = readBytes(file);
  const content = parse(bytes.toString("utf8"));
  if (isGatewayEvent(content)) return { request: readHttpEvent(content), isEvent: true };
  return { request: bodyRequest(bytes, content !== undefined), isEvent: false };
};
