// A trigger's entry in the ledger: what it asked for is done once, however often it comes.

import { Fault, faults } from "../core/faults.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { type Outbox, publishRecorded } from "../records/outcomes.ts";
import type { Clock } from "../runtime/clock.ts";
import type { HeldSession } from "./trigger-context.ts";

/** False when it was done before; what nobody heard of yet is published. Throws Fault. */
export const claimTrigger = async (
  { ledger, bus, leaseMs, clock }: Outbox & { leaseMs: number; clock: Clock },
  provenance: Provenance,
  { trigger, turn }: Pick<HeldSession, "trigger" | "turn">,
): Promise<boolean> => {
  for (;;) {
    const claimed = await ledger.claim({ ...provenance, sessionId: trigger.sessionId }, turn.owner, leaseMs);
    if (claimed.state === "claimed") return true;
    if (claimed.state !== "busy") {
      if (!claimed.published) await publishRecorded({ ledger, bus }, [{ id: provenance.id, outcome: claimed.outcome }]);
      return false;
    }
    // Whoever had the session before us died with its claim: it ends about when its lease did.
    const waitMs = claimed.untilMs - clock.now() + 1;
    if (clock.now() + waitMs >= turn.timeBox.startBy) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
    await clock.sleep(Math.max(1, waitMs));
  }
};
