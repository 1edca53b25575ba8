// Takes a session's lease, waiting for whoever has it: usually they are done in a moment.

import { Fault, faults } from "../../core/faults.ts";
import type { SessionKey, SessionLease, SessionLeases } from "../../records/session-lease.ts";
import type { Clock } from "../../runtime/clock.ts";

const pauseMs = 100;

/** Throws SESSION_BUSY. */
export const waitForSession = async (
  { leases, leaseMs, clock }: { leases: SessionLeases; leaseMs: number; clock: Clock },
  key: SessionKey,
  { owner, giveUpAt }: { owner: string; giveUpAt: number },
): Promise<SessionLease> => {
  for (;;) {
    const taken = await leases.take(key, owner, leaseMs);
    if ("lease" in taken) return taken.lease;
    if (clock.now() + pauseMs >= giveUpAt) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 2 });
    await clock.sleep(pauseMs * (1 + clock.random()));
  }
};
