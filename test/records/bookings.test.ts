// What sources book of an account's rate, in the real table: nothing twice, whoever books at the same time.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable } from "../../lib/aws/table.ts";
import { type Bookings, bookings } from "../../lib/records/bookings.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let booked: Bookings;
let account: string;
let accounts = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  accounts += 1;
  account = `account-${accounts}`;
  booked = bookings({ table: dynamoTable(running.client, running.tableName), clock });
});

test.each([true, false])(
  "a booking begins now, and the next one where it ends, whatever is believed: %j",
  async (isBusy) => {
    const now = clock.now();
    expect(await booked.book(account, "crm", { durationMs: 1_000, earliest: 0, isBusy })).toBe(now);
    clock.advance(400);
    expect(await booked.book(account, "crm", { durationMs: 500, earliest: 0, isBusy })).toBe(now + 1_000);
    expect(await booked.of(account)).toEqual(new Map([["crm", now + 1_500]]));
  },
);

test("a booking begins no earlier than it is told, and the next one still where it ends", async () => {
  const earliest = clock.now() + 60_000;
  expect(await booked.book(account, "crm", { durationMs: 1_000, earliest, isBusy: false })).toBe(earliest);
  expect(await booked.book(account, "crm", { durationMs: 500, earliest, isBusy: true })).toBe(earliest + 1_000);
});

test("what is over is known to nobody, and does not count", async () => {
  await booked.book(account, "crm", { durationMs: 1_000, earliest: 0, isBusy: false });
  clock.advance(1_000);
  expect(await booked.of(account)).toEqual(new Map());
  expect(await booked.book(account, "crm", { durationMs: 500, earliest: 0, isBusy: true })).toBe(clock.now());
});

test("sources and accounts book by themselves", async () => {
  const now = clock.now();
  await booked.book(account, "crm", { durationMs: 1_000, earliest: 0, isBusy: false });
  expect(await booked.book(account, "shop", { durationMs: 2_000, earliest: 0, isBusy: false })).toBe(now);
  expect(await booked.book(`${account}-other`, "crm", { durationMs: 3_000, earliest: 0, isBusy: false })).toBe(now);
  expect(await booked.of(account)).toEqual(
    new Map([
      ["crm", now + 1_000],
      ["shop", now + 2_000],
    ]),
  );
});

test("those who book at once get times that do not overlap", async () => {
  const now = clock.now();
  const all = Array.from({ length: 12 }, (_, index) =>
    booked.book(account, "crm", { durationMs: 100, earliest: 0, isBusy: index % 2 === 0 }),
  );
  const begins = (await Promise.all(all)).toSorted((one, other) => one - other);
  expect(begins).toEqual(Array.from({ length: 12 }, (_, index) => now + 100 * index));
});
