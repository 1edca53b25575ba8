// Faults on demand, the two sliding windows, and the journal that tells what really arrived.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { limiter } from "../../../local/wts/limiter.ts";
import { defaultKey, each, type OpenStandIn, openStandIn, otherKey } from "./open-stand-in.ts";

const id = "6f1d2c3b-0a9e-4d58-8c7b-1a2b3c4d5e6f";
const complete = `/chat/v1/session/${id}/complete`;

let standIn: OpenStandIn;
beforeAll(async () => {
  standIn = await openStandIn();
});
afterAll(() => standIn.close());
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: [{ id }] });
});

const fault = (...faults: unknown[]) => standIn.admin("POST", "faults", faults);
const agents = (token = defaultKey) => standIn.api("GET", "/core/v1/agent", undefined, token);
const isCompleted = async () => (await standIn.admin("GET", `sessions/${id}`)).at("status") === "COMPLETED";
const statuses = async () => each((await standIn.admin("GET", "requests")).body, "status");

describe("a fault", () => {
  test("answers its status with the envelope, as many times as asked", async () => {
    await fault({ status: 503, times: 2 });
    expect([(await agents()).status, (await agents()).status, (await agents()).status]).toEqual([503, 503, 200]);
    await fault({ status: 403 });
    expect((await agents()).body).toMatchObject({ error: true, key: "ERROR_FORBIDDEN" });
    await standIn.admin("DELETE", "faults");
    expect((await agents()).status).toBe(200);
  });

  test("answers a body of its own, malformed if need be, with headers", async () => {
    await fault(
      { status: 429, body: { reason: "devagar" }, headers: { "retry-after": "3" }, times: 1 },
      { body: '{"items": [', times: 1 },
    );
    const slow = await agents();
    expect(slow.body).toEqual({ reason: "devagar" });
    expect(slow.headers.get("retry-after")).toBe("3");
    const broken = await agents();
    expect(broken).toMatchObject({ status: 200, body: '{"items": [' });
  });

  test("fits by method, by part of the path or by pattern, the query included", async () => {
    await fault(
      { method: "put", status: 500 },
      { path: "^/core/v1/agent$", status: 502 },
      { path: "PageNumber=2", status: 504 },
    );
    expect((await agents()).status).toBe(502);
    expect((await standIn.api("PUT", complete, {})).status).toBe(500);
    expect((await standIn.api("GET", "/chat/v2/session?PageNumber=2")).status).toBe(504);
    expect((await standIn.api("GET", "/chat/v2/session?PageNumber=1")).status).toBe(200);
  });

  test("drops the connection before anything happened, or after everything did", async () => {
    await fault({ drop: true, times: 1 });
    await expect(standIn.api("PUT", complete, {})).rejects.toThrow("fetch failed");
    expect(await isCompleted()).toBe(false);
    await fault({ drop: "after", times: 1 });
    await expect(standIn.api("PUT", complete, {})).rejects.toThrow("fetch failed");
    expect(await isCompleted()).toBe(true);
    expect(await statuses()).toEqual([null, null]);
  });

  test("does the work and answers an error all the same", async () => {
    await fault({ applyFirst: true, status: 500, times: 1 });
    expect((await standIn.api("PUT", complete, {})).status).toBe(500);
    expect(await isCompleted()).toBe(true);
  });

  test("never answers", async () => {
    await fault({ hang: true, times: 1 });
    const waiting = fetch(`${standIn.url}/core/v1/agent`, {
      headers: { authorization: `Bearer ${defaultKey}` },
      signal: AbortSignal.timeout(100),
    });
    await expect(waiting).rejects.toThrow("timeout");
    expect((await agents()).status).toBe(200);
  });

  test("answers late", async () => {
    await fault({ delayMs: 60, times: 1 });
    const startedMs = performance.now();
    expect((await agents()).status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThan(50);
  });

  test("strikes by chance, the same requests after each reset", async () => {
    const run = async () => {
      await standIn.admin("POST", "reset", { sessions: 0, seed: "acaso" });
      await fault({ status: 503, rate: 0.5 });
      const seen: number[] = [];
      for (let request = 0; request < 20; request += 1) seen.push((await agents()).status);
      return seen;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await run()).toEqual(first);
  });

  test("belongs to one account", async () => {
    await fault({ status: 503 });
    expect((await agents(otherKey)).status).toBe(200);
  });

  test("that makes no sense is refused", async () => {
    for (const wrong of [{ statuss: 500 }, { status: 99 }, { rate: 2 }, { path: "^(" }, { drop: "before" }]) {
      const reply = await fault(wrong);
      expect(reply.status).toBe(400);
      expect(reply.at("error.message")).toEqual(expect.any(String));
    }
    expect((await standIn.admin("POST", "faults", { status: 500 })).status).toBe(400);
  });
});

describe("the rate limits", () => {
  const ask = async (count: number) => {
    const seen: number[] = [];
    for (let request = 0; request < count; request += 1) seen.push((await agents()).status);
    return seen;
  };

  test("are on, as published, until told otherwise", async () => {
    const expected = {
      sustained: { requests: 1_000, windowMs: 300_000 },
      burst: { requests: 200, windowMs: 5_000 },
      enabled: true,
    };
    expect((await standIn.admin("GET", "limits")).body).toEqual(expected);
    const together = await Promise.all(Array.from({ length: 201 }, () => agents()));
    expect(together.filter((reply) => reply.status === 429)).toHaveLength(1);
  });

  test("refuse by either window with 429, and count only what they let through", async () => {
    await standIn.admin("PUT", "limits", { burst: { requests: 3, windowMs: 60_000 } });
    expect(await ask(5)).toEqual([200, 200, 200, 429, 429]);
    await standIn.admin("POST", "reset", { sessions: 0 });
    await standIn.admin("PUT", "limits", { sustained: { requests: 2, windowMs: 60_000 } });
    expect(await ask(3)).toEqual([200, 200, 429]);
    await standIn.admin("PUT", "limits", { enabled: false });
    expect(await ask(3)).toEqual([200, 200, 200]);
  });

  test("are counted for each account on its own, and not for refused tokens", async () => {
    await standIn.admin("PUT", "limits", { burst: { requests: 1, windowMs: 60_000 } });
    expect((await agents("pn_wrong")).status).toBe(401);
    expect(await ask(2)).toEqual([200, 429]);
    expect((await agents(otherKey)).status).toBe(200);
  });

  test("slide: a place is free again when the oldest request leaves the window, not sooner", () => {
    let nowMs = 0;
    const windows = limiter(() => nowMs);
    windows.configure({ burst: { requests: 2, windowMs: 50 }, sustained: { requests: 3, windowMs: 300 } });
    expect(windows.takeMs()).toBe(0);
    nowMs = 20;
    expect(windows.takeMs()).toBe(0);
    nowMs = 49;
    expect(windows.takeMs()).toBe(1);
    nowMs = 50;
    expect(windows.takeMs()).toBe(0);
    nowMs = 100;
    expect(windows.takeMs()).toBe(200);
    nowMs = 300;
    expect(windows.takeMs()).toBe(0);
  });
});

describe("the journal", () => {
  test("holds what arrived, in order, without the token", async () => {
    await standIn.api("GET", "/chat/v2/session?Status=PENDING&Status=STARTED&PageSize=1");
    await standIn.api("PUT", complete, { reactivateOnNewMessage: true });
    await standIn.api("PUT", complete, "{");
    await standIn.api("GET", "/core/v1/agent", undefined, "pn_wrong");
    const { body } = await standIn.admin("GET", "requests");
    expect(body).toMatchObject([
      {
        method: "GET",
        path: "/chat/v2/session",
        query: { Status: ["PENDING", "STARTED"], PageSize: "1" },
        body: null,
        status: 200,
        account: "default",
      },
      { method: "PUT", path: complete, body: { reactivateOnNewMessage: true }, status: 200 },
      { method: "PUT", body: null, status: 400 },
      { status: 401, account: null },
    ]);
    expect(JSON.stringify(body)).not.toContain("pn_");
    await standIn.admin("DELETE", "requests");
    expect((await standIn.admin("GET", "requests")).body).toEqual([]);
  });

  test("keeps the accounts apart", async () => {
    await standIn.admin("DELETE", "requests?account=other");
    await agents(otherKey);
    expect(await statuses()).toEqual([]);
    expect((await standIn.admin("GET", "requests?account=other")).body).toMatchObject([
      { account: "other", status: 200 },
    ]);
  });
});
