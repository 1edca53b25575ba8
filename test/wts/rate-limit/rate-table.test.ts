// The rate limits' table through the functions' own client, and what it keeps; test/slow has what happens while it is away.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { rateTable } from "../../../lib/aws/rate-table.ts";
import { type RateState, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";
import { type BreakableLink, breakableLink } from "./breakable-link.ts";
import { type EmulatedTable, emulatorClient, startEmulatedTable, tableName } from "./emulated-table.ts";

let emulated: EmulatedTable;
let link: BreakableLink;
let linked: ReturnType<typeof emulatorClient>;
let account = "";
let accounts = 0;

beforeAll(async () => {
  emulated = await startEmulatedTable();
  link = await breakableLink(emulated.port);
  linked = emulatorClient(link.port);
});
beforeEach(() => {
  accounts += 1;
  account = `account-${accounts}`;
  link.mend();
});
afterAll(async () => {
  await link.close();
  await emulated.stop();
});

const state: RateState = {
  version: 4711,
  counts: Uint8Array.from({ length: 302 }, (_, index) => index % 256),
  slot: 1_772_438_400,
  pacedUntil: 1_772_438_400_123.25,
  backgroundHeldUntil: 1_772_438_401_000,
  queueHeldUntil: 1_772_438_402_000,
  usedUntil: { caller: 1_772_438_403_000.5, queue: 1_772_438_404_000, background: 1_772_438_405_000 },
  clientsUsedUntil: { n8n: 1_772_438_406_000.125, "n8n.test-1": 5 },
  pausedUntil: 0,
};

describe("the table", () => {
  test("knows nothing of an account at first, then what was written, for that account alone", async () => {
    const table = rateTable({ client: emulated.client, tableName });
    expect(await table.read(account)).toEqual(unusedRate);
    expect(await table.replace(account, 0, state)).toEqual(state);
    const read = await table.read(account);
    expect({ ...read, counts: Uint8Array.from(read.counts) }).toEqual(state);
    expect(await table.read(`${account}-other`)).toEqual(unusedRate);
  });

  test("takes a write only from who has seen the one before, and answers what stands instead", async () => {
    const table = rateTable({ client: emulated.client, tableName });
    await table.replace(account, 0, state);
    expect(await table.replace(account, 0, { ...state, version: 5 })).toMatchObject({ version: 4711 });
    expect(await table.replace(account, 12, { ...state, version: 5 })).toMatchObject({ version: 4711 });
    expect(await table.replace(account, 4711, { ...state, version: 5 })).toMatchObject({ version: 5 });
  });

  test("keeps the latest end of a pause, and takes no write from who has not seen it", async () => {
    const table = rateTable({ client: emulated.client, tableName });
    await table.pause(account, 5_000);
    await table.pause(account, 4_000);
    const paused = await table.read(account);
    expect(paused).toMatchObject({ pausedUntil: 5_000, slot: 0 });
    expect(await table.replace(account, 0, state)).toMatchObject({ pausedUntil: 5_000, slot: 0 });
    await table.replace(account, paused.version, state);
    expect(await table.read(account)).toMatchObject({ pausedUntil: 5_000, version: 4711 });
    await table.pause(account, 6_000);
    expect(await table.read(account)).toMatchObject({ pausedUntil: 6_000, version: 4712, slot: state.slot });
  });

  test("throws within its time when nothing answers", async () => {
    const patient = rateTable({ client: linked, tableName, timeoutMs: 30_000 });
    await patient.read(account);
    link.swallow();
    const started = Date.now();
    const table = rateTable({ client: linked, tableName, timeoutMs: 100 });
    await expect(table.read(account)).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(30_000);
  });
});
