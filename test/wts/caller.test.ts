// What WTS and the network do to a call, over real sockets, and what becomes of it.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type ApiKey, type WtsCall, wtsCaller } from "../../lib/wts/caller.ts";
import { asFault } from "../../lib/wts/choose-fault.ts";
import { type KeyAccess, keyAccess, keyAccessMs } from "../../lib/wts/key-access.ts";
import { retryAfterSeconds } from "../../lib/wts/read-response.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { unlimited } from "../support/unlimited.ts";
import { wtsForTests } from "../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
let standIn: TestStandIn;
let clock: ManualClock;

beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "PENDING" }] });
  clock = manualClock();
});

const fixedKey = (apiKey = testAccounts.default.apiKey): ApiKey => ({
  get: async () => apiKey,
  refresh: async () => apiKey,
});

interface CallOptions {
  key?: ApiKey;
  access?: KeyAccess;
  timeoutMs?: number;
  timeMs?: number;
  retryForMs?: number;
}

const call = (request: Partial<WtsCall> = {}, options: CallOptions = {}) => {
  const { key = fixedKey(), access = keyAccess({ clock }), timeoutMs = 5_000, timeMs = 25_000, retryForMs } = options;
  const timeBox = { startBy: clock.now() + timeMs, endBy: clock.now() + timeMs + 3_000 };
  const connection = { baseUrl: standIn.url, key, timeoutMs, retryForMs, tokens: unlimited, access, clock };
  const caller = wtsCaller(connection, timeBox);
  return caller({ method: "GET", route: "/chat/v2/session/{id}", ids: { id: sessionId }, ...request });
};

const failure = async (promise: Promise<unknown>): Promise<WtsApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WtsApiError) return error;
  throw new Error(`expected a WtsApiError, got ${error === undefined ? "an answer" : String(error)}`);
};

const note: Partial<WtsCall> = {
  method: "POST",
  route: "/chat/v1/session/{id}/note",
  body: { text: "uma nota" },
  once: true,
};
const fault = (...faults: object[]) => standIn.admin("POST", "faults", faults);
const attempts = async () => (await journalOf(standIn.admin)).length;

