// Single decisions at their boundaries: what the properties of decide.test.ts meet only by chance.
import { describe, expect, test } from "@jest/globals";
import { type Correction, type Decision, decide } from "../../../lib/wts/rate-limit/decide.ts";
import { type Priority, rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
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
  tokens?: number;
  now?: number;
  corrections?: readonly Correction[];
}

const decideIn = ({
  ago = {},
  state,
  priority = "caller",
  tokens = 1,
  now = start,
  corrections,
}: Situation): Decision => {
  const counts = new Uint8Array(rules.slots);
  for (const [slots, count] of Object.entries(ago)) counts[newest - Number(slots)] = count;
  return decide({ ...unusedRate, slot: startSlot, counts, ...state }, now, { priority, tokens }, rules, corrections);
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

  test("leaves a fiftieth of the burst to others than background work", () => {
    expect(waitOf(decideIn({ ago: { 1: 155 }, priority: "background" }))).toBe(0);
    expect(waitOf(decideIn({ ago: { 1: 156 }, priority: "background" }))).toBe(6_000);
    expect(waitOf(decideIn({ ago: { 1: 156 }, priority: "queue" }))).toBe(0);
  });
});

describe("a correction", () => {
  const pacedUntil = start + 10_000;
  const correct = (corrections: readonly Correction[], ago: Readonly<Record<number, number>>) => {
    const decision = decideIn({ ago, state: { pacedUntil }, corrections, tokens: 0 });
    return { counts: countsOf(decision), paceMs: (decision.next?.pacedUntil ?? 0) - pacedUntil };
  };

  test.each<[string, Correction, Readonly<Record<number, number>>, { counts: Record<number, number>; paceMs: number }]>(
    [
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
    ],
  )("%s", (_title, correction, ago, expected) => {
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

describe("the pace", () => {
  test("begins now where it lies in the past", () => {
    expect(decideIn({ state: { pacedUntil: start - 5_000 } }).next?.pacedUntil).toBe(start + 100);
  });

  test("lets webhooks run ahead by their share, and tells the rest of the wait rounded up", () => {
    const pacedUntil = start + 119 * 100;
    expect(waitOf(decideIn({ priority: "queue", state: { pacedUntil } }))).toBe(0);
    expect(waitOf(decideIn({ priority: "queue", state: { pacedUntil: pacedUntil + 0.05 } }))).toBe(0);
    expect(waitOf(decideIn({ priority: "queue", state: { pacedUntil: pacedUntil + 2 } }))).toBe(2);
    expect(waitOf(decideIn({ priority: "queue", state: { pacedUntil: pacedUntil + 2.5 } }))).toBe(3);
  });

  test("is believed up to twice what callers may run ahead, and counts as now beyond", () => {
    expect(waitOf(decideIn({ state: { pacedUntil: start + 160_000 } }))).toBe(80_100);
    const unbelieved = decideIn({ state: { pacedUntil: start + 160_001 } });
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

describe("holding background work back", () => {
  const refused = (situation: Situation) => decideIn({ state: { pausedUntil: start + 10_000 }, ...situation });

  test("concerns background work alone, and is believed up to twice the longest there is", () => {
    const held = (backgroundHeldUntil: number, priority: Priority) =>
      waitOf(decideIn({ priority, state: { backgroundHeldUntil } }));
    expect(held(start + 120_000, "background")).toBe(120_000);
    expect(held(start + 120_001, "background")).toBe(0);
    expect(held(start + 120_000, "queue")).toBe(0);
  });

  test.each(["caller", "queue"] as const)("begins when a %s is refused, for its wait and a slot", (priority) => {
    expect(refused({ priority }).next?.backgroundHeldUntil).toBe(start + 11_000);
  });

  test("lasts no longer than a fifth of the window, and a slot", () => {
    expect(refused({ state: { pausedUntil: start + 100_000 } }).next?.backgroundHeldUntil).toBe(start + 61_000);
  });

  test("is written only if it ends more than half a slot later than before", () => {
    const again = (backgroundHeldUntil: number) =>
      refused({ state: { pausedUntil: start + 10_000, backgroundHeldUntil } }).next;
    expect(again(start + 10_499)).toBeDefined();
    expect(again(start + 10_500)).toBeUndefined();
  });

  test("does not begin when background work is refused", () => {
    expect(refused({ priority: "background" }).next).toBeUndefined();
  });
});
