// Webhooks of WTS get lost and come twice: once a day somebody looks, says what never came, and makes up for it.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { expectDescribed } from "../../support/described-events.ts";
import { startWebhookReceiver } from "../../support/webhook-receiver.ts";
import { startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";
import {
  hourMs,
  minuteMs,
  type ReconciliationWorld,
  reconciliationWorld,
  sessionIdOf,
} from "./support/reconciliation-world.ts";

let standIn: TestStandIn;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
beforeAll(async () => {
  standIn = await startTestStandIn();
  receiver = await startWebhookReceiver(standIn.url);
});
afterAll(async () => {
  await receiver.stop();
  await standIn.stop();
});

const createdAt = "2026-11-20T15:00:00Z";
const nextDay = "2026-11-21";

/** Begins on the day before; its sessions are created in the afternoon, and it is three in the morning then. */
const overnight = async (
  sessions: readonly object[],
  options: Parameters<typeof reconciliationWorld>[1] = {},
): Promise<ReconciliationWorld> => {
  const world = reconciliationWorld(standIn, options);
  await world.hold([]);
  await world.tick();
  world.published.length = 0;
  world.clock.advance(18 * hourMs);
  await world.hold(sessions.map((session) => ({ createdAt, status: "PENDING", ...session })));
  return world;
};
const announcedIn = (world: ReconciliationWorld) =>
  world.eventsOf("WTS SESSION_NEW").map((detail) => (detail as { sessionId: string }).sessionId);

describe("a SESSION_NEW that never came", () => {
  test("is published once, as its webhook would have been, and says that it is made up for", async () => {
    const world = await overnight([{}, {}]);
    await world.deliver("SESSION_NEW", 0);
    await world.drain();
    await world.tick();
    await world.drain();
    await world.tick();
    await world.drain();
    expect(announcedIn(world)).toEqual([sessionIdOf(0), sessionIdOf(1)]);
    expect(world.eventsOf("WTS SESSION_NEW")[1]).toMatchObject({
      account: "default",
      source: "webhook:wts",
      eventType: "SESSION_NEW",
      date: createdAt,
      sessionId: sessionIdOf(1),
      session: { id: sessionIdOf(1), status: "PENDING", userId: null },
      reconciled: true,
      hops: 0,
    });
    expect(world.eventsOf("WTS SESSION_NEW")[0]).not.toHaveProperty("reconciled");
    expect(JSON.stringify(world.published)).not.toMatch(/contactDetails|phone|lastMessageText|title/);
  });

  test("is not missing where another source of the account was told it", async () => {
    const publish = ["SESSION_NEW", "SESSION_COMPLETE"];
    // It is listed first, and WTS posts to the other address alone.
    const sources = { antigo: { verify: "wts" as const, publish }, wts: { verify: "wts" as const, publish } };
    const world = await overnight([{}, {}], { config: { sources } });
    await world.deliver("SESSION_NEW", 0);
    await world.drain();
    await world.tick();
    expect(world.latest()?.counts).toEqual({ seen: 2, known: 1, missing: 1, added: 1 });
    await world.drain();
    expect(announcedIn(world).filter((id) => id === sessionIdOf(0))).toHaveLength(1);
    expect(announcedIn(world)).toContain(sessionIdOf(1));
  });

  test("is a copy when its webhook comes after all, however late and in whatever words", async () => {
    const world = await overnight([{}]);
    await world.tick();
    await world.drain();
    for (const date of ["2026-11-20T15:00:00Z", "2026-11-21T09:00:00.1234567Z"]) {
      await world.deliver("SESSION_NEW", 0, { date });
      await world.drain();
      world.clock.advance(24 * hourMs);
    }
    expect(announcedIn(world)).toEqual([sessionIdOf(0)]);
  });

  test.each([
    ["somebody has it by now", { userId: "a0000000-0000-4000-8000-000000000001", status: "IN_PROGRESS" }],
    ["it is closed by now", { status: "COMPLETED" }],
    ["it is hidden", { status: "HIDDEN" }],
  ])("is only reported where %s", async (_why, session) => {
    const world = await overnight([session]);
    await world.tick();
    expect(world.queued).toEqual([]);
    expect(world.latest()?.counts).toEqual({ seen: 1, known: 0, missing: 1, added: 0 });
    expect(world.reported(0, nextDay)).toMatchObject({ isAdded: false });
  });

  test("is only reported where no policy waits for it", async () => {
    const world = await overnight([{}], { isWanted: false });
    await world.tick();
    expect(world.queued).toEqual([]);
    expect(world.latest()?.counts).toEqual({ seen: 1, known: 0, missing: 1, added: 0 });
  });

  test("is noted with its session, one item a session and day, for 14 days", async () => {
    const world = await overnight([{}, {}]);
    await world.deliver("SESSION_NEW", 1);
    await world.drain();
    await world.tick();
    expect(world.reported(0, nextDay)).toMatchObject({ isAdded: true, reportedAt: "2026-11-21T06:00:00.000Z" });
    expect(Number(world.reported(0, nextDay)?.expires) * 1000 - world.clock.now()).toBe(14 * 24 * hourMs);
    expect(world.reported(1, nextDay)).toBeUndefined();
  });
});

describe("what WTS announced", () => {
  test("twice, with another date, is one event", async () => {
    const world = await overnight([{}]);
    await world.deliver("SESSION_NEW", 0);
    await world.drain();
    await world.deliver("SESSION_NEW", 0, { date: "2026-11-20T12:00:01Z" });
    await world.drain();
    expect(announcedIn(world)).toEqual([sessionIdOf(0)]);
    await world.tick();
    expect(world.latest()?.counts).toEqual({ seen: 1, known: 1, missing: 0, added: 0 });
  });

  test("with SESSION_COMPLETE alone was never announced as new; its end is published all the same", async () => {
    const world = await overnight([{ status: "COMPLETED" }]);
    await world.deliver("SESSION_COMPLETE", 0);
    await world.drain();
    await world.tick();
    expect(world.eventsOf("WTS SESSION_COMPLETE")).toHaveLength(1);
    expect(world.latest()?.counts).toMatchObject({ missing: 1, added: 0 });
  });

  test("and completed again after it was opened again is told both times", async () => {
    const world = await overnight([{}]);
    for (const date of ["2026-11-20T16:00:00Z", "2026-11-20T18:00:00Z"]) {
      await world.deliver("SESSION_COMPLETE", 0, { date });
      await world.drain();
    }
    expect(world.eventsOf("WTS SESSION_COMPLETE")).toHaveLength(2);
  });
});

describe.each([
  {},
  { webhookArrival: "none" },
  { webhookCopies: "two" },
  { webhookDetails: "missing", webhookUserId: "absent" },
  { webhookDetails: "null", webhookChanges: "object" },
  { unsortedOrder: "newest-first" },
])("beside a WTS with the switches %p", (switches) => {
  test("a contact who comes back is announced once, whatever becomes of the webhook", async () => {
    const world = await overnight([{ status: "COMPLETED", endAt: "2026-11-20T18:00:00Z" }]);
    await world.deliver("SESSION_NEW", 0);
    await world.drain();
    await standIn.admin("PUT", "switches", switches);
    await receiver.subscribe("SESSION_NEW");
    const message = { sessionId: sessionIdOf(0), direction: "FROM_HUB", text: "Oi", at: "2026-11-20T20:00:00Z" };
    const { session } = await standIn.admin<{ session: { id: string } }>("POST", "messages", message);
    const copies = { none: 0, two: 2, one: 1 }[switches.webhookArrival ?? switches.webhookCopies ?? "one"] ?? 1;
    for (let copy = 0; copy < copies; copy += 1) await world.receive(await receiver.next());
    await world.drain();
    await world.tick();
    await world.drain();
    expect(announcedIn(world)).toEqual([sessionIdOf(0), session.id]);
    expect(world.latest()?.counts).toEqual({
      seen: 2,
      known: copies > 0 ? 2 : 1,
      missing: copies > 0 ? 0 : 1,
      added: copies > 0 ? 0 : 1,
    });
    expect(JSON.stringify(world.published)).not.toMatch(/phone|contactDetails|lastMessageText/);
  });
});

describe("the report", () => {
  test("is an event with counts and the span, and a line of the log that warns where something is missing", async () => {
    const world = await overnight([{}, {}, { status: "COMPLETED" }]);
    await world.deliver("SESSION_NEW", 0);
    await world.drain();
    await world.tick();
    expect(world.eventsOf("Webhooks Reconciled")).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        account: "default",
        day: nextDay,
        from: "2026-11-20T12:00:00.000Z",
        to: "2026-11-21T05:50:00.000Z",
        ...{ seen: 3, known: 1, missing: 2, added: 1, calls: 1, end: "done" },
      },
    ]);
    expectDescribed(world.published, "Webhooks Reconciled", "WTS SESSION_NEW");
    const lines = world.taken.lines.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(lines.at(-1)).toMatchObject({ message: "webhooks reconciled", level: "warn", missing: 2, added: 1 });
  });
});

