// Whoever has a session open is counted once, whatever happens to the list while its pages are read.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { listOpenSessions } from "../../lib/wts/open-sessions.ts";
import type { Page, SessionFilter, WtsSession } from "../../lib/wts/types.ts";
import { wtsForTests } from "../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

let standIn: TestStandIn;
const idOf = (index: number): string => `5e550000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const startMs = Date.parse("2026-11-20T08:00:00Z");

beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());

const hold = async (count: number, gapMs: number, statusOf: (index: number) => string = () => "PENDING") => {
  const sessions = Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    status: statusOf(index),
    createdAt: new Date(startMs + index * gapMs).toISOString(),
  }));
  await standIn.admin("POST", "reset", { sessions });
  await standIn.admin("PUT", "limits", { enabled: false });
};
const client = () => wtsForTests(standIn.url, clock).client;
const ids = (sessions: readonly WtsSession[]) => sessions.map(({ id }) => id).sort();

test("all open ones are read, a hundred a call, and none of the others", async () => {
  const statuses = ["STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"];
  await hold(375, 1_000, (index) => statuses[index % 5] ?? "");
  const { sessions, pages } = await listOpenSessions(client(), clock);
  expect(ids(sessions)).toEqual(
    Array.from({ length: 375 }, (_, index) => idOf(index)).filter((_, index) => index % 5 < 3),
  );
  expect(pages).toBe(3);
  expect((await journalOf(standIn.admin)).map(({ query }) => query.PageSize)).toEqual(["100", "100", "100"]);
});

test("none is missed when some are closed while the pages are read", async () => {
  await hold(350, 1_000);
  const wts = client();
  const closing = {
    listSessions: async (filter: SessionFilter) => {
      const page = await wts.listSessions(filter);
      for (const { id } of page.items.slice(0, 30))
        await wts.completeSession(id, { reactivateOnNewMessage: false, stopBotInExecution: false });
      return page;
    },
  };
  const { sessions } = await listOpenSessions(closing, clock);
  expect(ids(sessions)).toEqual(Array.from({ length: 350 }, (_, index) => idOf(index)));
});

test("more than a page of the same moment is read as well", async () => {
  await hold(230, 0);
  expect((await listOpenSessions(client(), clock)).sessions).toHaveLength(230);
});

const openAt = (index: number, createdMs: number): WtsSession => ({
  id: idOf(index),
  userId: null,
  status: "PENDING",
  createdAt: new Date(createdMs).toISOString(),
});

test("those of one moment that end a page and begin the next are all read, though `After` leaves its own instant out", async () => {
  // The sessions 95 to 104 are of the same millisecond: a page ends in their midst.
  const all = Array.from({ length: 150 }, (_, index) =>
    openAt(index, startMs + (index < 95 || index > 104 ? index : 95)),
  );
  const exclusive = {
    listSessions: async ({ CreatedAt, PageNumber = 1 }: SessionFilter): Promise<Page<WtsSession>> => {
      const afterMs = CreatedAt?.After === undefined ? Number.NEGATIVE_INFINITY : Date.parse(CreatedAt.After);
      const later = all.filter(({ createdAt }) => Date.parse(String(createdAt)) > afterMs);
      const start = (PageNumber - 1) * 100;
      return { items: later.slice(start, start + 100), hasMorePages: start + 100 < later.length };
    },
  };
  const { sessions, pages } = await listOpenSessions(exclusive, clock);
  expect(ids(sessions)).toEqual(ids(all));
  expect(pages).toBe(2);
});

test("one that is closed while the pages are read is not among them, once WTS has shown it closed", async () => {
  const last = openAt(1, startMs + 1_000);
  const answers: Page<WtsSession>[] = [
    { items: [openAt(0, startMs), last], hasMorePages: true },
    // A WTS that ignores Status shows it once more.
    { items: [{ ...last, status: "COMPLETED" }, openAt(2, startMs + 2_000)], hasMorePages: false },
  ];
  const listSessions = async (): Promise<Page<WtsSession>> => answers.shift() ?? { items: [], hasMorePages: false };
  expect(ids((await listOpenSessions({ listSessions }, clock)).sessions)).toEqual([idOf(0), idOf(2)]);
  expect(answers).toEqual([]);
});

describe("a WTS that ignores", () => {
  beforeEach(() => hold(260, 1_000));

  test("the date is read by page numbers, without going round in circles", async () => {
    const wts = client();
    const ignoring = { listSessions: ({ CreatedAt: _, ...filter }: SessionFilter) => wts.listSessions(filter) };
    const { sessions, pages } = await listOpenSessions(ignoring, clock);
    expect(sessions).toHaveLength(260);
    expect(pages).toBeLessThanOrEqual(5);
  });

  test("paging altogether is not listened to for ever", async () => {
    const wts = client();
    let calls = 0;
    const endless = {
      listSessions: async (): Promise<Page<WtsSession>> => {
        calls += 1;
        return { ...(await wts.listSessions({ PageSize: 1 })), hasMorePages: true };
      },
    };
    await expect(listOpenSessions(endless, clock)).rejects.toMatchObject({ code: "WTS_UNAVAILABLE" });
    expect(calls).toBe(200);
  });
});

test("sessions without a date are read by page numbers", async () => {
  await hold(150, 1_000);
  const wts = client();
  const dateless = {
    listSessions: async (filter: SessionFilter) => {
      const page = await wts.listSessions(filter);
      return { ...page, items: page.items.map(({ createdAt: _, ...session }) => session as WtsSession) };
    },
  };
  expect((await listOpenSessions(dateless, clock)).sessions).toHaveLength(150);
});
