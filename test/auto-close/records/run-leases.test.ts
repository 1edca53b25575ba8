// One runner an account: whoever has it keeps it by renewing, is done a little before it ends, and notices when it is lost.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type RunLease, RunLeaseLost, runLeases } from "../../../lib/auto-close/records/run-leases.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { startTable } from "../../support/table.ts";

const leaseMs = 60_000;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let leases: ReturnType<typeof runLeases>;
let account: string;
let accounts = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  leases = runLeases({ table: dynamoTable(running.client, running.tableName), clock, leaseMs });
  accounts += 1;
  account = `account-${accounts}`;
});

const take = async (owner: string, of = account): Promise<RunLease> => {
  const lease = await leases.take(of, owner);
  if (!lease) throw new Error(`${owner} does not get it`);
  return lease;
};

test("two accounts have leases and states of their own, at the same time", async () => {
  const [first, second] = [await take("one", account), await take("two", `${account}-other`)];
  await first.save({ recent: [7] });
  await second.save({ recent: [9] });
  expect((await leases.read(account)).state.recent).toEqual([7]);
  expect((await leases.read(`${account}-other`)).state.recent).toEqual([9]);
  await first.release();
  expect([(await leases.read(account)).busy, (await leases.read(`${account}-other`)).busy]).toEqual([false, true]);
});

test("an account goes to one of several who ask at once, and what it saved to the next", async () => {
  const taken = await Promise.all(["one", "two", "three"].map((owner) => leases.take(account, owner)));
  const [lease, ...others] = taken.filter((each) => each !== undefined);
  expect(others).toEqual([]);
  await lease?.save({ recent: [3, 4] });
  await lease?.release();
  expect((await take("next")).state).toEqual({ recent: [3, 4] });
});

test("it is renewed from a sixth of its length on, and not before", async () => {
  const lease = await take("one");
  const firstMs = lease.untilMs();
  expect(firstMs).toBe(clock.now() + leaseMs);
  clock.advance(leaseMs / 6 - 1);
  await lease.ensure();
  expect(lease.untilMs()).toBe(firstMs);
  clock.advance(1);
  await Promise.all([lease.ensure(), lease.ensure(), lease.ensure()]);
  expect(lease.untilMs()).toBe(clock.now() + leaseMs);
});

test.each([
  ["renewed", (lease: RunLease) => lease.ensure()],
  ["saved under", (lease: RunLease) => lease.save({ recent: [] })],
])("%s, it is nobody else's until its new end", async (_how, renew) => {
  const lease = await take("one");
  clock.advance(leaseMs / 2);
  await renew(lease);
  clock.advance(leaseMs);
  expect(clock.now()).toBe(lease.untilMs());
  expect(await leases.take(account, "two")).toBeUndefined();
  clock.advance(1);
  await take("two");
});

test("whoever has it is to be done a thirtieth of its length before anybody else can take it", async () => {
  const lease = await take("one");
  expect(lease.untilMs() - lease.doneByMs()).toBe(leaseMs / 30);
  clock.advance(leaseMs / 2);
  await lease.ensure();
  expect(lease.untilMs() - lease.doneByMs()).toBe(leaseMs / 30);
  expect(lease.doneByMs()).toBe(clock.now() + leaseMs * (29 / 30));
});

test("whoever lost it can neither renew, nor save, nor give back what is another's", async () => {
  const lost = await take("one");
  await lost.save({ recent: [1] });
  clock.advance(leaseMs + 1);
  const lease = await take("two");
  await expect(lost.ensure()).rejects.toThrow(RunLeaseLost);
  await expect(lost.save({ recent: [2] })).rejects.toThrow(RunLeaseLost);
  await lost.release();
  expect(await leases.read(account)).toMatchObject({ state: { recent: [1] }, busy: true });
  await lease.save({ recent: [3] });
});
