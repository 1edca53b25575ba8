// A crowded queue: an account's backlog holds up no other account, and a source's backlog no other source of its account.
import { describe, expect, test } from "@jest/globals";
import type { Clock } from "../../../lib/runtime/clock.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { crowdedQueue, limits, shippedSlots, tokensASecond, waitOf } from "./crowded-queue.ts";

const commands = 400;

describe(`while ${commands} commands of one source wait, all at once`, () => {
  const world = crowdedQueue({ seed: 1, slots: shippedSlots });
  let measured: ReturnType<typeof world.measure>;
  const of = (account: string, source: string) =>
    measured.worked.filter((each) => each.account === account && each.source === source);

  test("each is worked on, after three receives but for a few, and at the rate that the account has", async () => {
    for (let index = 0; index < commands; index += 1) await world.send("busy", "crm");
    world.start();
    for (let probe = 0; probe < 25; probe += 1) {
      await world.send("other", "crm");
      await world.send("busy", "shop");
      await world.pass(4_000);
    }
    await world.drain(1_000_000);
    measured = world.measure();
    expect(measured.waiting).toBe(0);
    expect(measured.receives).toBeLessThanOrEqual(4);
    expect(measured.worked.filter(({ receives }) => receives > 3).length).toBeLessThanOrEqual(4);
    const done = measured.worked.filter(({ account }) => account === "busy");
    const seconds = Math.max(...done.map(({ doneAtMs }) => doneAtMs)) / 1_000;
    expect(done.length / seconds / tokensASecond).toBeGreaterThanOrEqual(0.95);
    const { sustained, burst } = measured.mostIn("busy");
    expect(sustained).toBeLessThanOrEqual(800);
    expect(burst).toBeLessThanOrEqual(160);
    expect(measured.bookingWrites / measured.worked.length).toBeLessThan(0.5);
  });

  test("another account's command is done within 5 s", () => {
    expect(of("other", "crm")).toHaveLength(25);
    expect(waitOf(of("other", "crm"), 1)).toBeLessThan(5_000);
  });

  test("another source's command of the same account is done within 20 s", () => {
    expect(of("busy", "shop")).toHaveLength(25);
    expect(waitOf(of("busy", "shop"), 1)).toBeLessThan(20_000);
  });
});

test("six callers that never stop leave the queue a fifth of the rate, have theirs, and few messages come a fourth time", async () => {
  const world = crowdedQueue({ seed: 1, slots: shippedSlots });
  for (let caller = 0; caller < 6; caller += 1) world.loopAsCaller("busy");
  await world.pass(limits.sustained.windowMs);
  for (let index = 0; index < 200; index += 1) await world.send("busy", "crm");
  world.start();
  await world.drain(1_000_000);
  const { worked, called, waiting } = world.measure();
  expect(waiting).toBe(0);
  const from = Math.min(...worked.map(({ sentAtMs }) => sentAtMs));
  const until = Math.max(...worked.map(({ doneAtMs }) => doneAtMs));
  const allowed = (tokensASecond * (until - from)) / 1_000;
  expect(worked.length / allowed).toBeGreaterThanOrEqual(0.2);
  expect(called.filter((at) => at >= from && at < until).length / allowed).toBeGreaterThanOrEqual(0.55);
  expect(worked.filter(({ receives }) => receives > 3).length / worked.length).toBeLessThan(0.2);
  expect(Math.max(...worked.map(({ receives }) => receives))).toBeLessThanOrEqual(5);
});
/** Sends these, and beside them another account's and another source's commands, and answers what was measured. */
const crowdedBy = async (world: ReturnType<typeof crowdedQueue>, send: (index: number) => Promise<void>) => {
  for (let index = 0; index < 700; index += 1) await send(index);
  world.start();
  for (let probe = 0; probe < 25; probe += 1) {
    await world.send("other", "crm");
    await world.send("busy", "shop");
    await world.pass(2_000);
  }
  await world.pass(30_000);
  const { worked } = world.measure();
  return {
    other: worked.filter(({ account }) => account === "other"),
    shop: worked.filter(({ account, source }) => account === "busy" && source === "shop"),
  };
};

describe("nobody waits for long", () => {
  test.each([
    ["whose sender calls itself otherwise each time", "event", 700],
    ["of four sources", "webhook", 4],
  ] as const)("while commands wait %s", async (_case, door, names) => {
    const world = crowdedQueue({ seed: 2, slots: 10 });
    const { other, shop } = await crowdedBy(world, (index) => world.send("busy", `name-${index % names}`, { door }));
    expect([other.length, shop.length]).toEqual([25, 25]);
    expect(waitOf(other, 1)).toBeLessThan(5_000);
    expect(waitOf(shop, 1)).toBeLessThan(25_000);
  });

  test("while WTS answers nothing for another account, but those who come while its first calls hang", async () => {
    const hangs = async (account: string, clock: Clock): Promise<void> => {
      if (account !== "busy") return;
      await clock.sleep(10_000);
      throw new WtsApiError("PUT", { failure: "unavailable", reason: "TIMEOUT" });
    };
    const world = crowdedQueue({ seed: 1, slots: 10, answer: hangs });
    const { other } = await crowdedBy(world, () => world.send("busy", "crm"));
    expect(other).toHaveLength(25);
    expect(waitOf(other, 1)).toBeLessThan(15_000);
    expect(waitOf(other, 0.8)).toBeLessThan(5_000);
  });
});

test.each([
  [700, 400],
  [100, 1_000],
])(
  "deliveries that take %d ms each to map, %d of them, hold up no other account, and have half of the time",
  async (mappingMs, count) => {
    const world = crowdedQueue({ seed: 2, slots: 3, mappingMs });
    for (let index = 0; index < count; index += 1) await world.sendDelivery("busy");
    world.start();
    for (let probe = 0; probe < 25; probe += 1) {
      await world.send("other", "crm");
      await world.pass(4_000);
    }
    await world.drain(1_000_000);
    const { worked, waiting, parked, receives } = world.measure();
    const of = (name: string) => worked.filter(({ account }) => account === name);
    expect([waiting, parked, of("busy").length, of("other").length]).toEqual([0, 0, count, 25]);
    expect(waitOf(of("other"), 1)).toBeLessThan(5_000);
    // Alone they would have all of three workers.
    expect(Math.max(...of("busy").map(({ doneAtMs }) => doneAtMs))).toBeLessThan((3 * mappingMs * count) / 3);
    expect(receives).toBeLessThan(100);
  },
);
