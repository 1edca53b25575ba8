// Does what was decided: the session is moved, or stays and that is recorded, or what a dead function began is finished.
import { Fault, faults } from "../core/faults.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { publishRecorded } from "../records/outcomes.ts";
import { decisionFields, logDecision } from "./log-decision.ts";
import { sessionMover } from "./move-session.ts";
import { type Failure, failurePublisher } from "./publish-failure.ts";
import type { ReservedSlot } from "./reserve-slot.ts";
import type { RoutingAnswer } from "./routing-decider.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { publishedDecision } from "./rules/published-decision.ts";
import { isRequest, provenanceOf } from "./session-trigger.ts";
import type { Decided, HeldSession, TriggerResult } from "./trigger-context.ts";

const failureOf = ({ trigger }: HeldSession, answer: RoutingAnswer): Failure => ({
  trigger,
  decision: publishedDecision(answer),
  day: answer.seen.day,
  reasons: answer.decision.reasons.map(({ code }) => code),
  message: answer.decision.reasons.map(({ message }) => message).join("; "),
});

/** The session is where this very trigger was about to bring it when its function died. */
const begunBefore = ({ facts, seen }: RoutingAnswer, { id }: Provenance) => {
  const { begun } = seen.moves;
  const isThere = begun?.departmentId === facts.departmentId && begun.userId === facts.userId;
  return begun?.id === id && isThere ? begun : undefined;
};

export const decisionApplier = (dependencies: RoutingDependencies) => {
  const { config, ledger, bus, moves, clock, log } = dependencies;
  const mover = sessionMover(dependencies);
  const publishFailure = failurePublisher(dependencies);

  /**
   * A trigger has one entry in the ledger: what it asked for is done once, however often it comes. False when it was done
   * before; then its outcome is published, if that has not got out yet.
   */
  const claim = async (provenance: Provenance, { trigger, context }: HeldSession): Promise<boolean> => {
    const { id, account, door, source, deliveryId, attempt } = provenance;
    const entry = { id, account, door, source, deliveryId, attempt, sessionId: trigger.sessionId };
    for (;;) {
      const claimed = await ledger.claim(entry, context.owner, config.leaseMs);
      if (claimed.state === "claimed") return true;
      if (claimed.state !== "busy") {
        if (!claimed.published) await publishRecorded({ ledger, bus }, [{ id, outcome: claimed.outcome }]);
        return false;
      }
      // Whoever had the session before us died with its claim: the claim ends about when the lease did.
      const waitMs = claimed.untilMs - clock.now() + 1;
      if (clock.now() + waitMs >= context.timeBox.startBy)
        throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      await clock.sleep(Math.max(1, waitMs));
    }
  };

  const finishBegun = async (held: HeldSession, { answer, session }: Decided): Promise<TriggerResult | undefined> => {
    const provenance = provenanceOf(held.trigger, answer.seen);
    const begun = begunBefore(answer, provenance);
    if (!begun) return undefined;
    if (!(await claim(provenance, held))) return "duplicate";
    await mover.finish({ ...held, answer, session, provenance }, begun);
    logDecision(log, "moved", held.trigger, { commandId: provenance.id, ...decisionFields(answer) });
    return "moved";
  };

  /** A request is answered, whatever came of it; a mere event of WTS is not. */
  const keep = async (held: HeldSession, { answer }: Decided, wasClaimed: boolean): Promise<TriggerResult> => {
    const { trigger, context } = held;
    const { decision, facts, seen } = answer;
    const { account, sessionId } = trigger;
    if (decision.state) await moves.setState({ account, sessionId }, decision.state);
    if (decision.failed) {
      const failure = failureOf(held, answer);
      // Whoever completed the session meanwhile has seen to it.
      await publishFailure({ ...failure, needsNobody: failure.reasons.includes("NOT_OPEN") });
      return "failed";
    }
    // A trigger of the schedule has its id from the session's moves: the next move, which is still to be made, has the same.
    if (isRequest(trigger) || (wasClaimed && trigger.deliveryId !== undefined)) {
      const provenance = provenanceOf(trigger, seen);
      const outcome = JSON.stringify({ kept: publishedDecision(answer) });
      if (await claim(provenance, held))
        await ledger.finish(provenance.id, context.owner, { state: "applied", outcome, publish: false });
    }
    logDecision(log, "kept", trigger, { ...decisionFields(answer), status: facts.status });
    return "kept";
  };

  return {
    /** The lease stays with the caller. Throws Fault. */
    stay: async (held: HeldSession, decided: Decided, wasClaimed: boolean): Promise<TriggerResult> =>
      (await finishBegun(held, decided)) ?? keep(held, decided, wasClaimed),

    /** Undefined when the session has to be looked at again. Gives the lease back in any case. Throws Fault. */
    move: async (held: HeldSession, decided: Decided & { slot: ReservedSlot }): Promise<TriggerResult | undefined> => {
      const { trigger, lease } = held;
      const { answer, slot } = decided;
      const { decision, seen } = answer;
      const { departmentId } = decision;
      if (departmentId === undefined) throw new TypeError("a move has no department");
      const provenance = provenanceOf(trigger, seen);
      const { id: commandId } = provenance;
      let isNew = false;
      try {
        isNew = await claim(provenance, held);
      } finally {
        // What cannot be given back ends by itself.
        if (!isNew) await Promise.allSettled([slot.giveBack(), lease.release()]);
      }
      if (!isNew) {
        logDecision(log, "duplicate", trigger, { commandId });
        return "duplicate";
      }
      if (!(await mover.move({ ...held, ...decided, provenance, departmentId }))) return undefined;
      logDecision(log, "moved", trigger, { commandId, ...decisionFields(answer) });
      if (decision.failed) await publishFailure({ ...failureOf(held, answer), needsNobody: true, besideMove: true });
      return "moved";
    },
  };
};
