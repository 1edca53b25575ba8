// An Idempotency-Key belongs for a day to the body that it first came with, and to the caller, method and path that sent it.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable } from "../../lib/aws/table.ts";
import { type RequestKeys, requestKeys } from "../../lib/records/request-keys.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const dayMs = 86_400_000;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let keys: RequestKeys;
let scope: readonly string[];
let requests = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  keys = requestKeys({ table: dynamoTable(running.client, running.tableName), clock });
  requests += 1;
  scope = ["demo", "PATCH /sessions/{sessionId}", "s-1", `key-${requests}`];
});

const claim = (body: string, of = scope) => keys.claim(of, Buffer.from(body));

test("the first body under a key has it, and so have its repetitions", async () => {
  for (let repetition = 0; repetition < 3; repetition += 1) expect(await claim("one")).toBe(true);
});

test("another body under the same key is refused, be it by one byte, and leaves the key as it was", async () => {
  await claim("one");
  expect(await claim("one ")).toBe(false);
  expect(await claim("")).toBe(false);
  expect(await claim("one")).toBe(true);
});

test("of twenty bodies at once exactly one has the key", async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(`body ${index}`)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("the same key of another caller, method or path is another one", async () => {
  await claim("one");
  for (const place of scope.keys())
    expect(
      await claim(
        "two",
        scope.map((part, index) => (index === place ? `${part}-other` : part)),
      ),
    ).toBe(true);
});

test("parts that only look the same put together are another key", async () => {
  await claim("one", ["a", "bc", ...scope]);
  expect(await claim("two", ["ab", "c", ...scope])).toBe(true);
});

test("a key is free for another body a day after its last repetition, also before the table drops it", async () => {
  await claim("one");
  clock.advance(dayMs - 1_000);
  expect(await claim("two")).toBe(false);
  expect(await claim("one")).toBe(true);
  clock.advance(dayMs - 1_000);
  expect(await claim("two")).toBe(false);
  clock.advance(1_000);
  expect(await claim("two")).toBe(true);
  expect(await claim("one")).toBe(false);
});

test("neither the caller's key nor its body stands in the table", async () => {
  const written: string[] = [];
  const table = dynamoTable(running.client, running.tableName);
  const seen = requestKeys({
    table: {
      ...table,
      update: (key, update) => {
        written.push(JSON.stringify([key, update]));
        return table.update(key, update);
      },
    },
    clock,
  });
  await seen.claim(["demo", "PATCH", "s", "my-secret-key"], Buffer.from("+5511900000000"));
  expect(written).toHaveLength(1);
  expect(written.join()).not.toMatch(/my-secret-key|5511900000000/);
});
