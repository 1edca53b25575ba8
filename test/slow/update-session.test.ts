// The packaged function where a caller has to wait: for the rate, and for WTS.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { demoToken, type RunningStack, request, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const sessionId = "5e551011-0000-4000-8000-000000000001";
let running: RunningStack;
let batchUrl: string;

beforeAll(async () => {
  running = await runStack();
  batchUrl = `${running.stack.url}/sessions/batch`;
  await running.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS" }] });
});
afterAll(() => running.stop());

test("a batch has 100 commands and not 101, and is a list", async () => {
  const batch = (body: unknown) => request(batchUrl, { method: "POST", body });
  const commands = (count: number) => Array.from({ length: count }, () => ({ sessionId, status: "PENDING" }));
  expect((await batch(commands(100))).status).toBe(200);
  for (const body of [commands(101), [], {}, "x", null]) expect((await batch(body)).status).toBe(422);
});

test("an Idempotency-Key is refused while the first request is still at work, which is then not done twice", async () => {
  const keyed = async () => {
    const answer = await fetch(batchUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${demoToken}`,
        "idempotency-key": "k-flight",
      },
      body: JSON.stringify([{ command: "note", sessionId, text: "uma vez" }]),
    });
    const { status, headers } = answer;
    return { status, headers, body: await answer.json() };
  };
  const path = "note";
  await running.admin("POST", "faults", [{ method: "POST", path, delayMs: 4_000, times: 1 }]);
  const isThere = async () => (await journalOf(running.admin)).some((each) => each.path.includes(path));
  const first = keyed();
  await until(isThere, "the first request to reach WTS");
  const second = await keyed();
  expect(second).toMatchObject({ status: 409, body: { error: { code: "IDEMPOTENCY_KEY_IN_FLIGHT" } } });
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await first).status).toBe(200);
  const again = await keyed();
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
  expect(await running.admin("GET", `sessions/${sessionId}`)).toMatchObject({ notes: [{ text: "uma vez" }] });
});
