// What the running functions answer and publish is what OpenAPI and the schemas of events say, as a validator of others sees it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { problemsByApi } from "../docs/interfaces/support/problems-by-schema.ts";
import { read } from "../docs/support/documents.ts";
import { describedEvents } from "../support/described-events.ts";
import { peopleOf } from "../support/people.ts";
import { type Answer, type RunningStack, request, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";

const api = JSON.parse(read("docs/reference/openapi.json"));
const problemsAt = problemsByApi(api);
const sessionId = "5e551011-0000-4000-8000-000000000001";
const otherId = "5e551011-0000-4000-8000-000000000002";
const events: BusEvent[] = [];
const described = describedEvents();
let running: RunningStack;

beforeAll(async () => {
  running = await runStack({
    onEvent: (event) => {
      events.push(event);
      described.take(event);
    },
  });
  const people = await peopleOf(running.admin);
  const session = {
    status: "IN_PROGRESS",
    departmentId: people.department("Recepção").id,
    userId: people.agent("Bruno Carvalho").userId,
  };
  await running.admin("POST", "reset", {
    sessions: [
      { id: sessionId, ...session },
      { id: otherId, ...session },
    ],
  });
});
afterAll(() => running.stop());

/** By where the document has the answer of this operation and status. */
const expectDescribed = (path: string, method: string, { status, headers, body }: Answer): void => {
  const escaped = path.replaceAll("~", "~0").replaceAll("/", "~1");
  const responses = api.paths[path][method].responses;
  const key = String(status) in responses ? String(status) : "default";
  expect([path, method, status, key in responses]).toEqual([path, method, status, true]);
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  const { $ref } = responses[key].content["application/json"].schema;
  expect([escaped, status, problemsAt($ref.slice(1), body)]).toEqual([escaped, status, []]);
};

interface Asked {
  query?: string;
  id?: string;
  token?: null;
  raw?: string;
  contentType?: string;
}

const one = "/sessions/{sessionId}";
const many = "/sessions/batch";

describe("an update", () => {
  test.each<[string, number, Asked, unknown]>([
    ["applied", 200, {}, { status: "PENDING", metadata: { pedido: 42 } }],
    ["a dry run", 200, { query: "?dryRun=true" }, { status: "COMPLETED", department: "Comercial" }],
    ["no caller", 401, { token: null }, { status: "PENDING" }],
    ["no body", 400, {}, undefined],
    ["not JSON", 400, { raw: "{" }, undefined],
    ["no such session", 404, { id: "5e551011-0000-4000-8000-00000000000f" }, { status: "PENDING" }],
    ["not as expected", 409, {}, { status: "PENDING", expect: { status: "HIDDEN" } }],
    ["too large", 413, {}, { number: "x".repeat(300_000) }],
    ["another content type", 415, { contentType: "text/plain" }, { status: "PENDING" }],
    ["not valid", 422, {}, { statu: "PENDING", endAt: "ontem" }],
    ["no such name", 422, {}, { department: "Comercal" }],
    ["misspelt parameter", 422, { query: "?dryrun=true" }, { status: "PENDING" }],
  ])("%s", async (_what, status, { query = "", id = sessionId, ...options }, body) => {
    const answer = await request(`${running.stack.url}/sessions/${id}${query}`, { body, ...options });
    expect(answer.status).toBe(status);
    expectDescribed(one, "patch", answer);
  });

  test("WTS that refuses our key, and WTS that is away", async () => {
    await running.admin("POST", "faults", [{ status: 401 }, { status: 401 }]);
    const denied = await request(`${running.stack.url}/sessions/${sessionId}`, { body: { status: "PENDING" } });
    await running.admin("DELETE", "faults");
    expect(denied.status).toBe(502);
    expectDescribed(one, "patch", denied);
  });
});

describe("a batch", () => {
  const batch = (body: unknown, query = "", more: object = {}) =>
    request(`${running.stack.url}/sessions/batch${query}`, { method: "POST", body, ...more });
  const commands = [
    { sessionId, status: "IN_PROGRESS" },
    { sessionId: otherId, command: "note", text: "Pagamento confirmado" },
    { sessionId: otherId, command: "message", text: "Olá, {nome|cliente}!" },
    { sessionId, command: "transfer", department: "Comercial" },
    { sessionId, command: "hold", until: { date: "2099-12-10" } },
  ];

  test.each<[string, number, unknown, string]>([
    ["applied", 200, commands.slice(0, 4), ""],
    ["a dry run", 200, [...commands.slice(0, 4), { sessionId, command: "hold", until: "2026-12-31" }], "?dryRun=true"],
    ["some of it wrong", 207, commands, ""],
    ["some of it misspelt", 207, [{ sessionId, statu: "PENDING" }, commands[0]], ""],
    ["empty", 422, [], ""],
    ["closed at last", 200, [{ sessionId: otherId, command: "complete", farewell: "Até logo" }], ""],
  ])("%s", async (_what, status, body, query) => {
    const answer = await batch(body, query);
    expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
    expectDescribed(many, "post", answer);
  });
});

test("queued, held, released, rejected and moved: each outcome is as its schema says", async () => {
  const queued = await fetch(`${running.stack.url}/sessions/batch`, {
    method: "POST",
    headers: {
      authorization: `Bearer local-demo-token-that-opens-nothing-but-this-machine`,
      "content-type": "application/json",
      prefer: "respond-async",
    },
    body: JSON.stringify([
      { sessionId, command: "hold", until: new Date(Date.now() + 86_400_000).toISOString() },
      { sessionId, command: "hold", until: null },
      { sessionId, command: "transfer", department: "Comercal" },
      { sessionId, command: "complete" },
    ]),
  });
  expect(queued.status).toBe(202);
  expect(problemsAt("/components/schemas/BatchQueued", await queued.json())).toEqual([]);
  const wanted = [
    "Session Held",
    "Session Hold Ended",
    "Session Update Rejected",
    "Session Closed",
    "Session Updated",
    "Session Reassigned",
  ];
  const typesOf = () => new Set(events.map((event) => event["detail-type"]));
  await until(() => wanted.every((type) => typesOf().has(type)), "every outcome");
  described.check(...wanted);
});

test("health, and webhooks that are not let in", async () => {
  const health = await request(`${running.stack.url}/health`, { method: "GET", token: null });
  expectDescribed("/health", "get", health);
  const unknown = await request(`${running.stack.url}/webhooks/nobody`, { method: "POST", body: {} });
  expect(unknown.status).toBe(404);
  expectDescribed("/webhooks/{source}", "post", unknown);
});
