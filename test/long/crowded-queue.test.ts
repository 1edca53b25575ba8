// A crowded queue of 10,000 commands, and of one beside callers that never stop, in virtual time at WTS's own limits; the shares are printed.
import { expect, test } from "@jest/globals";
import { crowdedQueue, limits, shippedSlots, tokensASecond, waitOf } from "../commands/queue/crowded-queue.ts";

interface Crowd {
  readonly commands: number;
  readonly callers?: number;
  /** For so long callers have called when the commands come. */
  readonly callingMs?: number;
  readonly probeEveryMs: number;
}

/** Sends the commands and, from the first moment on, 50 probes of another account and of another source. */
const run = async ({ commands, callers = 0, callingMs = 0, probeEveryMs }: Crowd) => {
  const world = crowdedQueue({ seed: 1, slots: shippedSlots });
  for (let caller = 0; caller < callers; caller += 1) world.loopAsCaller("busy");
  await world.pass(callingMs);
  for (let index = 0; index < commands; index += 1) await world.send("busy", "crm");
  world.start();
  for (let probe = 0; probe < 50; probe += 1) {
    await world.send("other", "crm");
    await world.send("busy", "shop");
    await world.pass(probeEveryMs);
  }
  await world.drain(40_000_000);
  const { worked, called, waiting, mostIn } = world.measure();
  const ofBusy = worked.filter(({ account }) => account === "busy");
  const until = Math.max(...ofBusy.map(({ doneAtMs }) => doneAtMs));
  const allowed = (tokensASecond * (until - callingMs)) / 1_000;
  const figures = {
    waiting,
    otherAccountMs: waitOf(worked.filter(({ account }) => account === "other")),
    otherSourceMs: waitOf(ofBusy.filter(({ source }) => source === "shop")),
    queueShare: ofBusy.length / allowed,
    callersShare: called.filter((at) => at >= callingMs && at < until).length / allowed,
    thriceAtMost: ofBusy.filter(({ receives }) => receives <= 3).length / ofBusy.length,
    mostReceives: Math.max(...ofBusy.map(({ receives }) => receives)),
    ...mostIn("busy"),
  };
  console.info(JSON.stringify({ commands, callers, callingMs, ...figures }));
  expect(figures.waiting).toBe(0);
  expect(figures.sustained).toBeLessThanOrEqual(limits.sustained.requests * limits.share);
  expect(figures.burst).toBeLessThanOrEqual(limits.burst.requests * limits.share);
  expect(figures.otherAccountMs).toBeLessThan(5_000);
  return figures;
};

test.each([1_000, 10_000])(
  "while %d commands of one account wait, nobody else does, and the whole rate is used",
  async (commands) => {
    const figures = await run({ commands, probeEveryMs: 2_000 });
    expect(figures.otherSourceMs).toBeLessThan(20_000);
    expect(figures.queueShare).toBeGreaterThanOrEqual(0.95);
    expect(figures.thriceAtMost).toBeGreaterThanOrEqual(0.995);
  },
  300_000,
);

test.each([
  { commands: 1_000, callingMs: 1 },
  { commands: 1_000, callingMs: 300_000 },
  { commands: 1_000, callingMs: 900_000 },
  { commands: 10_000, callingMs: 900_000 },
])(
  "six callers that never stop leave the queue a fifth of the rate, and have theirs: %j",
  async (crowd) => {
    const figures = await run({ ...crowd, callers: 6, probeEveryMs: 4_000 });
    expect(figures.queueShare).toBeGreaterThanOrEqual(0.2);
    expect(figures.callersShare).toBeGreaterThanOrEqual(0.6);
    expect(figures.thriceAtMost).toBeGreaterThanOrEqual(0.75);
  },
  300_000,
);
