// Clients that call in a loop, over sockets and through the packaged functions: the queue has its share of the rate, and nobody sends more than its quota.
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { packageWithConfig } from "../support/package-with-config.ts";
import { sessionIdOf } from "../support/restartable-stack.ts";
import { demoToken, type RunningStack, request, runStack } from "../support/running-stack.ts";
import { journalOf } from "../support/wts-stand-in.ts";

/** So narrow that six loops could use up all of it, and more. */
const sustained = { requests: 60, windowMs: 15_000 };
const burst = { requests: 30, windowMs: 600 };
const perMinute = 5;
const limitedToken = "a-token-of-the-limited-client-of-this-test";
const queued = 300;
const loops = 6;

let packageDir: string;
let running: RunningStack;

beforeAll(async () => {
  packageDir = packageWithConfig({
    limits: { share: 1, sustained, burst },
    quotas: { clients: { limited: perMinute } },
  });
  running = await runStack({ packageDir, schedules: false });
  running.editSecrets(({ clients }) => {
    clients.limited = [limitedToken];
  });
  const sessions = Array.from({ length: queued + loops }, (_, index) => ({
    id: sessionIdOf(index),
    status: "PENDING",
  }));
  await running.admin("POST", "reset", { sessions });
  await running.admin("PUT", "limits", { sustained, burst });
});
afterAll(async () => {
  await running.stop();
});

const patch = (index: number, options: object = {}) =>
  request(`${running.stack.url}/sessions/${sessionIdOf(index)}`, { body: { number: "42" }, ...options });

test("six PATCH loops of one client leave the queue a fifth of the rate and more", async () => {
  for (let from = 0; from < queued; from += 100) {
    const commands = Array.from({ length: 100 }, (_, index) => ({
      ...{ command: "update", sessionId: sessionIdOf(from + index), number: "7" },
    }));
    const answer = await fetch(`${running.stack.url}/sessions/batch`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        prefer: "respond-async",
        authorization: `Bearer ${demoToken}`,
      },
      body: JSON.stringify(commands),
    });
    expect(answer.status).toBe(202);
  }
  const from = Date.now() + sustained.windowMs;
  const until = from + 2 * sustained.windowMs;
  let patched = 0;
  const loop = async (index: number): Promise<void> => {
    while (Date.now() < until) {
      const { status } = await patch(queued + index);
      if (status === 200 && Date.now() >= from && Date.now() < until) patched += 1;
    }
  };
  const counted = async (at: number): Promise<number> => {
    await delay(at - Date.now());
    return (await journalOf(running.admin)).length;
  };
  const [first, last] = await Promise.all([
    counted(from),
    counted(until),
    ...Array.from({ length: loops }, (_, index) => loop(index)),
  ]);
  const calls = Number(last) - Number(first);
  const byQueue = calls - patched;
  console.info(JSON.stringify({ patched, byQueue, ofWindows: calls / (2 * sustained.requests) }));
  expect((await journalOf(running.admin)).filter(({ status }) => status === 429)).toEqual([]);
  expect(byQueue / (2 * sustained.requests)).toBeGreaterThan(0.2);
  expect(patched / (2 * sustained.requests)).toBeGreaterThan(0.4);
}, 90_000);

test("a client is answered 429 once its minute is used up, with nothing half done, and others go on", async () => {
  // The minute may end meanwhile, once.
  const answers = [];
  for (let call = 0; call < 2 * perMinute + 2; call += 1) answers.push(await patch(call, { token: limitedToken }));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) {
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(body).toMatchObject({ error: { code: "QUOTA_EXCEEDED", message: expect.stringContaining("5 commands") } });
  }
  expect((await patch(0)).status).toBe(200);
  const tooLarge = Array.from({ length: perMinute + 1 }, (_, index) => ({
    sessionId: sessionIdOf(index),
    number: "8",
  }));
  const batch = await request(`${running.stack.url}/sessions/batch`, {
    ...{ method: "POST", token: limitedToken, body: tooLarge.map((each) => ({ command: "update", ...each })) },
  });
  expect([batch.status, batch.text]).toEqual([422, expect.stringContaining("at most 5 commands")]);
}, 60_000);