describe("when it runs", () => {
  test("not before its time of day, in the zone of the configuration, and once a day", async () => {
    const world = reconciliationWorld(standIn);
    await world.hold([]);
    await world.tick();
    world.published.length = 0;
    world.clock.advance(18 * hourMs - 1);
    await world.tick();
    expect(world.published).toEqual([]);
    world.clock.advance(1);
    await world.tick();
    expect(world.eventsOf("Webhooks Reconciled")).toHaveLength(1);
    for (let hour = 0; hour < 23; hour += 1) {
      world.clock.advance(hourMs);
      if (hour % 4 === 0) world.restart();
      await world.tick();
    }
    expect(world.eventsOf("Webhooks Reconciled")).toHaveLength(1);
    world.clock.advance(hourMs);
    await world.tick();
    expect(world.eventsOf("Webhooks Reconciled")).toHaveLength(2);
  });

  test("never without `reconcile.at`, and then it costs nothing", async () => {
    const world = reconciliationWorld(standIn, { config: { reconcile: { days: 3 } } });
    const stepsBefore = world.tableSteps();
    for (let minute = 0; minute < 5; minute += 1) await world.tick();
    expect(world.tableSteps()).toBe(stepsBefore);
  });

  test("costs the minutes of a process nothing before its time and after its end", async () => {
    const world = await overnight([{}]);
    await world.tick();
    const afterIt = world.tableSteps();
    for (let minute = 0; minute < 60; minute += 1) {
      world.clock.advance(minuteMs);
      await world.tick();
    }
    expect(world.tableSteps()).toBe(afterIt);
    world.clock.advance(17 * hourMs);
    const nextMorning = world.tableSteps();
    for (let minute = 0; minute < 60; minute += 1) await world.tick();
    expect(world.tableSteps()).toBe(nextMorning);
  });

  test("waits while the account is paused, and goes on when it is not", async () => {
    const world = await overnight([{}]);
    await world.pause();
    await world.tick();
    expect([await world.calls(), world.queued]).toEqual([[], []]);
    await world.resume();
    world.clock.advance(minuteMs);
    await world.tick();
    expect(world.queued).toHaveLength(1);
  });

  test("looks back to where it came the last time, where the account was paused for longer than its days", async () => {
    const world = await overnight([], { config: { reconcile: { at: "03:00", days: 1 } } });
    await world.tick();
    await world.pause();
    const friday = { createdAt: "2026-11-21T20:00:00Z", status: "PENDING" };
    for (let day = 0; day < 4; day += 1) {
      world.clock.advance(24 * hourMs);
      await world.tick();
    }
    await world.hold([friday]);
    await world.resume();
    world.clock.advance(minuteMs);
    await world.tick();
    expect(world.queued.map(({ sessionId }) => sessionId)).toEqual([sessionIdOf(0)]);
    world.clock.advance(24 * hourMs);
    await world.tick();
    expect(world.latest()?.counts.seen).toBe(0);
  });

  test("looks at nothing from before it was first switched on: nobody knows whether that was subscribed to", async () => {
    const world = await overnight([{ createdAt: "2026-11-20T11:59:59Z" }, { createdAt: "2026-11-20T12:00:00Z" }]);
    await world.tick();
    expect(world.queued.map(({ sessionId }) => sessionId)).toEqual([sessionIdOf(1)]);
  });

  test("leaves what was created in the last ten minutes to the next day: its webhook may be under way", async () => {
    const world = await overnight([{ createdAt: "2026-11-21T05:50:01Z" }, { createdAt: "2026-11-21T05:50:00Z" }]);
    await world.tick();
    expect(world.queued.map(({ sessionId }) => sessionId)).toEqual([sessionIdOf(1)]);
    await world.drain();
    world.clock.advance(24 * hourMs);
    await world.tick();
    expect(world.queued.map(({ sessionId }) => sessionId)).toEqual([sessionIdOf(0)]);
  });
});

