// The gateway's rules, with a function that answers what it got.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGateway } from "../../../local/gateway/gateway.ts";
import { InvocationError } from "../../../local/lambda/execution-environment.ts";
import type { Listening } from "../../../local/listen.ts";
import { type Sent, send } from "./send.ts";

interface Event {
  readonly [name: string]: unknown;
  readonly headers: Record<string, string>;
  readonly requestContext: { requestId: string; timeEpoch: number; http: Record<string, string> };
}

const route = (method: string, path: string, functionName = "echo", timeoutMs = 30_000) => ({
  method,
  path,
  functionName,
  timeoutMs,
});

const functions: Record<string, (event: unknown) => unknown> = {
  echo: (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  static: () => "static",
  never: () => new Promise(() => {}),
  broken: () => Promise.reject(new InvocationError("Runtime.ExitError", "a secret reason")),
  tooLarge: () => Promise.reject(new InvocationError("RequestTooLargeException", "7 MB")),
  answer: (event) => JSON.parse(String((event as Event).body)),
};

let gateway: Listening;
const errors: string[][] = [];

beforeAll(async () => {
  gateway = await startGateway({
    port: 0,
    routes: [
      route("PATCH", "/sessions/{sessionId}"),
      route("POST", "/sessions/{sessionId}"),
      route("POST", "/sessions/batch", "static"),
      route("GET", "/health"),
      route("GET", "/never", "never", 50),
      route("GET", "/broken", "broken"),
      route("POST", "/too-large", "tooLarge"),
      route("POST", "/answer", "answer"),
    ],
    invoke: async (name, event) => functions[name]?.(event),
    onError: (...error) => errors.push(error),
  });
});
afterAll(() => gateway.stop());

const eventOf = async (sent: Sent): Promise<Event> => JSON.parse((await send(gateway.url, sent)).body);
const answerOf = (returned: unknown) =>
  send(gateway.url, {
    method: "POST",
    path: "/answer",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(returned),
  });
const message = (text: string): string => JSON.stringify({ message: text });

describe("an event", () => {
  test("is payload 2.0 with the route, the decoded path and the query", async () => {
    const before = Date.now();
    const event = await eventOf({ method: "PATCH", path: "/sessions/a%20b?x=1&x=2&y=%C3%A3" });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "PATCH /sessions/{sessionId}",
      rawPath: "/sessions/a b",
      rawQueryString: "x=1&x=2&y=%C3%A3",
      queryStringParameters: { x: "1,2", y: "ã" },
      pathParameters: { sessionId: "a b" },
      requestContext: {
        http: { method: "PATCH", path: "/sessions/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
        routeKey: "PATCH /sessions/{sessionId}",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
    });
    expect(event.requestContext.timeEpoch).toBeGreaterThanOrEqual(before);
    expect(event.requestContext.timeEpoch).toBeLessThanOrEqual(Date.now());
  });

  test("leaves out query, parameters, cookies and body when there are none", async () => {
    const event = await eventOf({ path: "/health" });
    expect(Object.keys(event).sort()).toEqual(
      ["headers", "isBase64Encoded", "rawPath", "rawQueryString", "requestContext", "routeKey", "version"].sort(),
    );
    expect(event).toMatchObject({ isBase64Encoded: false, rawQueryString: "" });
  });

  test("has header names in lower case, repeated ones joined by commas, and cookies apart", async () => {
    const event = await eventOf({
      path: "/health",
      headers: { "X-One": ["a", "b"], "Content-Type": "text/plain", Cookie: "k=1; l=2" },
    });
    expect(event.headers).toMatchObject({ "x-one": "a,b", "content-type": "text/plain", "x-forwarded-proto": "http" });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.cookies).toEqual(["k=1", "l=2"]);
  });

  test("carries the request id that the answer shows", async () => {
    const { headers, body } = await send(gateway.url, { path: "/health" });
    expect(JSON.parse(body).requestContext.requestId).toBe(headers["apigw-requestid"]);
  });
});

describe("a body", () => {
  const sendBody = (contentType: string | undefined) =>
    eventOf({
      method: "PATCH",
      path: "/sessions/1",
      headers: contentType === undefined ? {} : { "content-type": contentType },
      body: Buffer.from('{"a":"é"}'),
    });

  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON", "text/csv", "application/xml"])(
    "of type %s stays text",
    async (contentType) => {
      expect(await sendBody(contentType)).toMatchObject({ body: '{"a":"é"}', isBase64Encoded: false });
    },
  );

  test.each([undefined, "application/octet-stream", "application/x-www-form-urlencoded", "application/jsonp"])(
    "of type %s becomes base64",
    async (contentType) => {
      expect(await sendBody(contentType)).toMatchObject({ body: "eyJhIjoiw6kifQ==", isBase64Encoded: true });
    },
  );

  test("of exactly 10 MB passes", async () => {
    const sent = { method: "POST", path: "/sessions/batch", body: Buffer.alloc(10 * 1024 * 1024) };
    expect(await send(gateway.url, sent)).toMatchObject({ status: 200, body: "static" });
  });

  test("of one byte more is answered with 413", async () => {
    const sent = { method: "POST", path: "/sessions/batch", body: Buffer.alloc(10 * 1024 * 1024 + 1) };
    expect(await send(gateway.url, sent)).toMatchObject({ status: 413, body: message("Request Entity Too Large") });
  });

  test("too large for the function is answered with 413 too", async () => {
    expect(await send(gateway.url, { method: "POST", path: "/too-large" })).toMatchObject({
      status: 413,
      body: message("Request Entity Too Large"),
    });
  });
});

