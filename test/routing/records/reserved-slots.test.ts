// A promised slot counts until WTS's lists must show it, is nobody else's meanwhile, and never blocks anybody for ever.
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { accountKeys } from "../../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import {
  maxCountAgeMs,
  type ReservedSlots,
  reservedSlots,
  stillReserved,
} from "../../../lib/routing/records/reserved-slots.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { startTable } from "../../support/table.ts";

const holdMs = 60_000;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let slots: ReservedSlots;
let person: { account: string; userId: string };
let people = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  slots = reservedSlots({ table: dynamoTable(running.client, running.tableName), clock, holdMs });
  people += 1;
  person = { account: "default", userId: `u-${people}` };
});

const departmentId = "d-comercial";
const reserve = async (sessionId: string) =>
  slots.reserve(person, { sessionId, departmentId }, await slots.read(person));
const reserved = async (startedAtMs = clock.now(), ...counted: string[]) =>
  stillReserved(await slots.read(person), { startedAtMs, sessionIds: new Set(counted) }, holdMs);

test("of fifty who decide at the same moment only as many succeed as there are slots", async () => {
  const capacity = 7;
  const takeOne = async (session: number): Promise<boolean> => {
    for (;;) {
      const seen = await slots.read(person);
      if (stillReserved(seen, { startedAtMs: clock.now(), sessionIds: new Set() }, holdMs) >= capacity) return false;
      if (await slots.reserve(person, { sessionId: `s-${session}`, departmentId }, seen)) return true;
    }
  };
  const taken = await Promise.all(Array.from({ length: 50 }, (_, session) => takeOne(session)));
  expect(taken.filter(Boolean)).toHaveLength(capacity);
  expect(await reserved()).toBe(capacity);
});

describe("a promise", () => {
  test("is refused to whoever has not seen the one before it", async () => {
    const seen = await slots.read(person);
    expect(await slots.reserve(person, { sessionId: "s-1", departmentId }, seen)).toBe(true);
    expect(await slots.reserve(person, { sessionId: "s-2", departmentId }, seen)).toBe(false);
    expect(await reserve("s-2")).toBe(true);
  });

  test("counts once, however often it is made, and not beside the session that the lists show", async () => {
    await reserve("S-1");
    await reserve("s-1");
    await reserve("s-2");
    expect(await reserved()).toBe(2);
    expect(await reserved(clock.now(), "s-1")).toBe(1);
  });

  test("counts for a list that was begun before it must show, and for no later one", async () => {
    await reserve("s-1");
    const at = clock.now();
    clock.advance(300_000);
    expect(await reserved(at + holdMs)).toBe(1);
    expect(await reserved(at + holdMs + 5_000)).toBe(0);
  });

  test("that was given back is free at once", async () => {
    await reserve("s-1");
    await slots.release(person, "s-1");
    expect(await reserved()).toBe(0);
    await slots.release({ ...person, userId: "never-seen" }, "s-1");
    expect((await slots.read({ ...person, userId: "never-seen" })).version).toBe(0);
  });

  test("is kept for as long as somebody may still use an old list, and then cleared away", async () => {
    await reserve("s-1");
    clock.advance(holdMs + maxCountAgeMs);
    await reserve("s-2");
    expect((await slots.read(person)).reserved.has("s-1")).toBe(true);
    clock.advance(10_001);
    await reserve("s-3");
    expect((await slots.read(person)).reserved.has("s-1")).toBe(false);
  });

  test("that is over is made again for the same session", async () => {
    await reserve("s-1");
    clock.advance(holdMs + maxCountAgeMs + 10_001);
    expect(await reserve("S-1")).toBe(true);
    expect((await slots.read(person)).reserved).toEqual(new Map([["s-1", { atMs: clock.now(), departmentId }]]));
  });

  test("is given to whoever had very many as well, which are cleared away step by step", async () => {
    const many = Array.from({ length: 900 }, (_, index) => [`session_s-${index}`, clock.now()] as const);
    const table = dynamoTable(running.client, running.tableName);
    const key = accountKeys.slots(person.account, person.userId);
    for (let start = 0; start < many.length; start += 100)
      await table.update(key, { set: Object.fromEntries(many.slice(start, start + 100)), add: { v: 1 } });
    clock.advance(3_600_000);
    const send = jest.spyOn(running.client, "send");
    for (let session = 0; session < 6; session += 1) expect(await reserve(`new-${session}`)).toBe(true);
    const texts = send.mock.calls.map(([{ input }]) => String(Object(input).UpdateExpression ?? ""));
    send.mockRestore();
    // DynamoDB's limit, which the one in tests does not have.
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(4_096);
    expect((await slots.read(person)).reserved.size).toBe(6);
  });

  test("says when somebody last got a session, and stays within its account", async () => {
    expect((await slots.read(person)).lastAssignedAtMs).toBeUndefined();
    await reserve("s-1");
    expect((await slots.read(person)).lastAssignedAtMs).toBe(clock.now());
    expect(await slots.read({ ...person, account: "filial" })).toEqual({ version: 0, reserved: new Map() });
  });
});

describe("a promise in one department", () => {
  const inDepartment = async (of: string, ...counted: string[]) =>
    stillReserved(await slots.read(person), { startedAtMs: clock.now(), sessionIds: new Set(counted) }, holdMs, of);

  test("counts there, and in the whole account, and nowhere else", async () => {
    await reserve("s-1");
    expect(await inDepartment(departmentId)).toBe(1);
    expect(await inDepartment("d-suporte")).toBe(0);
    expect(await reserved()).toBe(1);
  });

  test("counts there though WTS still lists the session as the person's in another", async () => {
    await reserve("s-1");
    // What the list shows of this department is nothing yet.
    expect(await inDepartment(departmentId)).toBe(1);
    expect(await inDepartment(departmentId, "s-1")).toBe(0);
  });

  test("of a version that did not write the department counts in each", async () => {
    const { client, tableName } = running;
    await reserve("s-1");
    await dynamoTable(client, tableName).update(accountKeys.slots(person.account, person.userId), {
      remove: ["department_s-1"],
    });
    expect(await inDepartment(departmentId)).toBe(1);
    expect(await inDepartment("d-suporte")).toBe(1);
  });

  test("is gone with the promise", async () => {
    await reserve("s-1");
    await slots.release(person, "s-1");
    expect(await inDepartment(departmentId)).toBe(0);
    const item = await dynamoTable(running.client, running.tableName).get(
      accountKeys.slots(person.account, person.userId),
    );
    expect(Object.keys(item ?? {}).filter((name) => name.includes("s-1"))).toEqual([]);
  });
});
