// WTS for one session of a sweep: whatever is written is written on facts that are at most five seconds old.

import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
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
  /** Takes the token of the next write now, however long that takes. Throws WTS_UNAVAILABLE. */
  prepay(): Promise<void>;
}

export interface FreshWtsOptions {
  connect: ConnectWts;
  limiterOf: LimiterOf;
  clock: Clock;
  account: string;
  /** Epoch milliseconds. */
  endBy: number;
  priority?: Priority;
  spare?: Spare;
}

/** Where tokens come further apart than facts stay fresh, the one for an action is taken before its facts are read. */
export interface Spare {
  isNeeded: boolean;
  taken: boolean;
}

/** `preparing`: a read that a write is decided on. */
type CallKind = "preparing" | "writing" | "other";

/** Runs wait for as long as their invocation lasts. */
const tokenWaitMs = 900_000;

/** As a call that got no token fails. */
const rateLimitFault = ({ retryAfterSeconds }: RateLimited): Fault =>
  new Fault(faults.wtsUnavailable, { retryAfterSeconds, logged: { wtsReason: "RATE_LIMIT" } });

export const freshWts = (options: FreshWtsOptions): FreshWts => {
  const { connect, limiterOf, clock, account, endBy, priority = "background", spare } = options;
  const limiter = limiterOf(account);
  let calledAtMs = clock.now();
  let actBy = Number.POSITIVE_INFINITY;
  let kind: CallKind = "other";
  let isPrepaid = false;
  const take = async ({ startBy }: { startBy: number }): Promise<void> => {
    const isBound = kind !== "other";
    const by = isBound ? Math.min(startBy, actBy) : startBy;
    if (kind === "writing" && isPrepaid) isPrepaid = false;
    else if (spare?.taken && clock.now() <= by) spare.taken = false;
    else await limiter.take(priority, { startBy: by });
    // Granted late, as a timer may be.
    if (isBound && clock.now() > actBy) throw new RateLimited(0, "limit");
    calledAtMs = clock.now();
  };
  const { client, directory } = connect(account, {
    ...{ priority, tokenWaitMs, timeBox: { startBy: endBy, endBy } },
    reservation: { take, release: async () => {} },
  });
  const as =
    <Args extends readonly unknown[], Answer>(what: CallKind, call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      kind = what;
      try {
        return await call(...args);
      } finally {
        kind = "other";
      }
    };
  return {
    wts: {
      directory,
      client: {
        ...client,
        getSession: as("preparing", client.getSession),
        updateSession: as("writing", client.updateSession),
        completeSession: as("writing", client.completeSession),
        createNote: as("writing", client.createNote),
        sendMessage: as("writing", client.sendMessage),
        sendMessageSync: as("writing", client.sendMessageSync),
      },
    },
    calledAtMs: () => calledAtMs,
    actBy: (untilMs) => {
      actBy = untilMs;
    },
    prepay: async () => {
      await limiter.take(priority, { startBy: endBy }).catch((error: unknown) => {
        throw error instanceof RateLimited ? rateLimitFault(error) : error;
      });
      isPrepaid = true;
    },
  };
};
