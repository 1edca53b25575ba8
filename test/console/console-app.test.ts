// Who is let into the console, and what it answers: over a socket, as a browser does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { RunCommand } from "../../console/server/run-command.ts";
import { type ServedConsole, serveConsole } from "../../console/server/serve-console.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { until } from "../support/until.ts";

const json = { "content-type": "application/json" };

let served: ServedConsole;
let typed: string[][];
/** What somebody ordered, of that. */
let ordered: string[][];
/** What the commands print. */
let parked: object;
let hasEnded: boolean;
let spoken: (string | undefined)[];

const run: RunCommand = async (words, { stdout, stderr, onProgress, signal, answersIn }) => {
  typed.push([...words]);
  spoken.push(answersIn);
  if (words.includes("long")) {
    onProgress?.({ what: "Messages", done: 1 });
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    hasEnded = true;
  }
  if (words.includes("replay") && !words.includes("--dry-run")) parked = { messages: [], gone: true };
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
});

const tokenOf = (address: string): string => address.split("#token=")[1] ?? "";

const enter = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${served.url}/api/enter`, {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify({ token }),
  });

interface Visit {
  readonly cookie: string;
  readonly key: string;
}

const visit = async (): Promise<Visit> => {
  const response = await enter(tokenOf(served.newAddress()));
  const { key } = (await response.json()) as { key: string };
  return { cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "", key };
};

const call = (path: string, { cookie, key }: Partial<Visit>, init: RequestInit = {}): Promise<Response> =>
  fetch(served.url + path, {
    ...init,
    headers: {
      ...init.headers,
      ...(cookie !== undefined && { cookie }),
      ...(key !== undefined && { "x-console-key": key }),
    },
  });

const linesOf = async (response: Response): Promise<Record<string, unknown>[]> =>
  (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const paramsOf = (params: object): string => `?p=${encodeURIComponent(JSON.stringify(params))}`;

const act = (name: string, body: unknown, here: Visit, init: RequestInit = {}): Promise<Response> =>
  call(`/api/act/${name}`, here, { method: "POST", headers: json, body: JSON.stringify(body), ...init });

test("at a deployed stage nobody plays: what is for this machine alone is not there", async () => {
  const here = served;
  served = await serveConsole({ look: run, act: run, clock: systemClock, port: 0, isStage: true });
  try {
    const mine = await visit();
    for (const name of ["local/send", "local/say", "local/reset"]) {
      expect((await call(`/api/preview/${name}`, mine)).status).toBe(404);
      expect((await act(name, { params: {}, seen: "x" }, mine)).status).toBe(404);
    }
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
        expect((await call(path, given)).status).toBe(401);
    expect(
      (await act("parked/replay", { params: { id: "m" }, seen: "x" }, { cookie: mine.cookie, key: "x" })).status,
    ).toBe(401);
    expect(typed).toEqual([]);
    expect((await call("/api/ask/place", mine)).status).toBe(200);
  });

  test.each([
    [{ origin: "https://evil.example.com" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
  ])("a page of another address is refused, whatever it has (%j)", async (headers, status) => {
    expect((await enter(tokenOf(served.newAddress()), headers)).status).toBe(status);
    expect((await call("/api/ask/place", await visit(), { headers })).status).toBe(status);
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
    const lines = await linesOf(await call(`/api/ask/parked/show${paramsOf({ id: "--yes" })}`, await visit()));
    expect(typed).toEqual([["parked", "show", "--json", "--", "--yes"]]);
    expect(lines).toEqual([
      { progress: { what: "Messages", done: 1, total: 2 } },
      { answer: { messages: [{ messageId: "m-1" }] }, said: ["warning: look twice"], asOf: expect.any(String) },
    ]);
  });

  test("it is answered in the language of the page, but for what says the configuration's own", async () => {
    const here = await visit();
    for (const language of ["pt-BR", "en"])
      await call(`/api/ask/parked/show${paramsOf({ id: "m" })}`, here, { headers: { "x-console-language": language } });
    await call(`/api/ask/parked/show${paramsOf({ id: "m" })}`, here, { headers: { "x-console-language": "../x" } });
    await call("/api/ask/place", here, { headers: { "x-console-language": "pt-BR" } });
    expect(spoken).toEqual(["pt-BR", "en", undefined, undefined]);
  });

  test("whoever leaves ends what takes long", async () => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const response = await call(`/api/ask/parked/show${paramsOf({ id: "long" })}`, await visit(), { signal });
    await response.body?.getReader().read();
    leaving.abort();
    await until(() => hasEnded, "the end of the command");
  });

  test("what a command refuses is the answer, in its words", async () => {
    const [line] = await linesOf(await call(`/api/ask/parked/show${paramsOf({ id: "unknown" })}`, await visit()));
    expect(line).toMatchObject({ error: { code: "NOT_FOUND", message: "nothing is parked under unknown" } });
  });

  test.each([
    ["/api/ask/parked/show?p={", 400],
    [`/api/ask/parked/show${paramsOf({ id: 1 })}`, 422],
    [`/api/ask/parked/show${paramsOf({ id: "m", stage: "prod" })}`, 422],
    ["/api/ask/__proto__", 404],
    ["/api/ask/remove", 404],
    ["/api/preview/constructor", 404],
  ])("%s is refused, and no command runs", async (path, status) => {
    expect((await call(path, await visit())).status).toBe(status);
    expect(typed).toEqual([]);
  });
});

describe("doing", () => {
  const params = { ids: ["m-1"] };
  const done = () => typed.filter((words) => words.includes("replay") && !words.includes("--dry-run"));
  const previewed = async (here: Visit): Promise<string> => {
    const lines = await linesOf(await call(`/api/preview/parked/replay${paramsOf(params)}`, here));
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
});
