// Outcomes that the bus did not take are brought there later, however often it takes, and the commands are left alone.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { placeKeys, sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import { lifecycle } from "../../lib/commands/execute-once.ts";
import { relayOutcomes } from "../../lib/commands/relay-outcomes.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import { type Ledger, type LedgerEntry, ledger } from "../../lib/records/ledger.ts";
import { type SessionLeases, sessionLeases } from "../../lib/records/session-lease.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";
import { startTable } from "../support/table.ts";

const settledMs = 30_000;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let kept: Ledger;
let leases: SessionLeases;
let aws: ReturnType<typeof recording>;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(async () => {
  clock = manualClock();
  const table = dynamoTable(running.client, running.tableName);
  kept = ledger({ table, clock });
  leases = sessionLeases({ table, clock });
  clock.advance(settledMs);
  for (const key of await kept.due(1_000)) await kept.published(key, (await kept.readKey(key))?.version ?? 0);
  aws = recording();
});

let relays = 0;
const relay = () => {
  relays += 1;
  const dependencies = { ledger: kept, leases, bus: aws.bus, clock, log: aws.log };
  return relayOutcomes({ ...dependencies, lifecycle: lifecycle(dependencies) }, `relay-${relays}`);
};
const published = () => aws.taken.published.map(({ detail }) => detail.id);
let commands = 0;
const place = sessionPlace({ account: "default", sessionId: "s" });
const entryOf = (id: string): LedgerEntry => ({
  ...{ id, account: "default", sessionId: "s", door: "http", source: "http:demo", deliveryId: "d", attempt: 0 },
});
const outcomeOf = (id: string): Outcome => ({
  type: "Session Updated",
  detail: {
    ...{ id, account: "default", sessionId: "s", command: "note", changes: { fields: [] }, door: "http" },
    ...{ source: "http:demo", deliveryId: "d", reasons: [], correlationId: "c", causationId: id, hops: 1 },
  },
});
/** The command is applied, and its outcome is still to be published. */
const apply = async (): Promise<string> => {
  commands += 1;
  const id = `command-${commands}`;
  await kept
    .attempt(place, entryOf(id), undefined, 1)
    .finish({ state: "applied", outcome: outcomeOf(id), isDue: true });
  return id;
};
const read = (id: string) => kept.read(place, id);

test("nothing to tell tells nothing, and logs nothing", async () => {
  expect(await relay()).toBe(0);
  expect(aws.taken.published).toEqual([]);
  expect(aws.taken.lines).toEqual([]);
});

test("what is still untold after half a minute goes out once, oldest first, as it was recorded", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    ids.push(await apply());
    clock.advance(1);
  }
  clock.advance(settledMs);
  expect(await relay()).toBe(12);
  expect(published()).toEqual(ids);
  expect(aws.taken.published).toEqual(ids.map(outcomeOf));
  const line = { level: "info", message: "outcomes relayed", count: 12 };
  expect(aws.taken.lines.map((text) => JSON.parse(text))).toEqual([line]);
  expect(await relay()).toBe(0);
  expect(aws.taken.lines).toHaveLength(1);
  expect(published()).toHaveLength(12);
});

test("what is younger is left to whoever recorded it", async () => {
  const older = await apply();
  clock.advance(1);
  const younger = await apply();
  clock.advance(settledMs - 1);
  expect(await relay()).toBe(1);
  expect(published()).toEqual([older]);
  clock.advance(1);
  await relay();
  expect(published()).toEqual([older, younger]);
});

test("what was recorded anew while it was told is still due", async () => {
  const id = await apply();
  clock.advance(settledMs);
  const key = placeKeys.command(place, id);
  const { version = 0 } = (await kept.readKey(key)) ?? {};
  await kept.published(key, version - 1);
  expect(await relay()).toBe(1);
});

test("what its owner has published meanwhile does not go out again", async () => {
  const id = await apply();
  clock.advance(settledMs);
  const key = placeKeys.command(place, id);
  await kept.published(key, (await kept.readKey(key))?.version ?? 0);
  expect(await relay()).toBe(0);
  expect(aws.taken.published).toEqual([]);
});

test("a bus that does not take it leaves it for the next minute, and the command applied", async () => {
  const id = await apply();
  clock.advance(settledMs);
  aws.failing.bus = true;
  await expect(relay()).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  await expect(relay()).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  expect(await read(id)).toMatchObject({ state: "applied", isDue: true });
  expect(aws.taken.lines).toEqual([]);
  aws.failing.bus = false;
  expect(await relay()).toBe(1);
  expect(published()).toEqual([id]);
  expect(await read(id)).toMatchObject({ state: "applied", isDue: false });
});

test("a command that is being replayed has its outcome published when it is applied, not before", async () => {
  commands += 1;
  const id = `command-${commands}`;
  const outcome = outcomeOf(id);
  await kept.attempt(place, entryOf(id), undefined, 1).finish({ state: "rejected", outcome, isDue: true });
  const replay = kept.attempt(place, { ...entryOf(id), attempt: 1 }, await read(id), 2);
  await replay.progress({ stepsDone: [] });
  clock.advance(settledMs);
  expect(await relay()).toBe(0);
  await replay.finish({ state: "applied", outcome, isDue: true });
  clock.advance(settledMs);
  expect(await relay()).toBe(1);
  expect(published()).toEqual([id]);
});

test("what a watched worker had finished when it died is told, and its session is free", async () => {
  commands += 1;
  const id = `command-${commands}`;
  const leaseMs = 60_000;
  const request = { owner: "dead", leaseMs, commandId: id, isWatched: true };
  await leases.take(place, request);
  await kept.attempt(place, entryOf(id), undefined, 1).finish({ state: "applied", outcome: outcomeOf(id) });
  clock.advance(leaseMs);
  expect(await relay()).toBe(0);
  expect(await read(id)).toMatchObject({ isDue: false });
  clock.advance(1);
  await relay();
  clock.advance(settledMs);
  expect(await relay()).toBe(1);
  expect(published()).toEqual([id]);
  expect("lease" in (await leases.take(place, { ...request, owner: "next" }))).toBe(true);
});

test("a bus that takes some of many does not get those again", async () => {
  const ids = [];
  for (let count = 0; count < 25; count += 1) ids.push(await apply());
  clock.advance(settledMs);
  const { publish } = aws.bus;
  let room = 10;
  aws.bus.publish = async (outcomes) => {
    const taken = outcomes.slice(0, room);
    room -= taken.length;
    await publish(taken);
    if (taken.length < outcomes.length) throw new Fault(faults.busUnavailable);
  };
  await expect(relay()).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  expect(published()).toHaveLength(10);
  room = 100;
  await relay();
  expect(published().sort()).toEqual(ids.sort());
});

test("a table that is gone is a failure to be repeated, and nothing is published", async () => {
  await apply();
  clock.advance(settledMs);
  await running.cutOff();
  try {
    await expect(relay()).rejects.toMatchObject({ code: "TABLE_UNAVAILABLE" });
  } finally {
    await running.comeBack();
  }
  expect(aws.taken.published).toEqual([]);
  expect(await relay()).toBe(1);
});
