// Single decisions at their boundaries: what the properties of decide.test.ts meet only by chance.
import { describe, expect, test } from "@jest/globals";
import { type Correction, type Decision, decide } from "../../../lib/wts/rate-limit/decide.ts";
import type { Priority } from "../../../lib/wts/rate-limit/priority.ts";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { type RateState, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";

/** A pace without fractions, so that what is expected can be read. */
const rules = {
  ...rateRules({
    share: 0.8,
    sustained: { requests: 1000, windowMs: 300_000 },
    burst: { requests: 200, windowMs: 5_000 },
  }),
  perTokenMs: 100,
};
const start = Date.UTC(2026, 2, 2, 8);
const startSlot = start / 1000;
const newest = rules.slots - 1;

interface Situation {
  /** Tokens by how many slots ago they were granted. */
  ago?: Readonly<Record<number, number>>;
  state?: Partial<RateState>;
  priority?: Priority;
  client?: string;
  tokens?: number;
  now?: number;
  corrections?: readonly Correction[];
}

const decideIn = ({
  ago = {},
  state,
  priority = "caller",
  client,
  tokens = 1,
  now = start,
  corrections,
}: Situation): Decision => {
  const counts = new Uint8Array(rules.slots);
  for (const [slots, count] of Object.entries(ago)) counts[newest - Number(slots)] = count;
  return decide(
    { ...unusedRate, slot: startSlot, counts, ...state },
    now,
    { priority, client, tokens },
    rules,
    corrections,
  );
};

const countsOf = ({ next }: Decision): Record<number, number> =>
  Object.fromEntries(
    [...(next?.counts ?? [])].map((count, index) => [newest - index, count]).filter(([, count]) => count !== 0),
  );

const waitOf = (decision: Decision): number => (decision.granted ? 0 : decision.waitMs);

describe("what is counted", () => {
  test("grows older with the time, and a grant is counted in the slot of now", () => {
    const decision = decideIn({ ago: { 0: 7, 2: 3 }, now: start + 4_250, tokens: 5 });
    expect(countsOf(decision)).toEqual({ 0: 5, 4: 7, 6: 3 });
    expect(decision.next).toMatchObject({ slot: startSlot + 4, pacedUntil: start + 4_250 + 5 * 100 });
    expect(decision).toMatchObject({ usableUntil: start + 4_250 + 750 });
  });

  test("keeps the oldest slot of the ring while no time passes, and drops it with the next", () => {
    expect(countsOf(decideIn({ ago: { 301: 4 } }))).toEqual({ 0: 1, 301: 4 });
    expect(countsOf(decideIn({ ago: { 301: 4, 300: 2 }, now: start + 1_000 }))).toEqual({ 0: 1, 301: 2 });
  });

  test("is nothing any more when as many slots have passed as the ring has", () => {
    expect(countsOf(decideIn({ ago: { 0: 9 }, now: start + 301_000 }))).toEqual({ 0: 1, 301: 9 });
    expect(countsOf(decideIn({ ago: { 0: 9 }, now: start + 302_000 }))).toEqual({ 0: 1 });
  });

  test("of a clock that goes ahead stays ahead, but not by more than the ring", () => {
    const ahead = (slots: number) => decideIn({ ago: { 0: 9 }, state: { slot: startSlot + slots } }).next?.slot;
    expect(ahead(302)).toBe(startSlot + 302);
    expect(ahead(303)).toBe(startSlot);
  });

  test("may fill a window to its last token", () => {
    expect(waitOf(decideIn({ ago: { 1: 159 } }))).toBe(0);
    expect(waitOf(decideIn({ ago: { 1: 160 } }))).toBe(6_000);
    expect(waitOf(decideIn({ ago: { 6: 160 }, now: start + 999 }))).toBe(1);
    expect(waitOf(decideIn({ ago: { 6: 1, 5: 159 }, tokens: 2 }))).toBe(2_000);
  });

  test("fills no slot past what a byte holds", () => {
    const wide = { ...rules, windows: [{ limit: 800, slots: 302 }] };
    const counts = new Uint8Array(302).with(301, 254);
    const ask = (tokens: number) =>
      decide({ ...unusedRate, slot: startSlot, counts }, start, { priority: "caller", tokens }, wide);
    expect([waitOf(ask(1)), waitOf(ask(2))]).toEqual([0, 1_000]);
  });
});

describe("a correction", () => {
  const pacedUntil = start + 10_000;
  const correct = (given: readonly Pick<Correction, "slot" | "tokens">[], ago: Readonly<Record<number, number>>) => {
    const corrections = given.map((correction): Correction => ({ priority: "caller", ...correction }));
    const decision = decideIn({ ago, state: { pacedUntil }, corrections, tokens: 0 });
    return { counts: countsOf(decision), paceMs: (decision.next?.pacedUntil ?? 0) - pacedUntil };
  };

  test.each<
    [
      string,
      Pick<Correction, "slot" | "tokens">,
      Readonly<Record<number, number>>,
      { counts: Record<number, number>; paceMs: number },
    ]
  >([
    ["takes tokens back", { slot: startSlot, tokens: -3 }, { 0: 5 }, { counts: { 0: 2 }, paceMs: -300 }],
    ["adds tokens to an older slot", { slot: startSlot - 2, tokens: 3 }, { 2: 5 }, { counts: { 2: 8 }, paceMs: 300 }],
    [
      "reaches the oldest slot",
      { slot: startSlot - 301, tokens: -1 },
      { 301: 2 },
      { counts: { 301: 1 }, paceMs: -100 },
    ],
    [
      "older than the ring changes nothing",
      { slot: startSlot - 302, tokens: -1 },
      { 0: 2 },
      { counts: { 0: 2 }, paceMs: 0 },
    ],
    [
      "from a clock that goes ahead is of the newest slot",
      { slot: startSlot + 3, tokens: -1 },
      { 0: 2 },
      { counts: { 0: 1 }, paceMs: -100 },
    ],
    ["takes no more than there is", { slot: startSlot, tokens: -5 }, { 0: 2 }, { counts: {}, paceMs: -200 }],
    [
      "adds no more than a byte holds",
      { slot: startSlot, tokens: 10 },
      { 0: 250 },
      { counts: { 0: 255 }, paceMs: 500 },
    ],
  ])("%s", (_title, correction, ago, expected) => {
    expect(correct([correction], ago)).toEqual(expected);
  });

  test("goes together with others", () => {
    const corrections = [
      { slot: startSlot - 400, tokens: -9 },
      { slot: startSlot, tokens: -1 },
      { slot: startSlot - 1, tokens: 2 },
    ];
    expect(correct(corrections, { 0: 3 })).toEqual({ counts: { 0: 2, 1: 2 }, paceMs: 100 });
  });
});

/** All have used their shares for so long. */
const usedFor = (ms: number) => {
  const until = start + ms;
  return { usedUntil: { caller: until, queue: until, background: until } };
};

describe("a share", () => {
  // 229 tokens in 302 s are the queue's, and four more it finds at once.
  const { perMs, creditMs } = rules.shares.queue;

  test("is saved up to its credit while nobody asks, and used by what is granted", () => {
    const decision = decideIn({ priority: "queue", tokens: 2 });
    expect(decision.next?.usedUntil).toEqual({ caller: 0, queue: start - creditMs + 2 / perMs, background: 0 });
  });

  test("lets a webhook through that runs ahead of the pace, once it has come", () => {
    const ask = (usedMs: number) =>
      waitOf(decideIn({ priority: "queue", state: { pacedUntil: start + 60_000, ...usedFor(usedMs) } }));
    expect(ask(-creditMs)).toBe(0);
    expect(ask(-1 / perMs)).toBe(0);
    expect(ask(0)).toBe(Math.ceil(1 / perMs));
    expect(ask(5_000)).toBe(Math.ceil(5_000 + 1 / perMs));
  });

  test("that is used in advance counts no longer than its limit, however far ahead it is written", () => {
    const asked = decideIn({ priority: "queue", state: usedFor(1e12) });
    expect(asked.next?.usedUntil.queue).toBe(start + rules.shares.queue.longestAheadMs);
  });

  test("of callers is each client's in equal parts, and one alone leaves as much to the next", () => {
    const { caller } = rules.shares;
    const first = decideIn({ client: "n8n" });
    const own = start - caller.creditMs + 2 / caller.perMs;
    expect(first.next?.clientsUsedUntil).toEqual({ n8n: own });
    expect(first.next?.usedUntil.caller).toBeCloseTo(start - caller.creditMs + 1 / caller.perMs);
    const clientsUsedUntil = { n8n: start, crm: start, gone: start - caller.creditMs };
    const third = decideIn({ client: "shop", state: { clientsUsedUntil } });
    const part = start - caller.creditMs + 3 / caller.perMs;
    expect(third.next?.clientsUsedUntil).toEqual({ n8n: start, crm: start, shop: expect.closeTo(part) });
  });

  test("is not used by what a client takes beyond its part of it", () => {
    const state = { clientsUsedUntil: { n8n: start + rules.shares.caller.longestAheadMs }, ...usedFor(0) };
    const asked = decideIn({ client: "n8n", state });
    expect(asked.next?.usedUntil.caller).toBe(start);
  });

  test("comes back with tokens that were not used", () => {
    const taken = decideIn({ client: "n8n", tokens: 5 });
    const corrections = [{ priority: "caller" as const, client: "n8n", slot: startSlot, tokens: -5 }];
    const { next } = decide(taken.next ?? unusedRate, start, { priority: "queue", tokens: 0 }, rules, corrections);
    expect(next).toMatchObject({ usedUntil: { caller: start - rules.shares.caller.creditMs }, clientsUsedUntil: {} });
  });

  test("of everybody is used by tokens that are nobody's, as an earlier version granted them", () => {
    const ago = { 10: 150, 20: 150, 30: 150, 40: 150 };
    const { next } = decideIn({ ago, tokens: 0 });
    for (const until of Object.values(next?.usedUntil ?? {})) expect(until).toBeGreaterThan(start + 40_000);
    expect(waitOf(decideIn({ ago, priority: "queue" }))).toBeLessThan(2_000);
    expect(decideIn({ ago: { 10: 150, 100: 150 }, tokens: 0 }).next?.usedUntil.caller).toBeLessThan(start + 130_000);
  });
});

describe("the pace", () => {
  test("begins now where it lies in the past", () => {
    expect(decideIn({ state: { pacedUntil: start - 5_000 } }).next?.pacedUntil).toBe(start + 100);
  });

  test("lets webhooks run ahead by their share, and tells the rest of the wait rounded up", () => {
    const pacedUntil = start + 119 * 100;
    const used = usedFor(60_000);
    expect(waitOf(decideIn({ priority: "queue", state: { ...used, pacedUntil } }))).toBe(0);
    expect(waitOf(decideIn({ priority: "queue", state: { ...used, pacedUntil: pacedUntil + 0.05 } }))).toBe(0);
    expect(waitOf(decideIn({ priority: "queue", state: { ...used, pacedUntil: pacedUntil + 2 } }))).toBe(2);
    expect(waitOf(decideIn({ priority: "queue", state: { ...used, pacedUntil: pacedUntil + 2.5 } }))).toBe(3);
  });

  test("is believed up to twice what callers may run ahead, and counts as now beyond", () => {
    const used = usedFor(200_000);
    expect(waitOf(decideIn({ state: { ...used, pacedUntil: start + 160_000 } }))).toBe(80_100);
    const unbelieved = decideIn({ state: { ...used, pacedUntil: start + 160_001 } });
    expect([waitOf(unbelieved), unbelieved.next?.pacedUntil]).toEqual([0, start + 100]);
  });
});

describe("a pause", () => {
  test("is waited out to its last millisecond", () => {
    expect(waitOf(decideIn({ state: { pausedUntil: start + 1 } }))).toBe(1);
    expect(waitOf(decideIn({ state: { pausedUntil: start } }))).toBe(0);
  });

  test("is believed up to twice the longest there is", () => {
    expect(waitOf(decideIn({ state: { pausedUntil: start + 1_200_000 } }))).toBe(1_200_000);
    expect(waitOf(decideIn({ state: { pausedUntil: start + 1_200_001 } }))).toBe(0);
  });

  test("does not keep corrections from being written", () => {
    expect(decideIn({ state: { pausedUntil: start + 9_000 }, tokens: 0 })).toMatchObject({ granted: true });
  });
});

describe("holding lower priorities to their shares", () => {
  const refused = (situation: Situation) =>
    decideIn({ ...situation, state: { pausedUntil: start + 10_000, ...situation.state } });
  const background = start + rules.shares.background.longestAheadMs;
  const used = { usedUntil: { caller: start + 200_000, queue: start + 130_000, background } };

  test("is believed up to twice the longest there is, and concerns nobody within its share", () => {
    const held = (heldUntil: number, priority: Priority, state: Partial<RateState> = used) =>
      waitOf(decideIn({ priority, state: { ...state, backgroundHeldUntil: heldUntil, queueHeldUntil: heldUntil } }));
    expect(held(start + 30_000, "background")).toBe(30_000);
    expect(held(start + 120_000, "queue")).toBe(120_000);
    expect(held(start + 120_001, "queue")).toBe(0);
    expect(held(start + 120_001, "background")).toBe(0);
    expect(held(start + 60_000, "caller")).toBe(0);
    expect([held(start + 60_000, "background", {}), held(start + 60_000, "queue", {})]).toEqual([0, 0]);
  });

  test("begins when a caller or a webhook is refused, for its wait and a slot", () => {
    const heldUntil = start + 11_000;
    expect(refused({ priority: "caller" }).next).toMatchObject({
      queueHeldUntil: heldUntil,
      backgroundHeldUntil: heldUntil,
    });
    expect(refused({ priority: "queue" }).next).toMatchObject({ queueHeldUntil: 0, backgroundHeldUntil: heldUntil });
  });

  test("lasts no longer than a fifth of the window, and a slot", () => {
    expect(refused({ state: { pausedUntil: start + 100_000 } }).next?.backgroundHeldUntil).toBe(start + 61_000);
  });

  test.each(["caller", "queue"] as const)(
    "is written for a %s only if it ends more than half a slot later than before",
    (priority) => {
      const again = (heldUntil: number) =>
        refused({ priority, state: { backgroundHeldUntil: heldUntil, queueHeldUntil: heldUntil } }).next;
      expect(again(start + 10_499)).toBeDefined();
      expect(again(start + 10_500)).toBeUndefined();
    },
  );

  test("makes nothing of it shorter that another asked for", () => {
    const state = { backgroundHeldUntil: start + 50_000, queueHeldUntil: start };
    expect(refused({ state }).next).toMatchObject({
      backgroundHeldUntil: start + 50_000,
      queueHeldUntil: start + 11_000,
    });
  });

  test("does not begin when background work is refused, or who is beyond its own share", () => {
    expect(refused({ priority: "background" }).next).toBeUndefined();
    const ahead = { ...used, usedUntil: { ...used.usedUntil, queue: start + rules.shares.queue.longestAheadMs } };
    expect(refused({ priority: "queue", state: ahead }).next).toBeUndefined();
    expect(refused({ priority: "queue", state: used }).next).toBeDefined();
  });
});
