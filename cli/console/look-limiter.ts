// Has a console that only looks ask WTS after everybody else, and for no more than its budget: whoever waits for it is told when there is room.
import type { Clock } from "../../lib/runtime/clock.ts";
import { RateLimited } from "../../lib/wts/rate-limit/rate-limited.ts";
import type { RateLimiter } from "../../lib/wts/rate-limit/rate-limiter.ts";
import type { LookBudget } from "./look-budget.ts";

interface LookLimiterOptions {
  /** The account's own, which all processes share. */
  readonly limiter: RateLimiter;
  readonly budget: LookBudget;
  readonly clock: Clock;
}

interface Waiter {
  readonly startBy: number;
  grant(): void;
  refuse(error: unknown): void;
}

/** Whoever is first keeps those behind it waiting for an answer no longer than this, however long it is willing to wait itself. */
const longestAskMs = 2_000;

/** What a look asks for is granted in the order in which it came, whatever priority it names. */
export const lookLimiter = ({ limiter, budget, clock }: LookLimiterOptions): RateLimiter => {
  let waiting: readonly Waiter[] = [];
  let isServing = false;
  /** The account has nothing for background work before. */
  let accountFreeAt = 0;

  const freeAt = (before: number): number => Math.max(budget.freeAt(Math.max(clock.now(), accountFreeAt), before));

  const leave = (waiter: Waiter): void => {
    waiting = waiting.filter((other) => other !== waiter);
  };

  const refuseLate = (): void => {
    for (const [before, waiter] of waiting.entries()) {
      const at = freeAt(before);
      if (at <= waiter.startBy) continue;
      leave(waiter);
      waiter.refuse(new RateLimited(at - clock.now(), "limit"));
    }
  };

  const askAccount = async (first: Waiter): Promise<void> => {
    const now = clock.now();
    try {
      await limiter.take("background", { startBy: Math.min(first.startBy, now + longestAskMs) });
    } catch (error) {
      if (error instanceof RateLimited && error.reason === "limit") {
        accountFreeAt = clock.now() + error.retryAfterSeconds * 1_000;
        return;
      }
      leave(first);
      return first.refuse(error);
    }
    budget.take(clock.now());
    leave(first);
    first.grant();
  };

  const serve = async (): Promise<void> => {
    isServing = true;
    for (;;) {
      refuseLate();
      const [first] = waiting;
      if (!first) break;
      const at = freeAt(0);
      // Timers may fire a little early: then it sleeps once more.
      if (at > clock.now()) await clock.sleep(at - clock.now());
      else await askAccount(first);
    }
    isServing = false;
  };

  return {
    ...limiter,
    take: (_priority, { startBy }) =>
      new Promise((grant, refuse) => {
        waiting = [...waiting, { startBy, grant, refuse }];
        if (isServing) refuseLate();
        else void serve();
      }),
  };
};
