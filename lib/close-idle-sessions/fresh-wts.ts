// WTS for one session of a sweep: whatever is written is written on facts that are at most five seconds old.
import type { Clock } from "../clock.ts";
import type { ConnectWts, LimiterOf, Wts } from "../wts/connect.ts";
import { RateLimited } from "../wts/rate-limit/rate-limited.ts";
import type { Priority } from "../wts/rate-limit/rate-rules.ts";

export const freshMs = 5_000;

export interface FreshWts {
  wts: Wts;
  /** When the latest attempt of a call had its token: what it answers is no older. */
  calledAtMs(): number;
  /** Writes, and the reads that prepare them, that get no token by then are refused, and none is spent on them. */
  actBy(untilMs: number): void;
}

export interface FreshWtsOptions {
  connect: ConnectWts;
  limiterOf: LimiterOf;
  clock: Clock;
  account: string;
  /** Epoch milliseconds. */
  endBy: number;
  priority?: Priority;
  /** A token taken beforehand, where tokens come further apart than facts stay fresh. */
  spare?: { taken: boolean };
}

/** Sweeps wait for as long as their invocation lasts. */
const tokenWaitMs = 900_000;

export const freshWts = (options: FreshWtsOptions): FreshWts => {
  const { connect, limiterOf, clock, account, endBy, priority = "sweep", spare } = options;
  const limiter = limiterOf(account);
  let calledAtMs = clock.now();
  let actBy = Number.POSITIVE_INFINITY;
  let isActing = false;
  const take = async ({ startBy }: { startBy: number }): Promise<void> => {
    const by = isActing ? Math.min(startBy, actBy) : startBy;
    if (spare?.taken && clock.now() <= by) spare.taken = false;
    else await limiter.take(priority, { startBy: by });
    // Granted late, as a timer may be.
    if (isActing && clock.now() > actBy) throw new RateLimited(0, "limit");
    calledAtMs = clock.now();
  };
  const { client, directory } = connect(account, {
    ...{ priority, tokenWaitMs, timeBox: { startBy: endBy, endBy } },
    reservation: { take, release: async () => {} },
  });
  const acting =
    <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      isActing = true;
      try {
        return await call(...args);
      } finally {
        isActing = false;
      }
    };
  return {
    wts: {
      directory,
      client: {
        ...client,
        getSession: acting(client.getSession),
        updateSession: acting(client.updateSession),
        completeSession: acting(client.completeSession),
        createNote: acting(client.createNote),
        sendMessage: acting(client.sendMessage),
        sendMessageSync: acting(client.sendMessageSync),
      },
    },
    calledAtMs: () => calledAtMs,
    actBy: (untilMs) => {
      actBy = untilMs;
    },
  };
};
