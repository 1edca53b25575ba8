// Counting open sessions costs calls: it is done rarely, once at a time, and never used when it is too old to be true.
import { beforeEach, expect, test } from "@jest/globals";
import { openLoads } from "../../lib/routing/open-loads.ts";
import { maxCountAgeMs } from "../../lib/routing/records/reserved-slots.ts";
import type { Page, WtsSession } from "../../lib/wts/types.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";

let clock: ManualClock;
let calls: number;
let pages: number;
let pageMs: number;
beforeEach(() => {
  clock = manualClock();
  [calls, pages, pageMs] = [0, 1, 0];
});

/** A list of so many pages, one session a page, each of which takes its time. */
const client = {
  listSessions: async (): Promise<Page<WtsSession>> => {
    const page = calls % pages;
    calls += 1;
    clock.advance(pageMs);
    const createdAt = new Date(page * 1_000).toISOString();
    const session: WtsSession = { id: `S-${page}`, userId: page % 2 ? "Joao" : "Carla", status: "PENDING", createdAt };
    return { items: [session], hasMorePages: page + 1 < pages };
  },
};
const loads = () => openLoads({ clock, maxAgeMs: 10_000, details: [], byDepartment: true });

test("is counted by person, whatever the letter case of ids", async () => {
  pages = 3;
  const load = await loads().recent("default", client);
  expect([...load.sessionIdsOf("carla")]).toEqual(["s-0", "s-2"]);
  expect([...load.sessionIdsOf("joao")]).toEqual(["s-1"]);
  expect([...load.sessionIdsOf("nobody")]).toEqual([]);
});

test("is counted once for all who ask at the same time, and again when it is ten seconds old", async () => {
  const own = loads();
  await Promise.all(Array.from({ length: 20 }, () => own.recent("default", client)));
  clock.advance(9_999);
  await own.recent("default", client);
  expect(calls).toBe(1);
  clock.advance(1);
  await own.recent("default", client);
  expect(calls).toBe(2);
});

test("is counted at once where what is now matters, and for each account by itself", async () => {
  const own = loads();
  await own.recent("default", client);
  await own.fresh("default", client);
  await own.recent("filial", client);
  expect(calls).toBe(3);
});

test("of many pages does for longer, so that counting leaves most of the rate limit to others", async () => {
  pages = 30;
  const own = loads();
  await own.recent("default", client);
  clock.advance(59_999);
  await own.recent("default", client);
  expect(calls).toBe(30);
  clock.advance(1);
  await own.recent("default", client);
  expect(calls).toBe(60);
});

test("that took longer than promised slots are kept for is not used", async () => {
  pages = 13;
  pageMs = maxCountAgeMs / 12;
  await expect(loads().recent("default", client)).rejects.toMatchObject({ code: "WTS_UNAVAILABLE" });
});

test("is counted though WTS lists one without an id", async () => {
  const whole: WtsSession = { id: "S-1", userId: "Carla", status: "PENDING", createdAt: "2026-11-20T12:00:00Z" };
  const items = [{ ...whole, id: null } as unknown as WtsSession, null as unknown as WtsSession, whole];
  const load = await loads().fresh("default", { listSessions: async () => ({ items, hasMorePages: false }) });
  expect(load.sessions).toEqual([whole]);
});

test("tells a person's sessions in one department from all of theirs, whatever case WTS writes ids in", async () => {
  const session = (id: string, departmentId: string | null): WtsSession => ({
    ...{ id, userId: "Carla", status: "PENDING", createdAt: "2026-11-20T12:00:00Z" },
    departmentId,
  });
  const items = [session("S-1", "D-Sales"), session("S-2", "d-support"), session("S-3", null)];
  const load = await loads().fresh("default", { listSessions: async () => ({ items, hasMorePages: false }) });
  expect([...load.sessionIdsOf("carla")]).toEqual(["s-1", "s-2", "s-3"]);
  expect([...load.sessionIdsOf("carla", "d-sales")]).toEqual(["s-1"]);
  expect([...load.sessionIdsOf("carla", "d-elsewhere")]).toEqual([]);
});
