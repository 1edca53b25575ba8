// Closed days: what is set is obeyed within a minute, and goes on counting as closed when it is over.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { accountKeys } from "../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { closedDays, closedDaysCachedMs } from "../../lib/records/closed-days.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let table: Table;
let clock: ManualClock;
let account: string;
let accounts = 0;

beforeAll(async () => {
  running = await startTable();
  table = dynamoTable(running.client, running.tableName);
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock(Date.parse("2026-11-18T12:00:00Z"));
  accounts += 1;
  account = `account-${accounts}`;
});

const elsewhere = () => closedDays({ table, clock });
const dayOn = (date: string, more: Partial<ClosedDay> = {}): ClosedDay => ({
  date,
  fromMinute: 0,
  toMinute: 1440,
  setBy: "user/ana",
  setAt: "2026-11-18T12:00:00.000Z",
  ...more,
});

test("are kept as they were set, in the order of their dates, for their account alone", async () => {
  const days = [
    dayOn("2026-12-24", { fromMinute: 720, reason: "Véspera" }),
    dayOn("2026-11-20"),
    dayOn("2026-11-20", { departmentId: "d1", departmentName: "Comercial" }),
  ];
  for (const day of days) await elsewhere().set(account, day);
  expect(await elsewhere().of(account)).toEqual([days[1], days[2], days[0]]);
  expect(await elsewhere().of(`${account}-other`)).toEqual([]);
});

test("are known everywhere within a minute, and at once to whoever set them", async () => {
  expect(closedDaysCachedMs).toBeLessThanOrEqual(60_000);
  const [ours, theirs] = [elsewhere(), elsewhere()];
  const before = await theirs.of(account);
  expect(await ours.of(account)).toEqual([]);
  await ours.set(account, dayOn("2026-11-20"));
  expect(await ours.of(account)).toHaveLength(1);
  clock.advance(closedDaysCachedMs - 1);
  expect(await theirs.of(account)).toBe(before);
  clock.advance(1);
  expect(await theirs.of(account)).toHaveLength(1);
  await ours.remove(account, dayOn("2026-11-20"), "user/rui");
  expect(await ours.of(account)).toEqual([]);
  clock.advance(closedDaysCachedMs);
  expect(await theirs.of(account)).toEqual([]);
});

test("are the same list for as long as nothing changes, so that no calendar is made anew", async () => {
  await elsewhere().set(account, dayOn("2026-11-20"));
  const days = elsewhere();
  const first = await days.of(account);
  clock.advance(10 * closedDaysCachedMs);
  expect(await days.of(account)).toBe(first);
});

test("lose what is not said again when they are set anew, also after they were removed", async () => {
  const days = elsewhere();
  await days.set(account, dayOn("2026-11-20", { reason: "Queda de energia", fromMinute: 600 }));
  await days.remove(account, dayOn("2026-11-20"), "user/rui");
  await days.set(account, dayOn("2026-11-20"));
  expect(await days.of(account)).toEqual([dayOn("2026-11-20")]);
});

test("are kept for longer than any session may be idle: a past closed day still has not counted", async () => {
  await elsewhere().set(account, dayOn("2026-11-20"));
  const item = await table.get(accountKeys.closedDay(account, "2026-11-20"));
  const keptDays = (Number(item?.expires) * 1000 - Date.parse("2026-11-21")) / 86_400_000;
  // The longest idle time and the longest grace that a policy may have.
  expect(keptDays).toBeGreaterThan(366 + 7);
  expect(keptDays).toBeLessThan(500);
});

test.each([
  ["without a date", { fromMinute: 0, toMinute: 1440 }],
  ["without a beginning", { date: "2026-11-20", toMinute: 1440 }],
  ["with an end that is no number", { date: "2026-11-20", fromMinute: 0, toMinute: "24:00" }],
])("say nothing of an item %s", async (_what, item) => {
  await table.update(accountKeys.closedDay(account, "2026-11-20"), { set: item });
  expect(await elsewhere().of(account)).toEqual([]);
});

test("hold also where nobody knows any more who set them", async () => {
  const { setBy: _, setAt: __, ...item } = dayOn("2026-11-20");
  await table.update(accountKeys.closedDay(account, "2026-11-20"), { set: item });
  expect(await elsewhere().of(account)).toEqual([{ ...item, setBy: "somebody", setAt: "" }]);
});
