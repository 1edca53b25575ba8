// Who is let into the console, and what it answers: over a socket, as a browser does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { localQuestions } from "../../console/questions/local.ts";
import type { RunCommand } from "../../console/server/run-command.ts";
import { type ServedConsole, serveConsole } from "../../console/server/serve-console.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { type ConsoleVisit, consoleVisits, linesOf, tokenOf } from "../support/console-visit.ts";
import { until } from "../support/until.ts";

let served: ServedConsole;
let typed: string[][];
/** What somebody ordered, of that. */
let ordered: string[][];
/** What the commands print. */
let parked: object;
let hasEnded: boolean;
let spoken: (string | undefined)[];
/** Settled when the command that is slow may go on. */
let slowly: PromiseWithResolvers<void>;

const run: RunCommand = async (words, { stdout, stderr, onProgress, signal, answersIn }) => {
  typed.push([...words]);
  spoken.push(answersIn);
  if (words.includes("long")) {
    onProgress?.({ what: "Messages", done: 1 });
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    hasEnded = true;
  }
  const isWrite = words.includes("replay") && !words.includes("--dry-run");
  if (words.includes("slow") && isWrite) await slowly.promise;
  else if (isWrite) parked = { messages: [], gone: true };
  if (words.includes("unknown")) {
    stdout(JSON.stringify({ error: { code: "NOT_FOUND", message: "nothing is parked under unknown" } }));
    return 1;
  }
  onProgress?.({ what: "Messages", done: 1, total: 2 });
  stderr("warning: look twice\n");
  stdout(JSON.stringify(parked));
  return 0;
};

beforeAll(async () => {
  const act: RunCommand = (words, streams) => {
    ordered.push([...words]);
    return run(words, streams);
  };
  served = await serveConsole({ look: run, act, clock: systemClock, port: 0 });
});
afterAll(() => served.stop());
beforeEach(() => {
  typed = [];
  ordered = [];
  parked = { messages: [{ messageId: "m-1" }] };
  hasEnded = false;
  spoken = [];
  slowly = Promise.withResolvers();
});

const visiting = () => consoleVisits(served);
const enter = (...given: Parameters<ReturnType<typeof visiting>["enter"]>) => visiting().enter(...given);
const visit = () => visiting().visit();
const call = (...given: Parameters<ReturnType<typeof visiting>["call"]>) => visiting().call(...given);
const post = (...given: Parameters<ReturnType<typeof visiting>["post"]>) => visiting().post(...given);
const ask = (...given: Parameters<ReturnType<typeof visiting>["ask"]>) => visiting().ask(...given);
const preview = (...given: Parameters<ReturnType<typeof visiting>["preview"]>) => visiting().preview(...given);
const act = (...given: Parameters<ReturnType<typeof visiting>["act"]>) => visiting().act(...given);

test("at a deployed stage nobody plays: what is for this machine alone is not there", async () => {
  const here = served;
  served = await serveConsole({ look: run, act: run, clock: systemClock, port: 0, isStage: true });
  try {
    const mine = await visit();
    for (const name of ["local/send", "local/say", "local/reset"]) {
      expect((await preview(name, {}, mine)).status).toBe(404);
      expect((await act(name, { params: {}, seen: "x" }, mine)).status).toBe(404);
    }
    for (const name of Object.keys(localQuestions)) expect((await ask(name, {}, mine)).status).toBe(404);
    expect(typed).toEqual([]);
  } finally {
    await served.stop();
    served = here;
  }
});

