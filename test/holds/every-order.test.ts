// Holds in every order of what may happen to them: each is set once, ends once, and is told once, whatever dies in between.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import type { Table } from "../../lib/aws/table.ts";
import { account, sessionId, startHoldBench } from "./support/hold-bench.ts";

/** A Monday, 09:00 in São Paulo. */
const now = "2026-12-07T12:00:00.000Z";
const until = "2026-12-08 09:00";
const due = "2026-12-08T12:00:00.000Z";
const minuteMs = 60_000;
let bench: Awaited<ReturnType<typeof startHoldBench>>;
beforeAll(async () => {
  bench = await startHoldBench(now);
});
afterAll(() => bench.stop());

const session = { lastMessageIn: "2026-12-07T11:00:00.000Z" };

/** The process dies at the nth write to the table, before or after it is done. */
const dyingAt = (table: Table, nth: number, isDone: boolean): Table => {
  let writes = 0;
  return {
    ...table,
    update: async (...args) => {
      writes += 1;
      if (writes < nth) return table.update(...args);
      if (writes === nth && isDone) await table.update(...args);
      throw new Error("the process was killed");
    },
  };
};

type World = ReturnType<typeof bench.start>;

const dying = (world: World, nth: number, isDone: boolean): World =>
  bench.start({}, { ...world, table: { ...world.table, ...dyingAt(world.table, nth, isDone) } });

/** The queue repeats what was not done, once the lease of whoever died is over. */
const untilDone = async (world: World, work: (again: World) => Promise<unknown>): Promise<void> => {
  for (let times = 0; times < 4; times += 1) {
    world.clock.advance(2 * minuteMs);
    await bench.admin("PUT", "clock", { now: new Date(world.clock.now()).toISOString() });
    await work(bench.start({}, world)).catch(() => undefined);
  }
};

/** By id: what is recorded and was not told by whoever died, relay-outcomes tells. */
const told = async ({ aws, records }: World) => {
  const history = await records.history(sessionPlace({ account, sessionId }));
  const all = [...history.flatMap(({ outcome }) => outcome ?? []), ...aws.taken.published];
  const outcomes = new Map(all.map(({ type, detail }) => [detail.id, `${type} ${detail.reasons}`.trim()]));
  return { outcomes: [...outcomes.values()].toSorted(), notes: new Set(aws.taken.queued.map(({ id }) => id)).size };
};

describe.each([true, false])("whatever dies at any write (done when it dies: %s)", (isDone) => {
  test("a hold is set once", async () => {
    for (let nth = 1; nth <= 8; nth += 1) {
      await bench.reset(session);
      const world = bench.start();
      const work = ({ apply }: World) => apply({ until }, { deliveryId: "one" });
      await work(dying(world, nth, isDone)).catch(() => undefined);
      await untilDone(world, work);
      expect({ nth, ...(await told(world)) }).toEqual({ nth, outcomes: ["Session Held"], notes: 1 });
      expect([...(await world.kept.idsOf(account))]).toEqual([sessionId]);
    }
  });

  test("a release ends it once", async () => {
    for (let nth = 1; nth <= 10; nth += 1) {
      await bench.reset(session);
      const world = bench.start();
      await world.apply({ until }, { deliveryId: "one" });
      const work = ({ apply }: World) => apply({ until: null }, { deliveryId: "two" });
      await work(dying(world, nth, isDone)).catch(() => undefined);
      await untilDone(world, work);
      await bench.start({}, world).tick("2026-12-08T12:10:00.000Z");
      expect({ nth, ...(await told(world)) }).toEqual({
        nth,
        outcomes: ["Session Held", "Session Hold Ended RELEASED"],
        notes: 2,
      });
      expect(await world.kept.dueBy(account, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    }
  });

  test("a release that comes while its end is half told ends it no second time", async () => {
    for (let nth = 1; nth <= 10; nth += 1) {
      await bench.reset(session);
      const world = bench.start();
      await world.apply({ until }, { deliveryId: "one" });
      world.clock.advance(Date.parse(due) - world.clock.now());
      await bench.admin("PUT", "clock", { now: due });
      await dying(world, nth, isDone).tick();
      await untilDone(world, ({ apply }) => apply({ until: null }, { deliveryId: "two" }));
      await bench.start({}, world).tick("2026-12-08T12:20:00.000Z");
      await bench.start({}, world).tick("2026-12-08T12:25:00.000Z");
      const { outcomes } = await told(world);
      expect({ nth, ended: outcomes.filter((each) => each.startsWith("Session Hold Ended")).length }).toEqual({
        nth,
        ended: 1,
      });
      expect(await world.kept.dueBy(account, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    }
  });

  test("a new hold that comes while the end of the one before is half told: both are told", async () => {
    for (let nth = 1; nth <= 10; nth += 1) {
      await bench.reset(session);
      const world = bench.start();
      await world.apply({ until }, { deliveryId: "one" });
      world.clock.advance(Date.parse(due) - world.clock.now());
      await bench.admin("PUT", "clock", { now: due });
      await dying(world, nth, isDone).tick();
      await untilDone(world, ({ apply }) => apply({ until: "2026-12-10 09:00" }, { deliveryId: "two" }));
      await bench.start({}, world).tick("2026-12-08T12:20:00.000Z");
      expect(await world.kept.read(account, sessionId)).not.toHaveProperty("ended");
      await bench.start({}, world).tick("2026-12-10T12:00:00.000Z");
      const { outcomes } = await told(world);
      expect({ nth, held: outcomes.filter((each) => each === "Session Held").length }).toEqual({ nth, held: 2 });
      expect(outcomes.filter((each) => each === "Session Hold Ended DUE").length).toBeGreaterThanOrEqual(1);
      expect(await world.kept.dueBy(account, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    }
  });
});

test("a tag holds for as long as may be, also where its last day is no business day", async () => {
  // Ninety days later is a Sunday, and 64 business days are more than ninety days.
  for (const length of [{ days: 90 }, { businessDays: 64 }]) {
    await bench.reset({ ...session, contactTags: ["Em análise"] });
    const world = bench.start({ holds: { tags: { "em análise": length } } });
    await world.tick("2026-12-07T12:05:00.000Z");
    expect(world.aws.taken.lines.filter((line) => line.includes("left for the next look"))).toEqual([]);
    const hold = await world.kept.read(account, sessionId);
    expect(hold?.untilMs).toBeLessThanOrEqual(world.clock.now() + 90 * 86_400_000);
    expect(hold?.untilMs).toBeGreaterThan(world.clock.now() + 85 * 86_400_000);
  }
});
