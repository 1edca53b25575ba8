// Decides about a session, and reserves what the decision promises; whoever was slower than another decides anew.
import { guardExpectation, readSession } from "../commands/apply/prepare.ts";
import { Fault, faults } from "../core/faults.ts";
import { slotReserver } from "./reserve-slot.ts";
import { routingDecider } from "./routing-decider.ts";
import type { RoutingDecisionDependencies } from "./routing-dependencies.ts";
import { sessionDetails } from "./routing-records.ts";
import type { Decided, HeldSession } from "./trigger-context.ts";

/** Whoever was not fast enough need not ask again at once who is available. */
const burstMs = 2_000;

/** The pause grows with every try, to a third of a second. */
const pauseMs = (tries: number, random: () => number): number => 10 * 2 ** Math.min(tries, 5) * (0.5 + random());

/** The function throws Fault. */
export const deciderAndReserver = (dependencies: RoutingDecisionDependencies) => {
  const { routing, config, clock } = dependencies;
  const decide = routingDecider({ ...dependencies, leaseMs: config.leaseMs });
  const reserveSlot = slotReserver(dependencies);
  const details = sessionDetails(routing);
  return async ({ trigger, wts, endBy }: Pick<HeldSession, "trigger" | "wts" | "endBy">): Promise<Decided> => {
    const { account, sessionId } = trigger;
    const wtsSession = await readSession(wts.client, sessionId, details);
    if (trigger.expect) guardExpectation(trigger.expect, wtsSession);
    for (let tries = 0; ; tries += 1) {
      const peopleMaxAgeMs = tries && burstMs;
      const answer = await decide({ account, wts, session: wtsSession, trigger: trigger.on, peopleMaxAgeMs });
      if (answer.decision.action === "keep") return { answer, wtsSession };
      const slot = await reserveSlot(account, sessionId, answer);
      if (slot) return { answer, wtsSession, slot };
      const waitMs = pauseMs(tries, clock.random);
      if (clock.now() + waitMs >= endBy) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      await clock.sleep(waitMs);
    }
  };
};