describe("a call that can be helped", () => {
  test.each([
    ["429 without Retry-After", { status: 429 }],
    ["500 without FORM_ERROR", { status: 500, body: { error: true, key: "ERROR_UNKNOWN", text: "Erro" } }],
    ["502 with no JSON", { status: 502, body: "<html>Bad gateway</html>" }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["a reset connection", { drop: true }],
    ["malformed JSON in a 200", { status: 200, body: '{"id": ' }],
    ["error: true in a 200", { status: 200, body: { error: true, key: "ERROR_TEMPORARY", text: "Tente de novo" } }],
  ])("is repeated after %s, with a pause", async (_name, what) => {
    await fault({ ...what, times: 2 });
    await expect(call()).resolves.toMatchObject({ id: sessionId });
    expect(await attempts()).toBe(3);
    expect(clock.slept).toHaveLength(2);
    expect(clock.slept[1]).toBeGreaterThan(clock.slept[0] ?? 0);
  });

  test("waits as long as Retry-After says", async () => {
    await fault({ status: 429, headers: { "retry-after": "7" }, times: 1 });
    await expect(call()).resolves.toMatchObject({ id: sessionId });
    expect(clock.slept).toEqual([7_000]);
  });

  test("is given up at once, with WTS's own pause, when Retry-After is beyond the time there is", async () => {
    await fault({ status: 429, headers: { "retry-after": "120" } });
    const error = await failure(call());
    expect([error.failure, error.retryAfterSeconds, await attempts()]).toEqual(["unavailable", 120, 1]);
  });

  test("is given up, with WTS's own pause, rather than slept for longer than whoever asks tries again", async () => {
    await fault({ status: 429, headers: { "retry-after": "7" }, times: 1 });
    const error = await failure(call({}, { retryForMs: 3_000 }));
    expect([error.failure, error.retryAfterSeconds, await attempts()]).toEqual(["unavailable", 7, 1]);
    expect(clock.slept).toEqual([]);
  });

  test("pauses the account for five minutes at most, whatever Retry-After says", async () => {
    const pauses: number[] = [];
    const tokens = { take: async () => {}, pause: async (durationMs: number) => void pauses.push(durationMs) };
    await fault({ status: 429, headers: { "retry-after": "999999999" } });
    const timeBox = { startBy: clock.now() + 25_000, endBy: clock.now() + 28_000 };
    const caller = wtsCaller({ baseUrl: standIn.url, key: fixedKey(), timeoutMs: 5_000, tokens, clock }, timeBox);
    await failure(caller({ method: "GET", route: "/chat/v2/session/{id}", ids: { id: sessionId } }));
    expect(pauses).toEqual([300_000]);
  });

  test("is given up after four attempts", async () => {
    await fault({ status: 503 });
    const error = await failure(call());
    expect([error.failure, error.status, await attempts()]).toEqual(["unavailable", 503, 4]);
    expect(error.retryAfterSeconds).toBeGreaterThan(0);
  });

  test("starts no attempt once the time is up", async () => {
    await fault({ status: 503 });
    await failure(call({}, { timeMs: 400 }));
    expect(await attempts()).toBeLessThan(3);
  });

  test("ends by its time limit when WTS does not answer", async () => {
    await fault({ hang: true });
    const error = await failure(call({}, { timeoutMs: 60 }));
    expect([error.failure, error.reason]).toEqual(["unavailable", "TIMEOUT"]);
  });
});

describe("a call that cannot be helped", () => {
  test("is not repeated after a 500 with FORM_ERROR, and carries WTS's explanation", async () => {
    const error = await failure(call({ ids: { id: "5e550000-0000-4000-8000-00000000dead" } }));
    expect([error.failure, error.status, error.key, await attempts()]).toEqual(["refused", 500, "FORM_ERROR", 1]);
    expect(error.text).toMatch(/\S/);
    expect(error.shortId).toMatch(/^[0-9a-f]{8}$/);
  });

  test("is not repeated after a 404, nor a 400 with ProblemDetails", async () => {
    await fault({ status: 404, times: 1 });
    expect((await failure(call())).failure).toBe("not-found");
    await fault({ status: 400, body: { title: "One or more validation errors occurred." }, times: 1 });
    expect(await failure(call())).toMatchObject({
      failure: "refused",
      text: "One or more validation errors occurred.",
    });
    expect(await attempts()).toBe(2);
  });

  test("leaves a 403 to whoever can wait a quarter of an hour", async () => {
    await fault({ status: 403 });
    const error = await failure(call());
    expect([error.failure, error.retryable, await attempts()]).toEqual(["denied", true, 1]);
  });

  test("does not follow a redirect", async () => {
    await fault({ status: 302, headers: { location: "http://127.0.0.1:1/elsewhere" } });
    expect((await failure(call())).failure).toBe("refused");
  });
});

describe("a refused API key", () => {
  const rotating = (newKey: string) => {
    let refreshes = 0;
    const key: ApiKey = {
      get: async () => "pn_test_revoked_0123456789",
      refresh: async () => {
        refreshes += 1;
        return newKey;
      },
    };
    return { key, refreshes: () => refreshes };
  };

  test("is replaced once, and the call then succeeds", async () => {
    const { key, refreshes } = rotating(testAccounts.default.apiKey);
    await expect(call({}, { key })).resolves.toMatchObject({ id: sessionId });
    expect(refreshes()).toBe(1);
  });

  test("that has no successor is an answer, not a loop", async () => {
    const { key, refreshes } = rotating("pn_test_revoked_0123456789");
    const error = await failure(call({}, { key }));
    expect([error.failure, error.status, error.retryable, refreshes()]).toEqual(["denied", 401, false, 1]);
  });

  test("whose successor is refused too is asked for only once", async () => {
    const { key, refreshes } = rotating("pn_test_also_revoked_0123");
    expect((await failure(call({}, { key }))).failure).toBe("denied");
    expect(refreshes()).toBe(1);
  });

  test("is recognised in a 200 with error: true as well", async () => {
    await standIn.admin("PUT", "switches", { unauthorizedStatus: "200" });
    const { key, refreshes } = rotating(testAccounts.default.apiKey);
    await expect(call({}, { key })).resolves.toMatchObject({ id: sessionId });
    expect(refreshes()).toBe(1);
  });
});

describe("a key that is refused for sessions alone", () => {
  const sessionRoutes: Partial<WtsCall>[] = [
    {},
    { route: "/chat/v2/session", ids: {} },
    { route: "/chat/v1/session/{id}/message" },
    { method: "PUT", route: "/chat/v1/session/{id}/complete", body: {} },
    note,
  ];
  const counted = () => {
    let refreshes = 0;
    const key: ApiKey = {
      get: async () => testAccounts.default.apiKey,
      refresh: async (refused) => {
        refreshes += 1;
        return refused;
      },
    };
    return { key, refreshes: () => refreshes };
  };
  const probes = async () => (await journalOf(standIn.admin)).filter(({ path }) => path.startsWith("/core/")).length;

  test.each(["401", "200"])(
    "is told apart from a bad key by one probe, where WTS says so with a %s",
    async (status) => {
      await standIn.admin("PUT", "switches", { sessionAccess: "denied", unauthorizedStatus: status });
      const access = keyAccess({ clock });
      const { key, refreshes } = counted();
      for (const route of sessionRoutes) {
        const error = await failure(call(route, { key, access }));
        expect([error.failure, error.status, error.reason]).toEqual(["denied", 401, "SESSIONS_DENIED"]);
      }
      expect([await probes(), refreshes()]).toEqual([1, 1]);
    },
  );

  test("is asked again after five minutes, and works as soon as it is given access", async () => {
    await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
    const access = keyAccess({ clock });
    const { key, refreshes } = counted();
    await failure(call({}, { key, access }));
    clock.advance(keyAccessMs - 1);
    await failure(call({}, { key, access }));
    expect([await probes(), refreshes()]).toEqual([1, 1]);
    clock.advance(1);
    await failure(call({}, { key, access }));
    expect([await probes(), refreshes()]).toEqual([2, 2]);
    await standIn.admin("PUT", "switches", { sessionAccess: "granted" });
    await expect(call({}, { key, access })).resolves.toMatchObject({ id: sessionId });
  });

  test("is probed once by calls that are refused at the same moment", async () => {
    await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
    const access = keyAccess({ clock });
    const errors = await Promise.all(Array.from({ length: 5 }, () => failure(call({}, { access }))));
    expect(errors.map(({ reason }) => reason)).toEqual(Array(5).fill("SESSIONS_DENIED"));
    expect(await probes()).toBe(1);
  });

  test("is not what a key is that is refused everywhere, and that is found out once", async () => {
    const access = keyAccess({ clock });
    const key = fixedKey("pn_test_revoked_0123456789");
    for (let round = 0; round < 3; round += 1) {
      const error = await failure(call({}, { key, access }));
      expect([error.failure, error.status, error.reason]).toEqual(["denied", 401, undefined]);
    }
    expect(await probes()).toBe(1);
  });

  test.each([
    ["fails", { status: 500, body: { error: true, key: "ERROR_UNKNOWN" } }],
    ["is over the rate limit", { status: 429 }],
    ["is reset", { drop: true }],
    ["is forbidden", { status: 403 }],
  ])("is not claimed where the probe %s, which is then made again", async (_name, what) => {
    await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
    await fault({ ...what, path: "/core/", times: 1 });
    const access = keyAccess({ clock });
    expect((await failure(call({}, { access }))).reason).toBeUndefined();
    expect((await failure(call({}, { access }))).reason).toBe("SESSIONS_DENIED");
  });

  test("does not keep a key that was put in its place from being tried", async () => {
    await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
    const access = keyAccess({ clock });
    await failure(call({}, { access }));
    await expect(
      call({ route: "/chat/v2/session", ids: {} }, { key: fixedKey(testAccounts.filial.apiKey), access }),
    ).resolves.toMatchObject({ pageNumber: 1 });
  });

  test("says nothing of a route that needs no access to sessions", async () => {
    await fault({ status: 401, path: "/core/v1/agent", times: 1 });
    const error = await failure(call({ route: "/core/v1/agent", ids: {} }));
    expect([error.failure, error.reason, await probes()]).toEqual(["denied", undefined, 1]);
  });

  test("is told to whoever asked us, with what to do", async () => {
    await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
    const fault = asFault(await failure(call()));
    expect(fault).toMatchObject({
      code: "WTS_DENIED",
      message: expect.stringContaining("the key may lack access to sessions"),
      logged: { wtsStatus: 401, wtsReason: "SESSIONS_DENIED" },
    });
  });
});

describe("a note or message that may have been taken", () => {
  test.each([
    ["a reset after the request", { drop: "after" }],
    ["a reset before an answer", { drop: true }],
    ["a 500 without FORM_ERROR", { status: 500, body: { error: true, key: "ERROR_UNKNOWN" } }],
    ["a 502", { status: 502 }],
    ["a 503", { status: 503 }],
    ["a 504", { status: 504, applyFirst: true }],
    ["malformed JSON in a 200", { status: 200, body: "{", applyFirst: true }],
  ])("is never sent again after %s", async (_name, what) => {
    await fault(what);
    expect((await failure(call(note))).failure).toBe("unknown");
    expect(await attempts()).toBe(1);
  });

  test("is not sent again after a time-out", async () => {
    await fault({ hang: true });
    expect((await failure(call(note, { timeoutMs: 60 }))).failure).toBe("unknown");
    expect(await attempts()).toBe(1);
  });

  test("is sent again after a 429, which took nothing", async () => {
    await fault({ status: 429, times: 1 });
    await expect(call(note)).resolves.toMatchObject({ text: "uma nota" });
    expect(await attempts()).toBe(2);
  });

  test("is refused, not unknown, with FORM_ERROR", async () => {
    await fault({ status: 500, body: { error: true, key: "FORM_ERROR", text: "Não pode" } });
    expect((await failure(call(note))).failure).toBe("refused");
  });

  test("goes out on a connection of its own: an idle one may be closed just as it is written to", async () => {
    const ports: (number | undefined)[] = [];
    const server: Server = createServer((incoming, response) => {
      ports.push(incoming.socket.remotePort);
      incoming.resume().on("end", () => response.end("[]"));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { client } = wtsForTests(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, clock);
    await client.listAgents();
    await client.listAgents();
    await client.createNote(sessionId, "oi");
    await client.sendMessage(sessionId, { text: "oi" });
    await client.sendMessageSync(sessionId, { text: "oi" });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const [first, second, ...texts] = ports;
    expect(second).toBe(first);
    expect(texts).toHaveLength(3);
    expect(new Set([first, ...texts]).size).toBe(4);
  });

  test("is sent again when nobody listened, and says it never arrived", async () => {
    const server: Server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const timeBox = { startBy: clock.now() + 25_000, endBy: clock.now() + 28_000 };
    const connection = {
      baseUrl: `http://127.0.0.1:${port}`,
      key: fixedKey(),
      timeoutMs: 1_000,
      tokens: unlimited,
      clock,
    };
    const error = await failure(
      wtsCaller(connection, timeBox)({ method: "POST", route: "/x", body: { text: "oi" }, once: true }),
    );
    expect([error.failure, error.reason, clock.slept.length]).toEqual(["unavailable", "ECONNREFUSED", 3]);
  });
});

test("an id that is a dot segment never becomes a path", async () => {
  for (const id of ["..", ".", ""]) await expect(call({ ids: { id } })).rejects.toThrow(TypeError);
  await failure(call({ ids: { id: "../../core/v1/agent" } }));
  expect((await journalOf(standIn.admin)).map(({ path }) => path)).toEqual([
    "/chat/v2/session/..%2F..%2Fcore%2Fv1%2Fagent",
  ]);
});

test.each([
  ["12", 12],
  ["0", 0],
  // Asked again too early, WTS would count one more refusal: a part of a second is a whole one.
  ["1.5", 2],
  ["5.5", 6],
  [" 2.0 ", 2],
  ["-1", undefined],
  ["-1.5", undefined],
  ["+5", undefined],
  ["1e3", undefined],
  ["1,5", undefined],
  ["2026", 2026],
  ["2026-11-20T12:00:30Z", undefined],
  ["Fri Nov 20 12:00:30 2026", 30],
  ["99999999", 3_600],
  ["", undefined],
  ["Fri, 20 Nov 2026 12:00:30 GMT", 30],
  ["Fri, 20 Nov 2026 11:00:00 GMT", 0],
  ["soon", undefined],
  [undefined, undefined],
])("Retry-After %s is %s seconds", (header, seconds) => {
  expect(retryAfterSeconds(header, Date.parse("2026-11-20T12:00:00Z"))).toBe(seconds);
});
