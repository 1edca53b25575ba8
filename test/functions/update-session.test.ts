// The packaged bundle, in processes of its own, over HTTP: what a caller and WTS see, and what the log keeps to itself.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { peopleOf } from "../support/people.ts";
import { type Answer, demoToken, type RunningStack, request, runStack } from "../support/running-stack.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const sessionId = "5e551011-0000-4000-8000-000000000001";
const otherId = "5e551011-0000-4000-8000-000000000002";
const folder = new URL("../../events/update-session/", import.meta.url);
let running: RunningStack;
let sessionUrl: string;
let batchUrl: string;

beforeAll(async () => {
  running = await runStack();
  sessionUrl = `${running.stack.url}/sessions/${sessionId}`;
  batchUrl = `${running.stack.url}/sessions/batch`;
});
afterAll(() => running.stop());
beforeEach(async () => {
  const people = await peopleOf(running.admin);
  const session = {
    status: "IN_PROGRESS",
    departmentId: people.department("Recepção").id,
    userId: people.agent("Bruno Carvalho").userId,
    metadata: { origem: "site" },
    lastMessageIn: new Date(Date.now() - 60_000).toISOString(),
  };
  await running.admin("POST", "reset", {
    sessions: [
      { id: sessionId, ...session },
      { id: otherId, ...session },
    ],
  });
  running.lines.length = 0;
});

const patch = (body: unknown, options: object = {}) => request(sessionUrl, { body, ...options });
const batch = (body: unknown, query = "") => request(batchUrl + query, { method: "POST", body });
const fault = (...faults: object[]) => running.admin("POST", "faults", faults);
const writes = async () => (await journalOf(running.admin, true)).length;
const held = (id = sessionId) =>
  running.admin<{ status: string; notes: unknown[]; metadata: Record<string, string> }>("GET", `sessions/${id}`);
const codeOf = ({ body }: Answer) => (body as { error?: { code?: string } }).error?.code;

interface Sample {
  $expect: { code?: string; issues?: string[]; writes?: number; items?: (string | null)[] };
}
interface Returned {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}
interface Rendered {
  error?: {
    code: string;
    message: string;
    requestId: string;
    issues?: { path: string; code: string; message: string }[];
  };
}

describe("every sample in events/update-session", () => {
  test.each(readdirSync(folder).sort())("%s is answered as its name says", async (file) => {
    const event = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample;
    const answer = (await running.stack.lambda.invoke("update-session", event)) as Returned;
    const { code, issues, writes: expectedWrites, items } = event.$expect;
    expect(answer.statusCode).toBe(Number(file.slice(0, 3)));
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    const body = JSON.parse(answer.body) as Rendered | Rendered[];
    if (code !== undefined) expect((body as Rendered).error).toMatchObject({ code, requestId: "sample-request" });
    if (issues) expect((body as Rendered).error?.issues?.map((issue) => `${issue.code} ${issue.path}`)).toEqual(issues);
    if (items) expect((body as Rendered[]).map((item) => item.error?.code ?? null)).toEqual(items);
    if (expectedWrites !== undefined) expect(await writes()).toBe(expectedWrites);
  });
});

describe("a route", () => {
  const toComercial = { command: "route", sessionId, to: { department: "Comercial" }, reason: "pediu orçamento" };

  test("in a batch is done at once and answered with the session, and in a dry run with the decision alone", async () => {
    const comercial = (await peopleOf(running.admin)).department("Comercial").id;
    const shown = await batch([toComercial], "?dryRun=true");
    expect(shown).toMatchObject({
      status: 200,
      body: [
        {
          ...{ sessionId, dryRun: true, decision: { action: "queue", departmentId: comercial } },
          changes: [
            { field: "DepartmentId", to: comercial },
            { field: "UserId", to: null },
          ],
        },
      ],
    });
    expect(await writes()).toBe(0);
    expect(await batch([toComercial])).toMatchObject({
      status: 200,
      body: [{ id: sessionId, departmentId: comercial }],
    });
    expect(await writes()).toBe(1);
  });

  test("that cannot be done says why, beside those that can", async () => {
    const unknown = { ...toComercial, to: undefined, policy: "vendas" };
    const answer = await batch([unknown, { ...toComercial, sessionId: otherId }]);
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject([
      { error: { code: "NOT_ROUTED", message: expect.stringMatching(/no enabled policy of this name/) } },
      { id: otherId },
    ]);
  });

  test("is no update of a PATCH", async () => {
    const answer = await patch({ command: "route", reason: "x" });
    expect(answer).toMatchObject({ status: 422, body: { error: { issues: [{ code: "COMMAND_NOT_ALLOWED" }, {}] } } });
  });
});

