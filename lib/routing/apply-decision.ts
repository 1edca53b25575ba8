// What becomes of a decision: the session is moved, stays and that is said, or what a dead function began is finished.

import type { Provenance } from "../core/queue/queued-command.ts";
import { claimTrigger } from "./claim-trigger.ts";
import { shownDecision, tellTurn } from "./log-decision.ts";
import { moveCarrier } from "./move-session.ts";
import { provenanceOf } from "./provenance-of.ts";
import { type Failure, failureTeller } from "./publish-failure.ts";
import type { TakenPlace } from "./reserve-slot.ts";
import type { ReassignDependencies } from "./routing-dependencies.ts";
import type { RoutingAnswer } from "./routing-question.ts";
import { toldDecision } from "./rules/published-decision.ts";
import { isRequest } from "./session-trigger.ts";
import type { Decided, HeldSession, Reassigned } from "./trigger-context.ts";

const codesOf = ({ decision }: RoutingAnswer): readonly string[] => decision.reasons.map(({ code }) => code);

const toldOf = ({ decision, policy, context }: RoutingAnswer) => toldDecision(decision, policy, context.trigger.on);

const failureOf = ({ trigger }: HeldSession, answer: RoutingAnswer): Failure => ({
  ...{ trigger, decision: toldOf(answer), day: answer.seen.day },
  reasons: codesOf(answer),
  message: answer.decision.reasons.map(({ message }) => message).join("; "),
});

/** The session is where this very trigger was about to bring it when its function died. */
const begunBefore = ({ facts, seen }: RoutingAnswer, { id }: Provenance) => {
  const { begun } = seen.moves;
  const isThere = begun?.departmentId === facts.departmentId && begun.userId === facts.userId;
  return begun?.id === id && isThere ? begun : undefined;
};

export const decisionSettler = (dependencies: ReassignDependencies) => {
  const { config, ledger, moves, log } = dependencies;
  const carrier = moveCarrier(dependencies);
  const tellFailure = failureTeller(dependencies);
  const claim = (provenance: Provenance, held: HeldSession): Promise<boolean> =>
    claimTrigger({ ...dependencies, leaseMs: config.leaseMs }, provenance, held);

  const finishBegun = async (held: HeldSession, { answer, session }: Decided): Promise<Reassigned | undefined> => {
    const { trigger, turn, lease, wts } = held;
    const provenance = provenanceOf(trigger, answer.seen);
    const begun = begunBefore(answer, provenance);
    if (!begun) return undefined;
    if (!(await claim(provenance, held))) return "duplicate";
    await carrier.finish({ trigger, provenance, answer, session, lease, wts, owner: turn.owner }, begun);
    tellTurn(log, "session reassigned", trigger, { commandId: provenance.id, ...shownDecision(answer) });
    return "moved";
  };

  /** A request is answered, whatever became of it; that WTS told us something is not. */
  const keep = async (held: HeldSession, { answer }: Decided, wasClaimed: boolean): Promise<Reassigned> => {
    const { trigger, turn } = held;
    const { decision, facts, seen } = answer;
    const { account, sessionId } = trigger;
    if (decision.state) await moves.setState({ account, sessionId }, decision.state);
    if (decision.failed) {
      // Whoever completed it meanwhile has settled it: nobody has to act.
      await tellFailure({ ...failureOf(held, answer), settled: codesOf(answer).includes("NOT_OPEN") });
      return "failed";
    }
    // One of the schedule is known by the session's moves: it may still have to be made.
    if (isRequest(trigger) || (wasClaimed && trigger.deliveryId !== undefined)) {
      const provenance = provenanceOf(trigger, seen);
      const outcome = JSON.stringify({ kept: toldOf(answer) });
      if (await claim(provenance, held))
        await ledger.finish(provenance.id, turn.owner, { state: "applied", outcome, publish: false });
    }
    tellTurn(log, "session kept", trigger, { ...shownDecision(answer), status: facts.status });
    return "kept";
  };

  return {
    /** The lease stays with the caller. Throws Fault. */
    stay: async (held: HeldSession, decided: Decided, wasClaimed: boolean): Promise<Reassigned> =>
      (await finishBegun(held, decided)) ?? keep(held, decided, wasClaimed),

    /** Undefined: to be looked at again. Gives the lease back in any case. Throws Fault. */
    move: async (held: HeldSession, decided: Decided & { place: TakenPlace }): Promise<Reassigned | undefined> => {
      const { trigger, turn, lease, wts } = held;
      const { answer, session, place } = decided;
      const { decision, seen } = answer;
      const { departmentId } = decision;
      if (departmentId === undefined) throw new TypeError("a move has no department");
      const provenance = provenanceOf(trigger, seen);
      let isNew = false;
      try {
        isNew = await claim(provenance, held);
      } finally {
        // What cannot be given back ends by itself.
        if (!isNew) await Promise.allSettled([place.giveBack(), lease.release()]);
      }
      if (!isNew) {
        tellTurn(log, "duplicate", trigger, { commandId: provenance.id });
        return "duplicate";
      }
      const own = { trigger, provenance, answer, session, place, lease, wts, owner: turn.owner, departmentId };
      if (!(await carrier.move(own))) return undefined;
      tellTurn(log, "session reassigned", trigger, { commandId: provenance.id, ...shownDecision(answer) });
      if (decision.failed) await tellFailure({ ...failureOf(held, answer), settled: true, besideMove: true });
      return "moved";
    },
  };
};
