// Keeps one account's share of the WTS rate limit, together with all other processes: every HTTP attempt waits here for its token.
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { Meter } from "../../runtime/meter.ts";
import type { RateLimits } from "../wts-config.ts";
import { alarm } from "./alarm.ts";
import { isSameAsker, perAsker } from "./per-asker.ts";
import { type PresentRate, presentRate } from "./present-rate.ts";
import type { Priority } from "./priority.ts";
import { RateLimited, type RateLimitedReason } from "./rate-limited.ts";
import { rateRules } from "./rate-rules.ts";
import type { RateTable } from "./rate-state.ts";
import { type Reservation, reservation } from "./reservation.ts";
import { type Lease, spendOne, type TokenAnswer, tokenSource } from "./token-source.ts";
import { type Waiter, waitingLine } from "./waiting-line.ts";

export interface RateLimiter {
  /** Takes one token, for one HTTP attempt that is made at once. Throws RateLimited as soon as `startBy` is known to be too early. */
  take(priority: Priority, options: TakeOptions): Promise<void>;
  /**
   * Takes all of a batch's tokens or none. Of more than the limits allow at any one time, only that much is reserved.
   * Throws RateLimited.
   */
  reserve(tokens: number, options: ReserveOptions): Promise<Reservation>;
  /** Is called after a 429: nobody, in any process, is granted anything meanwhile. */
  pause(durationMs: number): Promise<void>;
  /** Answers what it has of the rate at present, and when so many tokens could be had at once; nothing is taken for that. */
  rateNow(priority: Priority, atOnce?: number): Promise<PresentRate>;
}

interface ReserveOptions {
  startBy: number;
  /** Callers of one account share what callers have: each client has an equal part that no other can use up. */
  client?: string | undefined;
}

interface TakeOptions extends ReserveOptions {
  /** So many attempts will be made in a row, this one among them: their tokens may be taken together. */
  expectedCalls?: number;
}

export interface RateLimiterOptions {
  readonly table: RateTable;
  readonly account: string;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter;
}

/** Is made once an account, and kept for as long as the process lives. `startBy` is in epoch milliseconds. */
export const rateLimiter = ({ table, account, limits, clock, log, meter }: RateLimiterOptions): RateLimiter => {
  const rules = rateRules(limits);
  const source = tokenSource({ table, account, rules, clock, log, ...(meter && { meter }) });
  const line = waitingLine();
  const sleeper = alarm(clock);
  const lanes = perAsker();
  let serving = false;

  const refuse = (waiter: Waiter, until: number, reason: RateLimitedReason): void => {
    line.leave(waiter);
    waiter.refuse(new RateLimited(until - clock.now(), reason));
  };

  const besides = (waiter: Waiter): readonly Waiter[] => line.all().filter((other) => isSameAsker(other, waiter));

  /** How many tokens those of the same asker will spend who wait beside this one. */
  const wantedBy = (first: Waiter): number =>
    besides(first)
      .filter(({ keepsLease }) => !keepsLease)
      .reduce((wanted, { expectedCalls }) => wanted + expectedCalls, 0);

  const askFor = (first: Waiter): Promise<TokenAnswer> => {
    const { tokens, keepsLease, ...asker } = first;
    const { leaseTokens } = rules;
    if (asker.priority === "background") return source.ask({ ...asker, tokens: leaseTokens, atLeast: leaseTokens });
    const most = keepsLease ? tokens : Math.max(tokens, Math.min(leaseTokens, wantedBy(first)));
    return source.ask({ ...asker, tokens: most, atLeast: tokens });
  };

  /** Processes that were told the same time do not all come back at it; the pace makes up for that much. */
  const longestSpreadMs = (priority: Priority): number =>
    priority === "background" ? Math.min(rules.slotMs / 5, rules.perTokenMs / 2) : Math.min(20, rules.slotMs / 50);

  const serveFirst = async (first: Waiter): Promise<void> => {
    const now = clock.now();
    const lane = lanes.of(first);
    // Though it is late by then: a slow table has brought tokens for several who wait, and not for the first one alone.
    if (!first.keepsLease && spendOne(lane.lease, now)) {
      line.leave(first);
      return first.grant(lane.lease);
    }
    if (now > first.startBy) return refuse(first, now, "limit");
    for (const { lease } of lanes.all()) if (now >= lease.usableUntil) source.giveBack(lease);
    const answer = await askFor(first);
    if (!answer.granted) {
      if (answer.reason === "table") return refuse(first, answer.until, "table");
      lane.refusedUntil = answer.until;
      for (const waiter of besides(first)) if (waiter.startBy < answer.until) refuse(waiter, answer.until, "limit");
      return;
    }
    line.leave(first);
    if (!first.keepsLease) {
      // It is used however old it is by now: a table that takes longer than a token lives is one that has failed.
      lane.lease = answer.lease;
      lane.lease.tokens -= 1;
    }
    first.grant(answer.lease);
  };

  /** Sleeps until somebody may ask again; nobody may yet. */
  const waitOut = async (): Promise<void> => {
    const chance = clock.random();
    const wakeAt = line
      .all()
      .map((waiter) =>
        Math.min(lanes.of(waiter).refusedUntil + chance * longestSpreadMs(waiter.priority), waiter.startBy),
      );
    await sleeper.sleepUntil(Math.min(...wakeAt));
  };

  const mayAsk = (waiter: Waiter): boolean => lanes.of(waiter).refusedUntil <= clock.now();

  const serve = async (): Promise<void> => {
    serving = true;
    while (line.first()) {
      const next = line.all().find(mayAsk);
      if (next) await serveFirst(next);
      else await waitOut();
    }
    serving = false;
  };

  const join = (waiter: Waiter): void => {
    const lane = lanes.of(waiter);
    // What others were told who are gone by now may be true no longer.
    if (besides(waiter).length === 0) lane.refusedUntil = 0;
    line.join(waiter);
    if (!serving) void serve();
    else if (sleeper.asleepUntil() === undefined) return;
    else if (mayAsk(waiter)) sleeper.ring();
    else if (waiter.startBy < lane.refusedUntil) refuse(waiter, lane.refusedUntil, "limit");
  };

  const wait = (request: Omit<Waiter, "grant" | "refuse">): Promise<Lease> =>
    new Promise((grant, reject) => join({ ...request, grant, refuse: reject }));

  const waitForBatch = (tokens: number, { startBy, client }: ReserveOptions): Promise<Lease> =>
    wait({ priority: "caller", client, tokens, expectedCalls: tokens, keepsLease: true, startBy });

  const takeOne = async (priority: Priority, { startBy, client, expectedCalls = 1 }: TakeOptions): Promise<void> => {
    await wait({ priority, client, tokens: 1, expectedCalls, keepsLease: false, startBy });
  };

  return {
    take: takeOne,

    reserve: async (tokens, options) =>
      reservation(await waitForBatch(Math.min(tokens, rules.largestRequestTokens), options), {
        exchange: (lease, startBy) => {
          const { tokens: left } = lease;
          source.giveBack(lease);
          return waitForBatch(left, { ...options, startBy });
        },
        takeOne: ({ startBy }) => takeOne("caller", { ...options, startBy }),
        giveBackNow: async (lease) => {
          source.giveBack(lease);
          await source.flush();
        },
        clock,
      }),

    pause: async (durationMs) => {
      for (const { lease } of lanes.all()) source.giveBack(lease);
      await source.pause(durationMs);
    },

    rateNow: async (priority, atOnce) => presentRate(await source.look(), priority, clock.now(), rules, atOnce),
  };
};
