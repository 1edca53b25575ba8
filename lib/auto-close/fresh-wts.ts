// WTS for one session of a run: whatever is written is written on facts that are at most five seconds old.
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import { isRateLimit } from "../wts/choose-fault.ts";
import type { Wts } from "../wts/connect.ts";
import type { Priority } from "../wts/rate-limit/priority.ts";
import { RateLimited } from "../wts/rate-limit/rate-limited.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";

export const freshMs = 5_000;

export interface FreshWts {
  wts: Wts;
  /** When the latest attempt of a call had its token: what it answers is no older. */
  calledAtMs(): number;
  /** Writes, and the reads that prepare them, that get no token by then are refused, and none is spent on them. */
  actBy(untilMs: number): void;
  /** How many attempts to write may have reached WTS: one that got its token may have arrived, whatever became of its answer. */
  writes(): number;
  /** Takes the tokens of the next calls now: however long that takes, or by then. Throws WTS_UNAVAILABLE. */
  prepay(calls: number, byMs?: number): Promise<void>;
}

interface FreshWtsOptions extends Pick<AutoCloseDependencies, "connect" | "limiterOf" | "clock"> {
  account: string;
  /** The time limit, in epoch milliseconds. */
  endBy: number;
  priority?: Priority;
  prepaid?: PrepaidTokens;
  /** How many tokens were taken for it before. */
  prepaidCalls?: number;
}

/** Where tokens come further apart than facts stay fresh, those for an action are taken before its facts are read. */
export interface PrepaidTokens {
  isNeeded: boolean;
  taken: number;
}

/** A read is `preparing` when a write is decided on it. */
type CallKind = "preparing" | "writing" | "other";

/** A run waits for as long as its invocation lasts. */
const tokenWaitMs = 900_000;

/** It fails the way a call that got no token does. */
const rateLimitFault = ({ retryAfterSeconds }: RateLimited): Fault =>
  new Fault(faults.wtsUnavailable, { retryAfterSeconds, logged: { wtsReason: "RATE_LIMIT" } });

export const freshWts = (options: FreshWtsOptions): FreshWts => {
  const { connect, limiterOf, clock, account, endBy, priority = "background", prepaid, prepaidCalls = 0 } = options;
  const limiter = limiterOf(account);
  let calledAtMs = clock.now();
  let actBy = Number.POSITIVE_INFINITY;
  let kind: CallKind = "other";
  let ownTokens = prepaidCalls;
  let writes = 0;
  const takeToken = async (byMs: number): Promise<void> => {
    if (prepaid && prepaid.taken > 0 && clock.now() <= byMs) prepaid.taken -= 1;
    else await limiter.take(priority, { startBy: byMs });
  };
  const take = async ({ startBy }: { startBy: number }): Promise<void> => {
    const isBound = kind !== "other";
    const by = isBound ? Math.min(startBy, actBy) : startBy;
    if (isBound && ownTokens > 0) ownTokens -= 1;
    else await takeToken(by);
    // A token may be granted too late, since a timer may be late.
    if (isBound && clock.now() > actBy) throw new RateLimited(0, "limit");
    calledAtMs = clock.now();
    if (kind === "writing") writes += 1;
  };
  const { client, directory } = connect(account, {
    priority,
    tokenWaitMs,
    timeBox: { startBy: endBy, endBy },
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
        listMessages: as("preparing", client.listMessages),
        updateSession: as("writing", client.updateSession),
        completeSession: as("writing", client.completeSession),
        createNote: as("writing", client.createNote),
        sendMessage: as("writing", client.sendMessage),
        sendMessageSync: as("writing", client.sendMessageSync),
      },
    },
    calledAtMs: () => calledAtMs,
    writes: () => writes,
    actBy: (untilMs) => {
      actBy = untilMs;
    },
    prepay: async (calls, byMs = endBy) => {
      for (; ownTokens < calls; ownTokens += 1)
        await takeToken(Math.min(byMs, endBy)).catch((error: unknown) => {
          throw error instanceof RateLimited ? rateLimitFault(error) : error;
        });
    },
  };
};

/** Whoever waits longer would not notice that its lease is over. */
const longestPauseMs = 15_000;

/** Where the account's rate has nothing free it waits a while and answers undefined, instead of failing. */
export const ifGranted = async <Answer>(
  clock: Pick<Clock, "sleep">,
  work: () => Promise<Answer>,
): Promise<Answer | undefined> => {
  try {
    return await work();
  } catch (error) {
    const isWait = error instanceof RateLimited || (error instanceof Fault && isRateLimit(error));
    if (!isWait || error.retryAfterSeconds === undefined) throw error;
    await clock.sleep(Math.min(longestPauseMs, error.retryAfterSeconds * 1_000));
    return undefined;
  }
};