describe("a path", () => {
  test("without parameters wins over one with", async () => {
    expect((await send(gateway.url, { method: "POST", path: "/sessions/batch" })).body).toBe("static");
  });

  test.each([
    ["a%2Fb", "a/b"],
    ["..%2f..%2fhealth", "../../health"],
    ["%2e%2e", ".."],
    ["..", ".."],
    ["batch", "batch"],
    ["%25", "%"],
  ])("segment %s reaches the function as %s", async (segment, decoded) => {
    const event = await eventOf({ method: "PATCH", path: `/sessions/${segment}` });
    expect(event.pathParameters).toEqual({ sessionId: decoded });
  });

  test.each([
    ["GET", "/nowhere"],
    ["DELETE", "/health"],
    ["GET", "/health/"],
    ["PATCH", "/sessions/"],
    ["PATCH", "/sessions/a/b"],
    ["PATCH", "/sessions/../health"],
    ["GET", "//health"],
  ])("that no route has (%s %s) is answered with 404", async (method, path) => {
    expect(await send(gateway.url, { method, path })).toMatchObject({
      status: 404,
      headers: { "content-type": "application/json" },
      body: message("Not Found"),
    });
  });

  test.each(["/sessions/%zz", "/sessions/%", "/sessions/%ff", "/nowhere/%"])(
    "with a broken percent escape (%j) is answered with 400",
    async (path) => {
      expect(await send(gateway.url, { method: "PATCH", path })).toMatchObject({
        status: 400,
        body: message("Bad Request"),
      });
    },
  );
});

describe("what a function returns", () => {
  test("with a status goes out as it is", async () => {
    const headers = { "Content-Type": "application/problem+json", "x-count": 3 };
    expect(await answerOf({ statusCode: 422, headers, cookies: ["a=1", "b=2"], body: "{}" })).toMatchObject({
      status: 422,
      headers: {
        "content-type": "application/problem+json",
        "content-length": "2",
        "x-count": "3",
        "set-cookie": ["a=1", "b=2"],
      },
      body: "{}",
    });
  });

  test("as base64 goes out decoded", async () => {
    const body = Buffer.from("é").toString("base64");
    expect((await answerOf({ statusCode: 200, body, isBase64Encoded: true })).body).toBe("é");
  });

  test("without a status is JSON with 200", async () => {
    expect(await answerOf({ ok: true })).toMatchObject({
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"ok":true}',
    });
  });

  test.each([[{ statusCode: "200" }], [{ statusCode: 200, body: { a: 1 } }], [{ statusCode: 99 }]])(
    "that is no HTTP answer (%j) becomes 500",
    async (returned) => {
      expect(await answerOf(returned)).toMatchObject({ status: 500, body: message("Internal Server Error") });
      expect(errors.at(-1)).toEqual(["answer", "its answer is none that the HTTP API understands"]);
    },
  );
});

describe("a function that fails", () => {
  test("is answered with 500, and only the log says why", async () => {
    expect(await send(gateway.url, { path: "/broken" })).toMatchObject({
      status: 500,
      body: message("Internal Server Error"),
    });
    expect(errors.at(-1)).toEqual(["broken", "Runtime.ExitError: a secret reason"]);
  });

  test("by taking longer than the integration's limit is answered with 503", async () => {
    expect(await send(gateway.url, { path: "/never" })).toMatchObject({
      status: 503,
      body: message("Service Unavailable"),
    });
  });
});

test("headers of more than 10 KB are answered with 431", async () => {
  const received = await send(gateway.url, { path: "/health", headers: { "x-long": "x".repeat(11_000) } });
  expect(received.status).toBe(431);
});

test("a taken port is an error that names the port and the variable", async () => {
  const { port } = new URL(gateway.url);
  const second = startGateway({ routes: [], port: Number(port), invoke: async () => null, onError: () => {} });
  await expect(second).rejects.toThrow(`port ${port} is taken: set PORT to another port`);
});

test("what is beyond a route's rate is answered 429 where it is to be as on AWS, and reaches no function", async () => {
  let calls = 0;
  const throttled = await startGateway({
    ...{ port: 0, isThrottled: true },
    routes: [{ ...route("GET", "/health"), throttle: { ratePerSecond: 0.001, burst: 2 } }, route("GET", "/echo")],
    invoke: async () => {
      calls += 1;
      return { statusCode: 200 };
    },
    onError: () => {},
  });
  try {
    const ask = (path: string) => send(throttled.url, { method: "GET", path });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await ask("/health")).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await ask("/health")).body).toBe(message("Too Many Requests"));
    expect((await ask("/echo")).status).toBe(200);
    expect(calls).toBe(3);
  } finally {
    await throttled.stop();
  }
});
