// Many tokens granted at once and spent over seconds: those left are exchanged for fresh ones before they are too old.
import type { Clock } from "../../runtime/clock.ts";
import { RateLimited } from "./rate-limited.ts";
import { type Lease, spendOne } from "./token-source.ts";

export interface Reservation {
  /** Takes a token for one HTTP attempt. Attempts beyond the number reserved wait as any caller does. Throws RateLimited. */
  take(options: { startBy: number }): Promise<void>;
  /** Gives back what was not spent. */
  release(): Promise<void>;
}

interface ReservationOptions {
  /** Answers as many tokens in exchange for those left. Throws RateLimited. */
  exchange(lease: Lease, startBy: number): Promise<Lease>;
  takeOne(options: { startBy: number }): Promise<void>;
  giveBackNow(lease: Lease): Promise<void>;
  clock: Pick<Clock, "now">;
}

export const reservation = (
  granted: Lease,
  { exchange, takeOne, giveBackNow, clock }: ReservationOptions,
): Reservation => {
  let lease = granted;
  let exchanging: Promise<void> | undefined;

  const exchangeAll = async (startBy: number): Promise<void> => {
    try {
      lease = await exchange(lease, startBy);
    } catch (error) {
      // The lease is empty now, so that each attempt waits for a token of its own.
      if (!(error instanceof RateLimited)) throw error;
    } finally {
      exchanging = undefined;
    }
  };

  return {
    take: async ({ startBy }) => {
      if (!exchanging && spendOne(lease, clock.now())) return;
      if (lease.tokens > 0) exchanging ??= exchangeAll(startBy);
      await exchanging;
      if (lease.tokens === 0) return takeOne({ startBy });
      lease.tokens -= 1;
    },
    release: async () => {
      await exchanging;
      await giveBackNow(lease);
    },
  };
};