describe("PATCH /sessions/{sessionId}", () => {
  test("answers an array with WTS's answer, and WTS holds the change", async () => {
    const { status, body } = await patch({ status: "Completed" });
    expect([status, body]).toMatchObject([200, [{ id: sessionId, status: "COMPLETED" }]]);
    expect((await held()).status).toBe("COMPLETED");
  });

  test("with ?dryRun=true answers what would change and writes nothing", async () => {
    const { status, body } = await request(`${sessionUrl}?dryRun=true`, { body: { status: "PENDING" } });
    const changes = [{ field: "Status", from: "IN_PROGRESS", to: "PENDING" }];
    expect([status, body]).toEqual([200, [{ sessionId, dryRun: true, changes }]]);
    expect(await writes()).toBe(0);
  });

  test("says the three messages people search for", async () => {
    const messages = async (url: string, body: object) =>
      ((await request(url, { body })).body as Rendered).error?.issues?.map(({ message }) => message);
    const blank = `${running.stack.url}/sessions/%20`;
    expect(await messages(blank, { status: "PENDING" })).toEqual(["SessionID is empty!"]);
    // The long s and the dotless i only look like letters of a status.
    for (const status of [null, "\u017ftarted", "pend\u0131ng", "OPEN"])
      expect(await messages(sessionUrl, { status })).toEqual(["Add a valid status!"]);
    expect(await messages(sessionUrl, { user: "Bruno Carvalho" })).toEqual([
      "The transfer destination user or department must be defined",
    ]);
  });

  test.each(["..%2F..%2Fcore%2Fv1%2Fagent", "%2e%2e", "a%2fb", "..%5c", "x%00y", "%E2%80%AE"])(
    "refuses the path-like id %s, and WTS is not called",
    async (id) => {
      const { status } = await request(`${running.stack.url}/sessions/${id}`, { body: { status: "COMPLETED" } });
      expect([404, 422]).toContain(status);
      expect(await journalOf(running.admin)).toEqual([]);
    },
  );

  test("refuses a body of 256 KB and a byte, whoever sends it, and takes one of 256 KB", async () => {
    const body = (size: number) => {
      const frame = JSON.stringify({ metadata: { texto: "" } });
      return JSON.stringify({ metadata: { texto: "x".repeat(size - frame.length) } });
    };
    expect((await patch(undefined, { raw: body(262_144) })).status).toBe(200);
    expect((await patch(undefined, { raw: body(262_145) })).status).toBe(413);
    expect((await patch(undefined, { raw: body(300_000), token: null })).status).toBe(413);
  });

  test.each([
    ["in a text", '{"metadata":{"nome":"José"}}'],
    ["outside of one", '{"metadata":é}'],
  ])("refuses what is no UTF-8 as what it is, %s", async (_where, text) => {
    const answer = await patch(undefined, { raw: Buffer.from(text, "latin1") });
    expect([answer.status, codeOf(answer)]).toEqual([400, "BODY_MALFORMED"]);
    expect((answer.body as Rendered).error?.message).toBe("the body is not valid UTF-8; send it in that encoding");
    expect(await writes()).toBe(0);
  });

  test("reads a binary content type byte for byte", async () => {
    const raw = new TextEncoder().encode('{"metadata":{"cidade":"São Paulo 🏙"}}');
    expect((await patch(undefined, { raw, contentType: "application/vnd.crm+json" })).status).toBe(200);
    expect((await held()).metadata).toMatchObject({ cidade: "São Paulo 🏙" });
  });
});

