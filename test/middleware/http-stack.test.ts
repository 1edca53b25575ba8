// Who is let in to the HTTP functions, what is looked at before, and how much time a request has.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { type AccessSecret, parseAccess } from "../../lib/core/access-secret.ts";
import { httpStack } from "../../lib/middleware/http-stack.ts";
import type { TimeBox } from "../../lib/runtime/clock.ts";
import { manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";

const oldToken = "a-token-of-these-tests-01";
const newToken = "a-token-of-these-tests-02";
const accessOf = (...tokens: string[]): AccessSecret => parseAccess(JSON.stringify({ clients: { crm: tokens } }));

const clock = manualClock();
const now = clock.now();
let held: AccessSecret;
let stored: AccessSecret;
let refreshes: number;
let answered: { body: unknown; timeBox: TimeBox }[];
beforeEach(() => {
  held = accessOf(oldToken);
  stored = held;
  refreshes = 0;
  answered = [];
});

const aws = recording();
const writes: string[] = [];
const handler = httpStack(
  {
    access: {
      get: async () => held,
      refresh: async () => {
        refreshes += 1;
        held = stored;
        return held;
      },
    },
    clock,
    log: aws.log,
    meter: { ...aws.meter, write: async () => void writes.push("metrics") },
  },
  {
    open: {},
    callers: {
      "POST /x": async ({ body, timeBox }) => {
        answered.push({ body, timeBox });
        return { statusCode: 200, body: {} };
      },
    },
  },
);

interface Sent {
  authorization?: string;
  type?: string;
  body?: string;
  length?: number;
  arrivedMs?: number;
  leftMs?: number;
}

const send = async (sent: Sent) => {
  const { authorization, type = "application/json", body = "{}", length, arrivedMs = now, leftMs = 28_000 } = sent;
  const event = {
    version: "2.0",
    routeKey: "POST /x",
    rawQueryString: "",
    headers: {
      "content-type": type,
      ...(authorization !== undefined && { authorization }),
      ...(length !== undefined && { "content-length": String(length) }),
    },
    requestContext: { requestId: "r-1", timeEpoch: arrivedMs, http: { method: "POST" } },
    body,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  const context = { getRemainingTimeInMillis: () => leftMs, awsRequestId: "i-1" } as unknown as Context;
  const { statusCode, headers } = await handler(event, context);
  return { status: statusCode, challenge: headers?.["www-authenticate"] };
};

describe("a token", () => {
  test("that was added to the secret a moment ago is taken: what nobody knows is looked for again", async () => {
    stored = accessOf(oldToken, newToken);
    expect((await send({ authorization: `Bearer ${newToken}` })).status).toBe(200);
    expect([refreshes, answered.length]).toEqual([1, 1]);
  });

  test("that is known asks for the secret no second time", async () => {
    expect((await send({ authorization: `Bearer ${oldToken}` })).status).toBe(200);
    expect(refreshes).toBe(0);
  });

  test.each(["Bearer", "bearer", "BEARER "])("comes after the word %s", async (word) => {
    expect((await send({ authorization: `${word} ${oldToken}` })).status).toBe(200);
  });

  test.each([
    undefined,
    "",
    oldToken,
    `Bearer${oldToken}`,
    `xBearer ${oldToken}`,
    `Token Bearer ${oldToken}`,
    `Bearer ${oldToken} x`,
    `Bearer ${oldToken}x`,
    `Basic ${oldToken}`,
    "Bearer ",
  ])("is not to be read from %j: that is a stranger", async (authorization) => {
    const answer = await send(authorization === undefined ? {} : { authorization });
    expect(answer).toEqual({ status: 401, challenge: "Bearer" });
    expect(answered).toEqual([]);
  });
});

describe("a body that cannot be read", () => {
  test.each([
    ["no JSON", 400, { body: "{" }],
    ["another type", 415, { type: "text/plain" }],
    ["UTF-8 that API Gateway has made of another encoding", 400, { body: '{"text":"Jos\ufffd"}', length: 15 }],
  ])("being %s is a caller's %i, and a stranger's 401, who learns nothing of it", async (_what, status, sent) => {
    expect((await send({ ...sent, authorization: `Bearer ${newToken}` })).status).toBe(401);
    expect((await send({ ...sent, authorization: `Bearer ${oldToken}` })).status).toBe(status);
    expect(answered).toEqual([]);
  });
});

test("a body with a replacement character of its own is taken", async () => {
  const body = '{"text":"Jos\ufffd"}';
  for (const length of [Buffer.byteLength(body), undefined])
    expect((await send({ body, ...(length && { length }), authorization: `Bearer ${oldToken}` })).status).toBe(200);
});

test("what was counted is written once, also for who is refused", async () => {
  writes.length = 0;
  await send({ authorization: "Bearer a-token-that-opens-nothing" });
  await send({ authorization: `Bearer ${oldToken}` });
  expect(writes).toEqual(["metrics", "metrics"]);
});

test("a body over 256 KB is refused before it is asked whose it is", async () => {
  expect((await send({ body: " ".repeat(256 * 1024 + 1) })).status).toBe(413);
});

describe("the time a request has", () => {
  test.each<[string, Omit<Sent, "body">, TimeBox]>([
    ["ends before the function does", {}, { startBy: now + 23_000, endBy: now + 26_000 }],
    [
      "ends before API Gateway answers in its place",
      { arrivedMs: now - 10_000 },
      { startBy: now + 15_000, endBy: now + 18_000 },
    ],
    [
      "is over where API Gateway is about to",
      { arrivedMs: now - 29_999 },
      { startBy: now - 4_999, endBy: now - 1_999 },
    ],
    [
      "is the function's where API Gateway has long answered, as for a replayed sample",
      { arrivedMs: now - 30_000 },
      { startBy: now + 22_000, endBy: now + 25_000 },
    ],
    [
      "is the function's where the request comes from a clock that is ahead",
      { arrivedMs: now + 1 },
      { startBy: now + 22_000, endBy: now + 25_000 },
    ],
    ["is over where the function has hardly any left", { leftMs: 5_000 }, { startBy: now, endBy: now + 3_000 }],
  ])("%s", async (_rule, sent, timeBox) => {
    await send({ ...sent, authorization: `Bearer ${oldToken}` });
    expect(answered.map((each) => each.timeBox)).toEqual([timeBox]);
  });
});
