// Decides, and takes what the decision promises; whoever was slower decides anew.
import { readSession } from "../commands/apply/prepare.ts";
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import type { SessionDetail } from "../wts/types.ts";
import type { PlaceTaker } from "./reserve-slot.ts";
import type { RoutingDecider } from "./routing-decider.ts";
import type { Decided, HeldSession } from "./trigger-context.ts";

/** Whoever was not fast enough need not ask again at once who is available. */
const burstMs = 2_000;

/** Grows to a third of a second. */
const pauseMs = (tries: number, random: () => number): number => 10 * 2 ** Math.min(tries, 5) * (0.5 + random());

export interface DecideAndTake {
  decider: RoutingDecider;
  places: PlaceTaker;
  details: readonly SessionDetail[];
  clock: Clock;
}

/** Throws Fault. */
export const deciderAndTaker =
  ({ decider, places, details, clock }: DecideAndTake) =>
  async ({ trigger, wts, endBy }: HeldSession): Promise<Decided> => {
    const { account, sessionId } = trigger;
    const session = await readSession(wts.client, sessionId, details);
    for (let tries = 0; ; tries += 1) {
      const answer = await decider.decide({
        account,
        wts,
        session,
        trigger: trigger.on,
        peopleMaxAgeMs: tries && burstMs,
      });
      if (answer.decision.action === "keep") return { answer, session };
      const place = await places.take(account, sessionId, answer);
      if (place) return { answer, session, place };
      const waitMs = pauseMs(tries, clock.random);
      if (clock.now() + waitMs >= endBy) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      await clock.sleep(waitMs);
    }
  };
