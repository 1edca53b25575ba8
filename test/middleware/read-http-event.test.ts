// A request is the same one in either shape of API Gateway's events, with names that come once or several times.
import { describe, expect, test } from "@jest/globals";
import { type GatewayEvent, readHttpEvent } from "../../lib/middleware/read-http-event.ts";

const body = Buffer.from("é").toString("base64");

const version2 = {
  version: "2.0",
  routeKey: "GET /x/{id}",
  rawQueryString: "tag=a&tag=b%26c&one=1",
  queryStringParameters: { tag: "a,b&c", one: "1" },
  headers: { "x-tag": "a,b", "X-One": " 1 " },
  pathParameters: { id: "7" },
  requestContext: { requestId: "r-1", timeEpoch: 5, http: { method: "GET" } },
  ...{ body, isBase64Encoded: true },
} as unknown as GatewayEvent;

// Payload 1.0 has the last value alone where it does not say "multiValue".
const version1 = {
  resource: "/x/{id}",
  httpMethod: "GET",
  queryStringParameters: { tag: "b&c", one: "1" },
  multiValueQueryStringParameters: { tag: ["a", "b&c"], one: ["1"] },
  headers: { "X-Tag": "b", "X-One": " 1 " },
  multiValueHeaders: { "X-Tag": ["a", "b"], "X-One": [" 1 "] },
  pathParameters: { id: "7" },
  requestContext: { requestId: "r-1", requestTimeEpoch: 5 },
  ...{ body, isBase64Encoded: true },
} as unknown as GatewayEvent;

describe.each([
  ["2.0", version2],
  ["1.0", version1],
])("payload %s", (_version, event) => {
  test("keeps every value of a repeated name, in the query that is looked up and in the one that is signed", () => {
    expect(readHttpEvent(event)).toEqual({
      requestId: "r-1",
      route: "GET /x/{id}",
      method: "GET",
      query: { tag: "a,b&c", one: "1" },
      rawQuery: "tag=a&tag=b%26c&one=1",
      headers: { "x-tag": "a,b", "x-one": "1" },
      arrivedMs: 5,
      path: { id: "7" },
      bytes: Buffer.from("é"),
    });
  });
});

test("a request without query, path and body has none of them, in either payload", () => {
  const { requestContext } = version1 as { requestContext: object };
  const bare1 = { resource: "/x", httpMethod: "GET", requestContext, headers: null, multiValueHeaders: null };
  const bare2 = { routeKey: "GET /x", requestContext: (version2 as { requestContext: object }).requestContext };
  for (const bare of [bare1, bare2])
    expect(readHttpEvent(bare as unknown as GatewayEvent)).toEqual({
      ...{ requestId: "r-1", route: "GET /x", method: "GET", arrivedMs: 5 },
      ...{ query: {}, rawQuery: "", headers: {}, path: {}, bytes: Buffer.alloc(0) },
    });
});
