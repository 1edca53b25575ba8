// What callers and senders ask of the measured functions, as API Gateway hands it over: signed webhooks, and updates with a token.
import { createHmac } from "node:crypto";
import { deliveryOf } from "../configs/shop-delivery.ts";

const signingKey = Buffer.from("a-secret-of-this-bench-0123456789");
export const senderSecret = `whsec_${signingKey.toString("base64")}`;
const token = "local-demo-token-that-opens-nothing-but-this-machine";

const requestOf = (method: string, routeKey: string, path: string) => ({
  ...{ version: "2.0", routeKey, rawPath: path, rawQueryString: "", isBase64Encoded: false },
  requestContext: {
    ...{ accountId: "000000000000", apiId: "bench", domainName: "localhost", domainPrefix: "localhost" },
    http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" },
    ...{ requestId: crypto.randomUUID(), routeKey, stage: "$default", timeEpoch: Date.now() },
    time: "01/Jan/2026:00:00:00 +0000",
  },
});

let serial = 0;
/** They differ from run to run: what an earlier one did is in no table any more, but its ids would look alike in a log. */
export const newSessionIds = (count: number): readonly string[] =>
  Array.from({ length: count }, () => crypto.randomUUID());

export const webhookEvent = (source: string, sessionId: string): object => {
  serial += 1;
  const body = JSON.stringify(deliveryOf(serial, sessionId));
  const id = `msg_${process.pid}_${serial}`;
  const seconds = Math.floor(Date.now() / 1_000);
  const signature = createHmac("sha256", signingKey).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    ...requestOf("POST", "POST /webhooks/{source}", `/webhooks/${source}`),
    pathParameters: { source },
    headers: {
      ...{ "content-type": "application/json", host: "localhost", "content-length": String(Buffer.byteLength(body)) },
      ...{ "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${signature}` },
    },
    body,
  };
};

export const updateEvent = (sessionId: string): object => {
  serial += 1;
  const body = JSON.stringify({ status: "PENDING", number: `n${serial}` });
  return {
    ...requestOf("PATCH", "PATCH /sessions/{sessionId}", `/sessions/${sessionId}`),
    pathParameters: { sessionId },
    headers: {
      ...{ "content-type": "application/json", host: "localhost", "content-length": String(Buffer.byteLength(body)) },
      authorization: `Bearer ${token}`,
    },
    body,
  };
};