describe("who may call", () => {
  test("a token of the access secret; any other answer is the same 401", async () => {
    const answers = await Promise.all(
      [null, "", "wrong", `${demoToken}x`, demoToken.slice(0, -1), "é".repeat(40)].map((token) =>
        request(sessionUrl, { body: { status: "PENDING" }, token: token === null ? null : encodeURIComponent(token) }),
      ),
    );
    const shown = answers.map(({ status, body, headers }) => {
      const { requestId, ...error } = (body as Rendered).error ?? { requestId: "" };
      return { status, error, challenge: headers.get("www-authenticate"), hasId: requestId !== "" };
    });
    expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(shown[0]).toMatchObject({
      status: 401,
      error: { code: "CALLER_UNKNOWN" },
      challenge: "Bearer",
      hasId: true,
    });
    expect(await journalOf(running.admin)).toEqual([]);
  });

  test("a client reaches the company of its own account, and no other client's", async () => {
    const token = "local-filial-token-that-opens-nothing-but-this-machine";
    const own = "10ca10ca-0000-4000-8000-000000000002";
    const filial = (path: string, body?: unknown) =>
      running.admin(body === undefined ? "GET" : "PUT", `${path}?account=filial`, body);
    await filial(`sessions/${sessionId}`, { status: "PENDING" });
    expect((await patch({ companyId: own, status: "COMPLETED" }, { token })).status).toBe(200);
    expect((await patch({ status: "COMPLETED" }, { token })).status).toBe(200);
    expect((await held()).status).toBe("IN_PROGRESS");
    expect((await patch({ companyId: own, status: "COMPLETED" })).status).toBe(422);
    expect(
      (await patch({ companyId: "10ca10ca-0000-4000-8000-000000000001", status: "PENDING" }, { token })).status,
    ).toBe(422);
    expect(await writes()).toBe(0);
  });

  test("GET /health is answered to everybody, and asks nobody", async () => {
    const { status, body } = await request(`${running.stack.url}/health`, { method: "GET", token: null });
    expect([status, body]).toEqual([200, { status: "ok" }]);
    expect(await journalOf(running.admin)).toEqual([]);
  });
});

describe("POST /sessions/batch", () => {
  test("answers one item a command, in order, and 207 when one failed", async () => {
    const { status, body } = await batch([
      { sessionId, status: "PENDING" },
      { sessionId: otherId, status: "nonsense" },
      { command: "note", sessionId: otherId, text: "Pago" },
      { sessionId: "5e551011-0000-4000-8000-00000000dead", status: "PENDING" },
    ]);
    expect(status).toBe(207);
    expect(body).toMatchObject([
      { id: sessionId, status: "PENDING" },
      { error: { code: "COMMAND_INVALID", issues: [{ path: "status", message: "Add a valid status!" }] } },
      { text: "Pago" },
      { error: { code: "SESSION_NOT_FOUND" } },
    ]);
  });

  test("applies the commands of one session in the order given", async () => {
    const commands = Array.from({ length: 20 }, (_, index) => ({ sessionId, number: String(index) }));
    expect((await batch(commands)).status).toBe(200);
    const sent = (await journalOf(running.admin, true)).map(({ body }) => (body as { number: string }).number);
    expect(sent).toEqual(commands.map(({ number }) => number));
  });

  test("does not go on with a session whose earlier command has to be repeated first", async () => {
    await fault({ path: `${sessionId}/partial`, status: 403 });
    const { status, body } = await batch([
      { sessionId, status: "PENDING" },
      { command: "note", sessionId, text: "depois" },
      { sessionId: otherId, status: "PENDING" },
    ]);
    expect(status).toBe(207);
    expect(body).toMatchObject([
      { error: { code: "WTS_DENIED" } },
      { error: { code: "NOT_ATTEMPTED" } },
      { id: otherId, status: "PENDING" },
    ]);
  });

  test("goes on after a command that is refused for good", async () => {
    const { body } = await batch([
      { sessionId, department: "Nenhum" },
      { command: "note", sessionId, text: "depois" },
    ]);
    expect(body).toMatchObject([{ error: { code: "COMMAND_INVALID" } }, { text: "depois" }]);
  });

  test("with ?dryRun=true writes nothing", async () => {
    const { status, body } = await batch([{ command: "complete", sessionId, note: "Encerrado" }], "?dryRun=true");
    expect([status, body]).toMatchObject([200, [{ dryRun: true, changes: [{ field: "Note" }, { field: "Status" }] }]]);
    expect(await writes()).toBe(0);
  });
});

