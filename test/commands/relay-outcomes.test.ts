// Outcomes that the bus did not take are brought there later, however often it takes, and the commands are left alone.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { dynamoTable } from "../../lib/aws/table.ts";
import { relayOutcomes } from "../../lib/commands/relay-outcomes.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import type { Outcome } from "../../lib/core/outcome.ts";
import { type Ledger, ledger } from "../../lib/records/ledger.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";
import { startTable } from "../support/table.ts";

const settledMs = 30_000;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let kept: Ledger;
let aws: ReturnType<typeof recording>;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(async () => {
  clock = manualClock();
  kept = ledger({ table: dynamoTable(running.client, running.tableName), clock });
  for (const id of await kept.unpublished(1_000)) await kept.published(id);
  aws = recording();
});

const relay = () => relayOutcomes({ ledger: kept, bus: aws.bus, clock, log: aws.log });
const published = () => aws.taken.published.map(({ detail }) => detail.id);
let commands = 0;
/** The command is applied, and its outcome is still to be published. */
const apply = async (): Promise<string> => {
  commands += 1;
  const id = `command-${commands}`;
  const detail: Outcome["detail"] = {
    ...{ id, account: "default", sessionId: "s", command: "note", changes: { fields: [] }, door: "http" },
    ...{ source: "http:demo", deliveryId: "d", reasons: [], correlationId: "c", causationId: id, hops: 1 },
  };
  const { account, sessionId, door, source, deliveryId } = detail;
  const entry = { id, account, sessionId, door, source, deliveryId, attempt: 0 };
  const outcome = JSON.stringify({ type: "Session Updated", detail });
  await kept.record(entry, { state: "applied", outcome });
  return id;
};

test("nothing to tell tells nothing, and logs nothing", async () => {
  expect(await relay()).toBe(0);
  expect(aws.taken.published).toEqual([]);
  expect(aws.taken.lines).toEqual([]);
});

test("what is still untold after half a minute goes out once, oldest first, as it was recorded", async () => {
  const ids = [];
  for (let count = 0; count < 12; count += 1) {
    ids.push(await apply());
    clock.advance(1);
  }
  clock.advance(settledMs);
  expect(await relay()).toBe(12);
  expect(published()).toEqual(ids);
  expect(aws.taken.published[0]).toMatchObject({ type: "Session Updated", detail: { account: "default", hops: 1 } });
  expect(await relay()).toBe(0);
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

test("what its owner has published meanwhile does not go out again", async () => {
  const id = await apply();
  clock.advance(settledMs);
  await kept.published(id);
  expect(await relay()).toBe(0);
  expect(aws.taken.published).toEqual([]);
});

test("a bus that does not take it leaves it for the next minute, and the command applied", async () => {
  const id = await apply();
  clock.advance(settledMs);
  aws.failing.bus = true;
  await expect(relay()).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  await expect(relay()).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  expect(await kept.read(id)).toMatchObject({ state: "applied", unpublished: "yes" });
  aws.failing.bus = false;
  expect(await relay()).toBe(1);
  expect(published()).toEqual([id]);
  expect(await kept.read(id)).toMatchObject({ state: "applied" });
  expect((await kept.read(id))?.unpublished).toBeUndefined();
});

test("a command that is being replayed has its outcome published when it is applied, not before", async () => {
  commands += 1;
  const entry = {
    ...{ id: `command-${commands}`, account: "default", sessionId: "s", door: "event", source: "e", deliveryId: "d" },
  };
  await kept.claim({ ...entry, attempt: 0 }, "a", 60_000);
  await kept.finish(entry.id, "a", { state: "rejected", outcome: "{}", publish: true });
  await kept.claim({ ...entry, attempt: 1 }, "b", 60_000);
  clock.advance(settledMs);
  expect(await relay()).toBe(0);
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