describe("the list of WTS", () => {
  const spread = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      createdAt: new Date(Date.parse(createdAt) + Math.floor(index / 3) * 1_000).toISOString(),
    }));

  test("is read to its end, each session once, by few calls", async () => {
    const world = await overnight(spread(230));
    await world.tick();
    expect(world.latest()?.counts).toEqual({ seen: 230, known: 0, missing: 230, added: 230 });
    expect(new Set(world.queued.map(({ sessionId }) => sessionId)).size).toBe(230);
    expect(await world.calls()).toHaveLength(3);
  });

  test("is read to its end where more sessions than a page holds were created in one millisecond", async () => {
    const world = await overnight(Array.from({ length: 205 }, () => ({ createdAt })));
    await world.tick();
    expect(world.latest()?.counts.seen).toBe(205);
    expect(new Set(world.queued.map(({ sessionId }) => sessionId)).size).toBe(205);
  });

  test("is asked sorted, for a span, with names as WTS reads them", async () => {
    const world = await overnight([{}]);
    await world.tick();
    expect((await world.calls())[0]?.query).toEqual({
      "CreatedAt.After": "2026-11-20T11:59:59.999Z",
      "CreatedAt.Before": "2026-11-21T05:50:00.000Z",
      OrderBy: "createdAt",
      OrderDirection: "ASCENDING",
      PageSize: "100",
      PageNumber: "1",
    });
  });

  test.each([
    ["the filter", { items: [{ id: sessionIdOf(7), createdAt: "2026-01-01T00:00:00Z" }], hasMorePages: true }],
    [
      "the order",
      {
        items: [
          { id: sessionIdOf(7), createdAt: "2026-11-20T16:00:00Z" },
          { id: sessionIdOf(8), createdAt: "2026-11-20T15:00:00Z" },
        ],
        hasMorePages: true,
      },
    ],
    ["the dates", { items: [{ id: sessionIdOf(7) }], hasMorePages: true }],
    ["the dates on the last page", { items: [{ id: sessionIdOf(7) }], hasMorePages: false }],
  ])("that WTS answers without %s adds nothing, and says so, within its calls", async (_what, body) => {
    const world = await overnight([{}]);
    await standIn.admin("POST", "faults", [{ path: "/chat/v2/session", body }]);
    for (let minute = 0; minute < 60; minute += 1) {
      await world.tick();
      world.clock.advance(minuteMs);
    }
    expect(world.queued).toEqual([]);
    expect((await world.calls()).length).toBeLessThanOrEqual(50);
    expect(world.taken.lines.join()).toContain("WTS_PAGE_INVALID");
    expect(world.eventsOf("Webhooks Reconciled")).toMatchObject([{ end: "stopped", calls: 50, added: 0 }]);
    expectDescribed(world.published, "Webhooks Reconciled");
  });

  test("with some sessions without a date is compared as far as it says when they were created, and the rest is told", async () => {
    const world = await overnight([{}]);
    const items = [{ id: sessionIdOf(7) }, { id: sessionIdOf(8), createdAt, status: "PENDING", userId: null }];
    await standIn.admin("POST", "faults", [{ path: "/chat/v2/session", body: { items, hasMorePages: false } }]);
    await world.tick();
    expect(world.queued.map(({ sessionId }) => sessionId)).toEqual([sessionIdOf(8)]);
    expect(world.taken.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: "warn", message: "sessions not compared", account: "default", sessions: 1 }),
    );
  });

  test("costs fifty calls at most, those that fail among them; what is left is looked at first on the next day", async () => {
    const world = await overnight([{ createdAt: "2026-11-20T12:30:00Z" }]);
    await standIn.admin("POST", "faults", [{ path: "/chat/v2/session", status: 503 }]);
    for (let minute = 0; minute < 120; minute += 1) {
      await world.tick();
      world.clock.advance(minuteMs);
    }
    expect((await world.calls()).length).toBe(50);
    expect(world.eventsOf("Webhooks Reconciled")).toMatchObject([{ end: "stopped", calls: 50 }]);
    await standIn.admin("POST", "faults", []);
    world.clock.advance(3 * 24 * hourMs);
    await world.tick();
    expect(world.queued.map(({ sessionId }) => sessionId)).toEqual([sessionIdOf(0)]);
  });
});