describe("WTS in trouble", () => {
  test("a rotated key is read once for twenty callers, and all of them succeed", async () => {
    await patch({ status: "PENDING" });
    // Each has a session of its own: who waits for a session of somebody else has nothing to do with the key.
    const sessions = Array.from({ length: 20 }, (_, index) => ({
      id: `5e551011-0000-4000-8000-0000000001${index + 10}`,
    }));
    await running.admin("POST", "reset", { sessions });
    running.editSecrets(({ accounts }) => {
      if (accounts.default) accounts.default.apiKey = "pn_local_default_rotated_not_a_real_key";
    });
    const answers = await Promise.all(
      sessions.map(({ id }, index) => batch([{ sessionId: id, number: String(index) }])),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });

  test.each([
    ["403", { status: 403 }, 502, "WTS_DENIED", true],
    [
      "a 500 with FORM_ERROR",
      { status: 500, body: { error: true, key: "FORM_ERROR", text: "Sessão bloqueada" } },
      422,
      "WTS_REFUSED",
      false,
    ],
  ])("%s is answered so that the caller knows what to do", async (_name, what, status, code, retryAfter) => {
    await fault({ method: "PUT", ...what });
    const answer = await patch({ status: "PENDING" });
    expect([answer.status, codeOf(answer), answer.headers.has("retry-after")]).toEqual([status, code, retryAfter]);
  });

  test.each([
    ["a 500 without FORM_ERROR", { status: 500, body: { error: true, key: "ERROR_UNKNOWN" } }],
    ["429 without Retry-After", { status: 429 }],
    ["a reset", { drop: true }],
    ["malformed JSON", { status: 200, body: "{" }],
    ["error: true in a 200", { status: 200, body: { error: true, key: "ERROR_BUSY" } }],
  ])("%s that passes is not seen by the caller", async (_name, what) => {
    await fault({ method: "PUT", ...what, times: 1 });
    expect((await patch({ status: "PENDING" })).status).toBe(200);
  });

  test("that lasts is 503 with Retry-After", async () => {
    await fault({ method: "PUT", drop: true });
    const answer = await patch({ status: "PENDING" });
    expect([answer.status, codeOf(answer)]).toEqual([503, "WTS_UNAVAILABLE"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("Idempotency-Key", () => {
  const send = async (method: string, url: string, key: string, body: unknown) => {
    const answer = await fetch(url, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${demoToken}`, "idempotency-key": key },
      body: JSON.stringify(body),
    });
    const { status, headers } = answer;
    const replayed = headers.get("idempotency-replayed");
    return { status, replayed, retryAfter: headers.get("retry-after"), body: await answer.json() };
  };
  const keyed = (key: string, body: unknown, query = "") => send("POST", batchUrl + query, key, body);

  test("keeps a repetition from being applied again, and is refused for another body", async () => {
    const note = [{ command: "note", sessionId, text: "uma vez" }];
    expect(await keyed("k-1", note)).toMatchObject({ status: 200, replayed: null });
    const again = await keyed("k-1", note);
    expect([again.status, again.replayed]).toEqual([200, "true"]);
    expect(JSON.stringify(again.body)).not.toContain("uma vez");
    const other = await keyed("k-1", [{ command: "note", sessionId, text: "outra" }]);
    expect([other.status, codeOf(other as unknown as Answer)]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    expect((await held()).notes).toHaveLength(1);
  });

  test("has a repetition answered with the session as it is by now, and nothing is written to it", async () => {
    expect(await send("PATCH", sessionUrl, "k-patch", { number: "A1" })).toMatchObject({
      status: 200,
      replayed: null,
      body: [{ id: sessionId, number: "A1" }],
    });
    await patch({ number: "B2" });
    const written = await writes();
    expect(await send("PATCH", sessionUrl, "k-patch", { number: "A1" })).toMatchObject({
      status: 200,
      replayed: "true",
      body: [{ id: sessionId, number: "B2" }],
    });
    expect(await writes()).toBe(written);
  });

  test("counts for one method and path only, and not for a dry run", async () => {
    const update = [{ sessionId, number: "A1" }];
    expect(await keyed("k-scope", update, "?dryRun=true")).toMatchObject({ status: 200, replayed: null });
    expect(await keyed("k-scope", update)).toMatchObject({ status: 200, replayed: null });
    expect(await send("PATCH", sessionUrl, "k-scope", { number: "C3" })).toMatchObject({ status: 200, replayed: null });
    const other = sessionUrl.replace(sessionId, otherId);
    expect(await send("PATCH", other, "k-scope", { number: "D4" })).toMatchObject({ status: 200, replayed: null });
    expect([await held(), await held(otherId)]).toMatchObject([{ number: "C3" }, { number: "D4" }]);
  });

  test("of a batch that failed in part lets the same batch go on where it stopped", async () => {
    await fault({ path: `${otherId}/partial`, status: 403, times: 1 });
    const both = [
      { command: "note", sessionId, text: "uma vez" },
      { sessionId: otherId, number: "B1" },
    ];
    expect(await keyed("k-2", both)).toMatchObject({ status: 207, replayed: null });
    expect(await keyed("k-2", both)).toMatchObject({ status: 200, replayed: null });
    expect(await held(otherId)).toMatchObject({ number: "B1" });
    expect((await held()).notes).toHaveLength(1);
    expect(await keyed("k-2", both)).toMatchObject({ status: 200, replayed: "true" });
  });

  test("of a batch that failed in part does not swallow the failed item when it is sent alone", async () => {
    await fault({ path: `${otherId}/partial`, status: 403, times: 1 });
    const [first, second] = [
      { sessionId, number: "A1" },
      { sessionId: otherId, number: "B1" },
    ];
    expect((await keyed("k-3", [first, second])).status).toBe(207);
    // The key is free again, since what came under it was not done.
    expect((await keyed("k-3", [second])).status).toBe(200);
    expect(await held(otherId)).toMatchObject({ number: "B1" });
  });
});

test("a session that WTS answers without content switches no guard off", async () => {
  await fault({ method: "GET", path: sessionId, status: 200, body: "" });
  const answer = await patch({ number: "1", expect: { status: "COMPLETED" } });
  expect([answer.status, codeOf(answer)]).toEqual([503, "WTS_UNAVAILABLE"]);
  expect(await writes()).toBe(0);
});

test("a key that lacks access to sessions is said to, and found out by one call of another route", async () => {
  await running.admin("PUT", "switches", { sessionAccess: "denied" });
  for (const number of ["1", "2", "3", "4", "5"]) {
    const answer = await patch({ number });
    expect([answer.status, codeOf(answer)]).toEqual([502, "WTS_DENIED"]);
    expect(JSON.stringify(answer.body)).toContain("the key may lack access to sessions");
  }
  const asked = (await journalOf(running.admin)).map(({ path }) => path);
  // Several environments of the function may be warm, and each remembers what it found: without that, there would be five.
  const probes = asked.filter((path) => path === "/core/v2/department").length;
  expect(probes).toBeGreaterThan(0);
  expect(probes).toBeLessThan(5);
  expect(asked.filter((path) => path.startsWith("/chat/"))).toHaveLength(5);
});

describe("secrecy", () => {
  test("no key, token, text or number of a contact is in any line or error", async () => {
    const canaries = [
      "CANARY-text-9f2",
      "+5511987654321",
      "canary.person@example.com",
      "CANARY_metadata_value",
      "CANARYkey77",
    ];
    const [text = "", phone = "", email = "", value = "", key = ""] = canaries;
    const answers = [
      await patch({ number: { [phone]: text } }),
      await patch({ user: email, department: text }),
      await patch({ metadata: { [`${key} ${phone}`]: { nested: value } } }),
      await patch({ status: text, [phone]: value, endAt: text }),
      await patch(undefined, { raw: `{"metadata": "${text}` }),
      await patch({ metadata: { a: value } }, { token: `${text}-not-a-token` }),
      await batch([
        { command: "note", sessionId, text, extra: value },
        { command: "message", sessionId: text, text: phone },
      ]),
    ];
    await fault({
      method: "POST",
      status: 500,
      body: { error: true, key: "FORM_ERROR", text: `Contato ${phone} bloqueado` },
    });
    await batch([
      { command: "note", sessionId, text },
      { command: "message", sessionId, text: phone },
    ]);
    await fault({ method: "PUT", drop: true });
    await patch({ metadata: { a: value }, number: phone });
    const log = running.lines.join("\n");
    const shown = answers.map((answer) => answer.text).join("\n");
    const secrets =
      JSON.stringify(JSON.parse(readFileSync(running.stack.secretsFile, "utf8"))).match(/(pn_local|local-)[\w-]+/g) ??
      [];
    expect(secrets.length).toBeGreaterThan(3);
    for (const canary of [...canaries, ...secrets]) {
      expect(log).not.toContain(canary);
      expect(shown).not.toContain(canary);
    }
  });

  test("a line says who asked for what and how it ended", async () => {
    await patch({ status: "UNDEFINED" });
    const line = running.lines.map((text) => JSON.parse(text)).find(({ message }) => message === "request");
    expect(line).toMatchObject({
      level: "warn",
      route: "PATCH /sessions/{sessionId}",
      client: "demo",
      status: 422,
      code: "COMMAND_INVALID",
      issues: ["STATUS_INVALID status"],
      requestId: expect.any(String),
      durationMs: expect.any(Number),
    });
  });
});

/** The last one: the pause is the account's, and nobody calls WTS before it is over. */
test("429 with a long Retry-After is passed on, and pauses everybody", async () => {
  await fault({ method: "PUT", status: 429, headers: { "retry-after": "60" }, times: 1 });
  const first = await patch({ status: "PENDING" });
  expect([first.status, codeOf(first), first.headers.get("retry-after")]).toEqual([503, "WTS_UNAVAILABLE", "60"]);
  const calls = (await journalOf(running.admin)).length;
  const second = await patch({ status: "PENDING" });
  expect([second.status, codeOf(second)]).toEqual([503, "WTS_UNAVAILABLE"]);
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(await journalOf(running.admin)).toHaveLength(calls);
});
