// Keeps one account's share of the WTS rate limit, together with all other processes: every HTTP attempt waits here for its token.
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import type { RateLimits } from "../wts-config.ts";
import { alarm } from "./alarm.ts";
import { RateLimited, type RateLimitedReason } from "./rate-limited.ts";
import { type Priority, rateRules } from "./rate-rules.ts";
import type { RateTable } from "./rate-state.ts";
import { type Reservation, reservation } from "./reservation.ts";
import { type Lease, noLease, spendOne, type TokenAnswer, tokenSource } from "./token-source.ts";
import { goesBefore, type Waiter, waitingLine } from "./waiting-line.ts";

export interface RateLimiter {
  /** Takes one token, for one HTTP attempt that is made at once. Throws RateLimited as soon as `startBy` is known to be too early. */
  take(priority: Priority, options: TakeOptions): Promise<void>;
  /**
   * Takes all of a batch's tokens or none. Of more than the limits allow at any one time, only that much is reserved.
   * Throws RateLimited.
   */
  reserve(tokens: number, options: { startBy: number }): Promise<Reservation>;
  /** Is called after a 429: nobody, in any process, is granted anything meanwhile. */
  pause(durationMs: number): Promise<void>;
}

interface TakeOptions {
  startBy: number;
  /** So many attempts will be made in a row, this one among them: their tokens may be taken together. */
  expectedCalls?: number;
}

export interface RateLimiterOptions {
  readonly table: RateTable;
  readonly account: string;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly log: Log;
}

/** Is made once an account, and kept for as long as the process lives. `startBy` is in epoch milliseconds. */
export const rateLimiter = ({ table, account, limits, clock, log }: RateLimiterOptions): RateLimiter => {
  const rules = rateRules(limits);
  const source = tokenSource({ table, account, rules, clock, log });
  const line = waitingLine();
  const sleeper = alarm(clock);
  /** Its tokens are handed out one by one, to whoever is first. */
  let shared: Lease = noLease();
  let serving = false;

  const refuse = (waiter: Waiter, until: number, reason: RateLimitedReason): void => {
    line.leave(waiter);
    waiter.refuse(new RateLimited(until - clock.now(), reason));
  };

  /** How many tokens those of the same priority will spend who wait beside this one. */
  const wantedBy = (first: Waiter): number =>
    line
      .all()
      .filter(({ priority, keepsLease }) => priority === first.priority && !keepsLease)
      .reduce((wanted, { expectedCalls }) => wanted + expectedCalls, 0);

  const askFor = (first: Waiter): Promise<TokenAnswer> => {
    const { priority, tokens, keepsLease } = first;
    const { leaseTokens } = rules;
    if (priority === "background") return source.ask({ priority, tokens: leaseTokens, atLeast: leaseTokens });
    const most = keepsLease ? tokens : Math.max(tokens, Math.min(leaseTokens, wantedBy(first)));
    return source.ask({ priority, tokens: most, atLeast: tokens });
  };

  /** Processes that were told the same time do not all come back at it; the pace makes up for that much. */
  const spreadMs = (priority: Priority): number =>
    clock.random() *
    (priority === "background" ? Math.min(rules.slotMs / 5, rules.perTokenMs / 2) : Math.min(20, rules.slotMs / 50));

  const waitOut = async (first: Waiter, until: number): Promise<void> => {
    for (const waiter of line.all()) if (waiter.startBy < until) refuse(waiter, until, "limit");
    if (line.first() === first) await sleeper.sleepUntil(Math.min(until + spreadMs(first.priority), first.startBy));
  };

  const serveFirst = async (first: Waiter): Promise<void> => {
    const now = clock.now();
    if (now > first.startBy) return refuse(first, now, "limit");
    if (!first.keepsLease && spendOne(shared, now)) {
      line.leave(first);
      return first.grant(shared);
    }
    if (now >= shared.usableUntil) source.giveBack(shared);
    const answer = await askFor(first);
    if (!answer.granted) {
      if (answer.reason === "table") refuse(first, answer.until, "table");
      // Somebody of a higher priority may have come meanwhile.
      else if (line.first() === first) await waitOut(first, answer.until);
      return;
    }
    line.leave(first);
    if (!first.keepsLease) {
      // It is used however old it is by now: a table that takes longer than a token lives is one that has failed.
      shared = answer.lease;
      shared.tokens -= 1;
    }
    first.grant(answer.lease);
  };

  const serve = async (): Promise<void> => {
    serving = true;
    for (let first = line.first(); first; first = line.first()) await serveFirst(first);
    serving = false;
  };

  const join = (waiter: Waiter): void => {
    const ahead = line.first();
    line.join(waiter);
    if (!serving) {
      void serve();
      return;
    }
    const until = sleeper.asleepUntil();
    if (until === undefined || !ahead) return;
    if (goesBefore(waiter, ahead)) sleeper.ring();
    else if (waiter.startBy < until) refuse(waiter, until, "limit");
  };

  const wait = (request: Omit<Waiter, "grant" | "refuse">): Promise<Lease> =>
    new Promise((grant, reject) => join({ ...request, grant, refuse: reject }));

  const waitForBatch = (tokens: number, startBy: number): Promise<Lease> =>
    wait({ priority: "caller", tokens, expectedCalls: tokens, keepsLease: true, startBy });

  const takeOne = async (priority: Priority, { startBy, expectedCalls = 1 }: TakeOptions): Promise<void> => {
    await wait({ priority, tokens: 1, expectedCalls, keepsLease: false, startBy });
  };

  return {
    take: takeOne,

    reserve: async (tokens, { startBy }) =>
      reservation(await waitForBatch(Math.min(tokens, rules.largestRequestTokens), startBy), {
        exchange: (lease, exchangeBy) => {
          const { tokens: left } = lease;
          source.giveBack(lease);
          return waitForBatch(left, exchangeBy);
        },
        takeOne: (options) => takeOne("caller", options),
        giveBackNow: async (lease) => {
          source.giveBack(lease);
          await source.flush();
        },
        clock,
      }),

    pause: async (durationMs) => {
      source.giveBack(shared);
      await source.pause(durationMs);
    },
  };
};
