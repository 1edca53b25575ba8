// Does what was decided: the session is moved, or stays and that is recorded, or what a dead function began is finished.
import { type Zones, zoneOf } from "../core/hours/zone-of.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { entryOf } from "../records/ledger.ts";
import { decisionFields, logDecision } from "./log-decision.ts";
import { sessionMover } from "./move-session.ts";
import { type Failure, failurePublisher } from "./publish-failure.ts";
import type { ReservedSlot } from "./reserve-slot.ts";
import type { RoutingAnswer } from "./routing-decider.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { publishedDecision } from "./rules/published-decision.ts";
import { routingReasonText } from "./rules/reason-texts.ts";
import { isRequest, provenanceOf } from "./session-trigger.ts";
import type { Decided, HeldSession, TriggerResult } from "./trigger-context.ts";

const failureOf = ({ trigger }: HeldSession, answer: RoutingAnswer, zones: Zones): Failure => ({
  trigger,
  decision: publishedDecision(answer),
  day: answer.seen.day,
  reasons: answer.decision.reasons.map(({ code }) => code),
  message: answer.decision.reasons
    .map((each) => routingReasonText(each, { language: "en", timeZone: zoneOf(zones, trigger.account) }))
    .join("; "),
});

/** The session is where this very trigger was about to bring it when its function died. */
export const begunBefore = ({ facts, seen }: RoutingAnswer, { id }: Provenance) => {
  const { begun } = seen.moves;
  const isThere = begun?.departmentId === facts.departmentId && begun.userId === facts.userId;
  return begun?.id === id && isThere ? begun : undefined;
};

export const decisionApplier = (dependencies: RoutingDependencies) => {
  const { moves, zones, log } = dependencies;
  const mover = sessionMover(dependencies);
  const publishFailure = failurePublisher(dependencies);

  const finishBegun = async (
    held: HeldSession,
    { answer, wtsSession }: Decided,
  ): Promise<TriggerResult | undefined> => {
    const provenance = provenanceOf(held.trigger, answer.seen);
    const begun = begunBefore(answer, provenance);
    if (!begun) return undefined;
    if (!(await mover.finish({ ...held, answer, wtsSession, provenance }, begun))) return "duplicate";
    logDecision(log, "moved", held.trigger, { commandId: provenance.id, ...decisionFields(answer) });
    return "moved";
  };

  /** A request is answered, whatever came of it; a mere event of WTS is not. */
  const keep = async (held: HeldSession, { answer }: Decided, wasClaimed: boolean): Promise<TriggerResult> => {
    const { trigger, session } = held;
    const { decision, facts, seen } = answer;
    const { account, sessionId } = trigger;
    if (decision.state) await moves.setState({ account, sessionId }, decision.state);
    if (decision.failed) {
      const failure = failureOf(held, answer, zones);
      // Whoever completed the session meanwhile has seen to it.
      await publishFailure({ ...failure, needsNobody: failure.reasons.includes("NOT_OPEN") });
      return "failed";
    }
    // A trigger of the schedule has its id from the session's moves: the next move, which is still to be made, has the same.
    if (isRequest(trigger) || (wasClaimed && trigger.deliveryId !== undefined)) {
      const remarks = { kept: publishedDecision(answer) };
      const kept = async () => ({ as: "applied", remarks, answer: undefined }) as const;
      await session.once(entryOf(provenanceOf(trigger, seen), { sessionId }), kept);
    }
    logDecision(log, "kept", trigger, { ...decisionFields(answer), status: facts.status });
    return "kept";
  };

  return {
    /** Throws Fault. */
    stay: async (held: HeldSession, decided: Decided, wasClaimed: boolean): Promise<TriggerResult> =>
      (await finishBegun(held, decided)) ?? keep(held, decided, wasClaimed),

    /** Undefined when the session has to be looked at again. Throws Fault. */
    move: async (held: HeldSession, decided: Decided & { slot: ReservedSlot }): Promise<TriggerResult | undefined> => {
      const { trigger } = held;
      const { answer } = decided;
      const { decision, seen } = answer;
      const { departmentId } = decision;
      if (departmentId === undefined) throw new TypeError("a move has no department");
      const provenance = provenanceOf(trigger, seen);
      const { id: commandId } = provenance;
      const result = await mover.move({ ...held, ...decided, provenance, departmentId });
      if (result === "limit") return undefined;
      if (result === "duplicate") {
        logDecision(log, "duplicate", trigger, { commandId });
        return "duplicate";
      }
      logDecision(log, "moved", trigger, { commandId, ...decisionFields(answer) });
      if (decision.failed)
        await publishFailure({ ...failureOf(held, answer, zones), needsNobody: true, besideMove: true });
      return "moved";
    },
  };
};