describe("being let in", () => {
  test("the address lets one browser in, once", async () => {
    const token = tokenOf(served.newAddress());
    const first = await enter(token);
    expect(first.status).toBe(200);
    expect(first.headers.get("set-cookie")).toMatch(/^wts-console-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const second = await enter(token);
    expect(second.status).toBe(401);
    expect(await second.json()).toMatchObject({ error: { code: "TOKEN_USED" } });
  });

  test("without the cookie, without the key, or with those of two visits nothing is answered", async () => {
    const [mine, other] = [await visit(), await visit()];
    for (const given of [{}, { cookie: mine.cookie }, { key: mine.key }, { cookie: mine.cookie, key: other.key }])
      for (const path of ["/api/ask/place", "/api/changes", "/api/preview/parked/replay", "/api/ask/nothing"])
        expect((await call(path, given, { method: path === "/api/changes" ? "GET" : "POST" })).status).toBe(401);
    expect(
      (await act("parked/replay", { params: { id: "m" }, seen: "x" }, { cookie: mine.cookie, key: "x" })).status,
    ).toBe(401);
    expect(typed).toEqual([]);
    expect((await ask("place", {}, mine)).status).toBe(200);
  });

  test.each([
    [{ origin: "https://evil.example.com" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
  ])("a page of another address is refused, whatever it has (%j)", async (headers, status) => {
    expect((await enter(tokenOf(served.newAddress()), headers)).status).toBe(status);
    expect((await ask("place", {}, await visit(), { headers })).status).toBe(status);
  });

  test("what is sent has to be JSON, so that no form of another page can send it", async () => {
    const here = await visit();
    const response = await act("parked/replay", {}, here, { headers: { "content-type": "text/plain" } });
    expect(response.status).toBe(400);
    expect(typed).toEqual([]);
  });

  test("the page allows nothing but its own files", async () => {
    const response = await fetch(`${served.url}/sessions/x`);
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    const page = await response.text();
    expect(page).not.toMatch(/<script(?! type="module" src=)|<style|style=|onload|onerror/);
  });
});

describe("asking", () => {
  test("a question is the command with --json, its progress, and its answer", async () => {
    const lines = await linesOf(await ask("parked/show", { id: "--yes" }, await visit()));
    expect(typed).toEqual([["parked", "show", "--json", "--", "--yes"]]);
    expect(lines).toEqual([
      { progress: { what: "Messages", done: 1, total: 2 } },
      { answer: { messages: [{ messageId: "m-1" }] }, said: ["warning: look twice"], asOf: expect.any(String) },
    ]);
  });

  test("it is answered in the language of the page, but for what says the configuration's own", async () => {
    const here = await visit();
    for (const language of ["pt-BR", "en"])
      await ask("parked/show", { id: "m" }, here, { headers: { "x-console-language": language } });
    await ask("parked/show", { id: "m" }, here, { headers: { "x-console-language": "../x" } });
    await ask("place", {}, here, { headers: { "x-console-language": "pt-BR" } });
    expect(spoken).toEqual(["pt-BR", "en", undefined, undefined]);
  });

  test("whoever leaves ends what takes long", async () => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const response = await ask("parked/show", { id: "long" }, await visit(), { signal });
    await response.body?.getReader().read();
    leaving.abort();
    await until(() => hasEnded, "the end of the command");
  });

  test("what a command refuses is the answer, in its words", async () => {
    const [line] = await linesOf(await ask("parked/show", { id: "unknown" }, await visit()));
    expect(line).toMatchObject({ error: { code: "NOT_FOUND", message: "nothing is parked under unknown" } });
  });

  test.each([
    ["ask/parked/show", "{", 400],
    ["ask/parked/show", `{"id":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400],
    ["ask/parked/show", '{"id":1}', 422],
    ["ask/parked/show", '{"id":"m","stage":"prod"}', 422],
    ["ask/parked/show", '{"id":"m","__proto__":{"reveal":true}}', 422],
    ["ask/__proto__", "{}", 404],
    ["ask/remove", "{}", 404],
    ["preview/constructor", "{}", 404],
    ["act/parked/replay", `{"params":{"ids":["m"]},"seen":"${"x".repeat(2_000_000)}"}`, 413],
  ])("%s with %.40j is refused, and no command runs", async (path, body, status) => {
    expect((await post(`/api/${path}`, body, await visit())).status).toBe(status);
    expect(typed).toEqual([]);
  });

  test("an address asks nothing, so that what is asked is in no history", async () => {
    const here = await visit();
    for (const path of ["ask/parked/list", "preview/parked/replay", "act/parked/replay", "enter", "nothing"])
      expect((await call(`/api/${path}?p=%7B%7D`, here)).status).toBe(404);
    expect(typed).toEqual([]);
  });

  test("a sample may be longer than an address", async () => {
    const body = "ã".repeat(200_000);
    const response = await ask("local/explanation", { source: "crm", body }, await visit());
    expect(response.status).toBe(200);
    expect(typed[0]).toContain(`--body=${body}`);
  });
});

describe("doing", () => {
  const params = { ids: ["m-1"] };
  const done = () => typed.filter((words) => words.includes("replay") && !words.includes("--dry-run"));
  const previewed = async (here: ConsoleVisit): Promise<string> => {
    const lines = await linesOf(await preview("parked/replay", params, here));
    return String(lines.at(-1)?.seen);
  };

  test("what was seen is done", async () => {
    const here = await visit();
    const seen = await previewed(here);
    expect(await (await act("parked/replay", { params, seen }, here)).json()).toMatchObject({ answer: { gone: true } });
    expect(typed.at(-1)).toEqual(["parked", "replay", "--json", "--", "m-1"]);
    // Whoever has said yes waits for both; looking at it beforehand was no order.
    expect(ordered.map((words) => words.includes("--dry-run"))).toEqual([true, false]);
    expect(typed).toHaveLength(3);
  });

  test("what changed after it was seen is not done", async () => {
    const here = await visit();
    const seen = await previewed(here);
    parked = { messages: [{ messageId: "m-1", reason: "another" }] };
    const response = await act("parked/replay", { params, seen }, here);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: "CHANGED_MEANWHILE" } });
    expect(done()).toEqual([]);
  });

  test("two who saw the same do it once", async () => {
    const here = await visit();
    const seen = await previewed(here);
    const both = await Promise.all([1, 2].map(() => act("parked/replay", { params, seen }, here)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(done()).toHaveLength(1);
  });

  test("what was seen of one act says nothing of another, or of the same with other parameters", async () => {
    const here = await visit();
    const seen = await previewed(here);
    const others = [
      ["parked/replay", { ids: ["m-1", "m-2"] }],
      ["parked/discard", { ...params, reason: "twice" }],
    ] as const;
    for (const [name, given] of others) expect((await act(name, { params: given, seen }, here)).status).toBe(409);
    expect(ordered.filter((words) => !words.includes("--dry-run"))).toEqual([]);
    expect((await act("parked/replay", { params, seen: "" }, here)).status).toBe(409);
    expect((await act("parked/replay", { params, seen }, here)).status).toBe(200);
  });

  test("what waits for another write is not done for who has left meanwhile", async () => {
    const here = await visit();
    const [slow, other] = [{ ids: ["slow"] }, { ids: ["other"] }];
    const seenOf = async (given: object): Promise<unknown> =>
      (await linesOf(await preview("parked/replay", given, here))).at(-1)?.seen;
    const [seenSlow, seenOther] = [await seenOf(slow), await seenOf(other)];
    const first = act("parked/replay", { params: slow, seen: seenSlow }, here);
    await until(() => done().length === 1, "the first write");
    const leaving = new AbortController();
    const second = act("parked/replay", { params: other, seen: seenOther }, here, { signal: leaving.signal });
    const answered = async (): Promise<unknown> => (await ask("place", {}, here)).text();
    await answered();
    leaving.abort();
    await expect(second).rejects.toThrow();
    await answered();
    slowly.resolve();
    expect((await first).status).toBe(200);
    // It comes after whatever waited.
    await act("parked/replay", { params: other, seen: "" }, here);
    expect(done()).toEqual([["parked", "replay", "--json", "--", "slow"]]);
  });
});
