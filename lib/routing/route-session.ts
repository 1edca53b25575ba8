// Routes one session: it is read again, decided on and moved under its lease, so that triggers at the same moment give one assignment.

import { sessionPlace } from "../aws/item-keys.ts";
import { type Ending, sessionBusy } from "../commands/execute-once.ts";
import { Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/hours/local-time.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { entryOf } from "../records/ledger.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { decisionApplier } from "./apply-decision.ts";
import { deciderAndReserver } from "./decide-and-reserve.ts";
import { logDecision } from "./log-decision.ts";
import { failurePublisher, isPermanent } from "./publish-failure.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { changed, maxAttempts } from "./session-changed.ts";
import { isRequest, provenanceOf, type SessionTrigger } from "./session-trigger.ts";
import type { RouteSession, TriggerContext, TriggerResult } from "./trigger-context.ts";

export const sessionRouter = (dependencies: RoutingDependencies): RouteSession => {
  const { routing, zones, config, ledger, lifecycle, connect, clock, log } = dependencies;
  const { leaseMs, tokenWaitMs } = config;
  const decideAndReserve = deciderAndReserver(dependencies);
  const apply = decisionApplier(dependencies);
  const publishFailure = failurePublisher(dependencies);

  /** Undefined when the session has to be looked at again. */
  const attemptOnce = async (
    trigger: SessionTrigger,
    context: TriggerContext,
    wasClaimed: boolean,
  ): Promise<TriggerResult | undefined> => {
    const { account, sessionId } = trigger;
    const { timeBox, owner, ...use } = context;
    const routed = await lifecycle.withSession<TriggerResult | undefined>(
      {
        place: sessionPlace({ account, sessionId }),
        owner,
        leaseMs,
        giveUpAt: Math.min(timeBox.startBy, clock.now() + leaseMs + 1_000),
        // The queue brings an event again; nothing brings back what the schedule found.
        isWatched: trigger.deliveryId === undefined,
      },
      async (session) => {
        const endBy = Math.min(timeBox.endBy, session.actByMs);
        const wts = connect(account, { ...use, timeBox: { startBy: endBy, endBy }, tokenWaitMs });
        const held = { trigger, context, session, wts, endBy };
        if (trigger.changes && session.isOwnEcho(trigger.changes, routing.ownWritesMs)) {
          logDecision(log, "ownWrite", trigger);
          return "echo";
        }
        const decided = await decideAndReserve(held);
        const { slot } = decided;
        return slot ? apply.move(held, { ...decided, slot }) : apply.stay(held, decided, wasClaimed);
      },
    );
    if (routed.did === "busy") throw sessionBusy();
    return routed.answer;
  };

  /** A copy of a request that comes later must not undo what a person has done since. */
  const wasDone = async (trigger: SessionTrigger, { owner }: TriggerContext): Promise<boolean> => {
    if (!isRequest(trigger)) return false;
    const { account, sessionId } = trigger;
    const place = sessionPlace({ account, sessionId });
    const entry = entryOf(provenanceOf(trigger, { day: "", moves: { count: 0 } }), { sessionId });
    if ((await ledger.read(place, entry.id))?.state !== "applied") return false;
    // Whoever did it may have died before it was told.
    const left = async (): Promise<Ending<undefined>> => ({ as: "left", answer: undefined });
    await lifecycle.executeOnce({ place, entry, owner, leaseMs }, left);
    return true;
  };

  const refuse = async (trigger: SessionTrigger, fault: Fault): Promise<TriggerResult> => {
    logDecision(log, "refused", trigger, faultFields(fault));
    await publishFailure({
      trigger,
      day: localDay(clock.now(), zoneOf(zones, trigger.account)),
      reasons: [fault.code],
      message: fault.message,
      // Whoever changed the session meanwhile is at work on it.
      needsNobody: fault.kind === faults.expectationNotMet,
    });
    return "failed";
  };

  /** Resolves when the trigger is done with, one way or the other. Throws the Fault that a repetition can mend. */
  return async (trigger, context) => {
    if (await wasDone(trigger, context)) {
      logDecision(log, "duplicate", trigger);
      return "duplicate";
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await attemptOnce(trigger, context, attempt > 1);
        if (result) return result;
        if (attempt >= maxAttempts) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      } catch (error) {
        const fault = toFault(error);
        if (!changed.includes(fault.kind) || attempt >= maxAttempts) {
          if (!isPermanent(fault)) throw fault;
          return refuse(trigger, fault);
        }
      }
    }
  };
};
