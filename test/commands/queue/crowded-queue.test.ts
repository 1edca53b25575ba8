// A crowded queue: an account's backlog holds up no other account, and a source's backlog no other source of its account.
import { describe, expect, test } from "@jest/globals";
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
