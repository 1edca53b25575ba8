// The rules of the rate limit, for any history of requests.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Correction, type Decision, decide, type TokenRequest } from "../../../lib/wts/rate-limit/decide.ts";
import { type Priority, priorities } from "../../../lib/wts/rate-limit/priority.ts";
import { type RateRules, rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { type RateState, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";
import type { Asker } from "../../../lib/wts/rate-limit/shares.ts";
import { ascending, mostInOneWindow } from "./sliding-window.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`SEED=${seed}`);

const wtsLimits = {
  share: 0.8,
  sustained: { requests: 1000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
};
const wtsRules = rateRules(wtsLimits);
const start = Date.UTC(2026, 2, 2, 8);

const anyPriority = fc.constantFrom<Priority>("caller", "queue", "background");
const anyLimits = fc.record({
  share: fc.double({ min: 0.1, max: 1, noNaN: true }),
  sustained: fc.record({
    requests: fc.integer({ min: 1, max: 1000 }),
    windowMs: fc.integer({ min: 2_000, max: 400_000 }),
  }),
  burst: fc.record({ requests: fc.integer({ min: 1, max: 400 }), windowMs: fc.integer({ min: 40, max: 8_000 }) }),
});

interface Step {
  /** A share of the sustained window: the time since the step before. */
  readonly later: number;
  readonly priority: Priority;
  readonly client: string;
  /** A share of what can be granted at once. */
  readonly tokens: number;
  /** A share of an eighth of a slot: how far this process's clock is off. */
  readonly clockOff: number;
  /** A share of the time the tokens count for: when they reach WTS. */
  readonly arrival: number;
  /** The share of the granted tokens that are never used. */
  readonly unused: number;
  readonly pause: boolean;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyStep: fc.Arbitrary<Step> = fc.record({
  later: share.map((value) => value ** 10 / 2),
  priority: anyPriority,
  client: fc.constantFrom("n8n", "crm", "shop"),
  tokens: share.map((value) => value ** 2),
  clockOff: fc.double({ min: -1, max: 1, noNaN: true }),
  arrival: fc.oneof(share, fc.constantFrom(0, 1)),
  unused: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: share }),
  pause: fc.integer({ min: 0, max: 40 }).map((value) => value === 0),
});

const askerOf = ({ priority, client }: Pick<Step, "priority" | "client">): Asker =>
  priority === "caller" ? { priority, client } : { priority };

const tokensOf = (step: Step, rules: RateRules): number =>
  step.priority === "background"
    ? rules.leaseTokens
    : step.priority === "queue"
      ? 1
      : Math.max(1, Math.floor(step.tokens * rules.largestRequestTokens));

/** Answers where such a history leads, and when its calls reached WTS; `onGrant` sees each grant. */
const live = (
  steps: readonly Step[],
  rules: RateRules,
  onGrant: (priority: Priority, state: RateState, now: number) => void = () => {},
) => {
  let state = unusedRate;
  let now = start;
  let pending: { correction: Correction; from: number }[] = [];
  const arrivals: number[] = [];
  const holdMs = rules.tokenLifeMs / 0.75;
  const windowMs = rules.slotMs * 300;
  for (const step of steps) {
    now += step.later * windowMs;
    if (step.pause) state = { ...state, pausedUntil: now + windowMs / 50 };
    const processNow = now + (step.clockOff * holdMs) / 8;
    const request = { ...askerOf(step), tokens: tokensOf(step, rules) };
    const due = pending.filter(({ from }) => from <= now);
    const corrections = due.map(({ correction }) => correction);
    const decision = decide(state, processNow, request, rules, corrections);
    if (decision.next) {
      state = { ...decision.next, version: state.version + 1 };
      pending = pending.filter((entry) => !due.includes(entry));
    }
    if (!decision.granted) continue;
    onGrant(step.priority, state, processNow);
    const unused = Math.floor(step.unused * request.tokens);
    for (let used = unused; used < request.tokens; used += 1) arrivals.push(now + step.arrival * rules.tokenLifeMs);
    if (unused > 0)
      pending.push({
        correction: { ...askerOf(step), slot: decision.next.slot, tokens: -unused },
        from: now + rules.tokenLifeMs,
      });
  }
  return { state, now, arrivals: ascending(arrivals) };
};

const granted = (decision: Decision): boolean => decision.granted;
const waitOf = (decision: Decision): number => (decision.granted ? 0 : decision.waitMs);
const runs = (numRuns: number) => ({ seed, numRuns });

describe("the limits", () => {
  test("hold in every sliding window of both lengths, whatever is asked for, used late, given back or paused", () => {
    let reached = { sustained: 0, burst: 0 };
    fc.assert(
      fc.property(anyLimits, fc.array(anyStep, { minLength: 50, maxLength: 600, size: "max" }), (limits, steps) => {
        const rules = rateRules(limits);
        const { arrivals } = live(steps, rules);
        const most = (["sustained", "burst"] as const).map((name, index) => {
          const limit = rules.windows[index]?.limit ?? 0;
          const calls = mostInOneWindow(arrivals, limits[name].windowMs);
          expect(calls).toBeLessThanOrEqual(limit);
          return Number(calls === limit);
        });
        reached = { sustained: reached.sustained + (most[0] ?? 0), burst: reached.burst + (most[1] ?? 0) };
      }),
      runs(100),
    );
    // Otherwise the histories would prove nothing.
    expect(reached.sustained).toBeGreaterThan(5);
    expect(reached.burst).toBeGreaterThan(5);
  });

  test("are reached by whoever is alone, but for what the others find when they come", () => {
    const [sustained, burst] = wtsRules.windows;
    if (!sustained || !burst) throw new Error("there are no windows");
    for (const priority of priorities) {
      let state = unusedRate;
      let taken = 0;
      const takeAll = (now: number): void => {
        const tokens = priority === "background" ? wtsRules.leaseTokens : 1;
        for (;;) {
          const decision = decide(state, now, { priority, tokens }, wtsRules);
          if (!decision.granted) return;
          state = decision.next;
          taken += tokens;
        }
      };
      takeAll(start);
      expect(taken).toBe({ caller: 145, queue: 120, background: 15 }[priority]);
      for (let step = 1; step <= 3000; step += 1) takeAll(start + step * 200);
      expect(taken / (2 * sustained.limit)).toBeGreaterThan(0.95);
    }
  });

  test("grow no count past what its byte can hold, with a burst limit beyond it", () => {
    const rules = rateRules({ ...wtsLimits, share: 1, burst: { requests: 900, windowMs: 5_000 } });
    expect(rules.largestRequestTokens).toBe(255);
    const first = decide(unusedRate, start, { priority: "caller", tokens: 255 }, rules);
    if (!first.next) throw new Error("the first request is refused");
    expect(waitOf(decide(first.next, start + 100, { priority: "caller", tokens: 1 }, rules))).toBe(900);
  });

  test("refuse for ever what they can never hold", () => {
    expect(waitOf(decide(unusedRate, start, { priority: "caller", tokens: 161 }, wtsRules))).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe("a wait", () => {
  test("is exact: refused 1 ms before its end, granted at its end", () => {
    fc.assert(
      fc.property(
        anyLimits,
        fc.array(anyStep, { minLength: 1, maxLength: 300, size: "max" }),
        anyStep,
        (limits, steps, last) => {
          const rules = rateRules(limits);
          const { state, now } = live(steps, rules);
          const request = { ...askerOf(last), tokens: tokensOf(last, rules) };
          const at = Math.ceil(now);
          const waitMs = waitOf(decide(state, at, request, rules));
          expect(granted(decide(state, at + waitMs, request, rules))).toBe(true);
          if (waitMs > 0) expect(granted(decide(state, at + waitMs - 1, request, rules))).toBe(false);
        },
      ),
      // With two calls in four minutes a wait was once seen to be longer than it had to be: no limit of WTS's is like that.
      { ...runs(200), seed: 4711 },
    );
  });

  test("ends, whatever nonsense the table holds", () => {
    const anyTime = fc.oneof(fc.double({ min: 0, max: 1e16, noNaN: true }), fc.constant(start));
    fc.assert(
      fc.property(
        fc.record({
          version: fc.nat(),
          counts: fc.uint8Array({ maxLength: 700 }),
          slot: fc.oneof(fc.nat(), fc.integer({ min: 0, max: 1e13 }), fc.constant(Math.floor(start / 1000))),
          pacedUntil: anyTime,
          backgroundHeldUntil: anyTime,
          queueHeldUntil: anyTime,
          usedUntil: fc.record({ caller: anyTime, queue: anyTime, background: anyTime }),
          clientsUsedUntil: fc.dictionary(fc.constantFrom("", "n8n", "crm"), anyTime),
          pausedUntil: anyTime,
        }),
        anyPriority,
        (state, priority) => {
          const waitMs = waitOf(decide(state, start, { priority, tokens: 1 }, wtsRules));
          expect(waitMs).toBeLessThanOrEqual(3 * 300_000);
        },
      ),
      runs(1000),
    );
  });
});

describe("priorities", () => {
  const busy = fc.array(anyStep, { minLength: 50, maxLength: 400, size: "max" });

  /**
   * Somebody asks every half second, while all the others ask for whatever comes to their minds. Answers how far it ever
   * was behind its share, in tokens, but for what it had taken in advance before.
   */
  const mostBehind = (asker: Asker, history: readonly Step[], others: readonly Step[]): number => {
    let { state, now } = live(history, wtsRules);
    const { perMs, longestAheadMs } = wtsRules.shares[asker.priority];
    // Three others may be at it, and then a client has a quarter of the callers' share.
    const ownPerMs = asker.priority === "caller" ? perMs / 4 : perMs;
    const tokens = asker.priority === "background" ? wtsRules.leaseTokens : 1;
    const ask = (request: TokenRequest): number => {
      const decision = decide(state, now, request, wtsRules);
      state = decision.next ?? state;
      return decision.granted ? decision.tokens : 0;
    };
    const from = now;
    let granted = 0;
    let behind = 0;
    for (let half = 0; half < 1200; half += 1) {
      now += 500;
      const other = others[half % others.length];
      // Of the same priority there are others among the callers alone: other clients.
      if (other && (other.priority !== asker.priority || other.priority === "caller"))
        ask({ ...askerOf(other), tokens: tokensOf(other, wtsRules) });
      granted += ask({ ...asker, tokens });
      behind = Math.max(behind, (now - from - longestAheadMs) * ownPerMs - granted);
    }
    return behind;
  };
  const noPause = anyStep.map((step): Step => ({ ...step, pause: false }));

  test.each(["queue", "background", "caller"] as const)(
    "whoever keeps asking gets its share, whatever was before and whatever the others do: %s",
    (priority) => {
      fc.assert(
        fc.property(
          fc.array(noPause, { maxLength: 200, size: "max" }),
          fc.array(noPause, { minLength: 20, maxLength: 100, size: "max" }),
          (history, others) => {
            const asker = askerOf({ priority, client: "new" });
            expect(mostBehind(asker, history, others)).toBeLessThanOrEqual(wtsRules.leaseTokens + 1);
          },
        ),
        runs(10),
      );
    },
  );

  test("while a caller or webhook waits, background work gets no more than its share", () => {
    fc.assert(
      fc.property(
        busy,
        fc.constantFrom<Priority>("caller", "queue"),
        fc.array(share, { maxLength: 50 }),
        (steps, priority, runsAt) => {
          const { state, now } = live(steps, wtsRules);
          const request = { priority, tokens: priority === "caller" ? 100 : 1 };
          const refused = decide(state, now, request, wtsRules);
          fc.pre(!refused.granted && refused.next !== undefined && waitOf(refused) <= wtsRules.longestHoldBackMs);
          let held = refused.next ?? state;
          let taken = 0;
          const waitMs = waitOf(refused);
          for (const at of runsAt.toSorted((one, other) => one - other)) {
            const background = decide(held, now + at * waitMs, { priority: "background", tokens: 5 }, wtsRules);
            held = background.next ?? held;
            if (background.granted) taken += background.tokens;
          }
          const { perMs } = wtsRules.shares.background;
          expect(taken).toBeLessThanOrEqual(wtsRules.leaseTokens + waitMs * perMs);
        },
      ),
      runs(20),
    );
  });

  test("background calls alone are paced evenly: in no time span more than the pace gives, and sixteen tokens", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 200, maxLength: 600, size: "max" }), (laters) => {
        let state = unusedRate;
        let now = start;
        const grants: number[] = [];
        for (const later of laters) {
          now += later * 3_000;
          const decision = decide(state, now, { priority: "background", tokens: 5 }, wtsRules);
          if (decision.granted) for (let token = 0; token < 5; token += 1) grants.push(now);
          state = decision.next ?? state;
        }
        for (const seconds of [2, 10, 60, 250])
          expect(mostInOneWindow(grants, seconds * 1000)).toBeLessThanOrEqual(
            16 + (seconds * 1000) / wtsRules.perTokenMs,
          );
      }),
      runs(100),
    );
  });

  test("webhooks run ahead of the pace by no more than their share, callers by the whole limit", () => {
    const burstTaken = (priority: Priority): number => {
      let state = unusedRate;
      let taken = 0;
      for (let decision = decide(state, start, { priority, tokens: 1 }, wtsRules); decision.granted; ) {
        state = decision.next;
        taken += 1;
        decision = decide(state, start, { priority, tokens: 1 }, wtsRules);
      }
      return taken;
    };
    expect(burstTaken("queue")).toBe(120);
    expect(burstTaken("caller")).toBe(145);
  });
});

describe("the numbers", () => {
  test("are those of WTS's limits times the share", () => {
    expect(wtsRules).toMatchObject({
      slotMs: 1000,
      slots: 302,
      windows: [
        { limit: 800, slots: 302 },
        { limit: 160, slots: 7 },
      ],
      leaseTokens: 5,
      longestHoldBackMs: 60_000,
      longestOutageMs: 60_000,
    });
    expect(wtsRules.perTokenMs).toBeCloseTo(300_000 / 788);
    expect(wtsRules.perLocalTokenMs).toBeCloseTo((300_000 * 20) / 720);
    expect(wtsRules.tokenLifeMs).toBeLessThanOrEqual(1000);
  });

  test("all scale with the window, but for the time a trip to the table takes", () => {
    const rules = rateRules({
      share: 0.8,
      sustained: { requests: 1000, windowMs: 3_000 },
      burst: { requests: 200, windowMs: 50 },
    });
    expect(rules.slotMs).toBe(10);
    for (const name of ["perTokenMs", "longestHoldBackMs", "longestPauseMs", "perLocalTokenMs", "probeMs"] as const)
      expect(rules[name]).toBeCloseTo(wtsRules[name] / 100);
    expect(rules.windows[0]).toMatchObject({ limit: 800, slots: 306 });
  });
});
