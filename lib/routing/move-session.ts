// Carries a decision out under the session's lease: counted, claimed, applied with what it expects, recorded, told.

import { applyLeased } from "../commands/apply/apply-leased.ts";
import { unrecorded } from "../commands/apply/step-record.ts";
import { type Fault, faults } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { publishRecorded, successOf } from "../records/outcomes.ts";
import type { SessionLease } from "../records/session-lease.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import { begunMove } from "./begun-move.ts";
import { moveCommand } from "./move-command.ts";
import { noteReasons } from "./note-reasons.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import type { ReassignTrigger } from "./reassign-trigger.ts";
import type { BegunMove } from "./records/session-moves.ts";
import type { TakenPlace } from "./reserve-slot.ts";
import type { RoutingAnswer } from "./routing-question.ts";
import { toldDecision } from "./rules/published-decision.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";
import { watchedWrites } from "./watched-writes.ts";

export interface Move {
  trigger: ReassignTrigger;
  provenance: Provenance;
  answer: RoutingAnswer;
  session: WtsSession;
  place: TakenPlace;
  lease: SessionLease;
  wts: Wts;
  /** Of the claim in the ledger. */
  owner: string;
}

const nothingTaken: TakenPlace = { giveBack: async () => {}, giveTurnBack: async () => {} };

const refusals: readonly Fault["kind"][] = [
  faults.commandInvalid,
  faults.configInvalid,
  faults.expectationNotMet,
  faults.secretsUnavailable,
  faults.sessionNotFound,
  faults.wtsDenied,
  faults.wtsRefused,
];

export const moveCarrier = (dependencies: ReassignDependencies) => {
  const { routing, ledger, bus, queue, moves, slots, clock, log } = dependencies;

  const publish = async (id: string, outcome: string): Promise<void> => {
    // It is recorded: relay-outcomes sends what does not get out now.
    await publishRecorded({ ledger, bus }, [{ id, outcome }]).catch((error: unknown) => {
      log.error("outcome not published yet", { commandId: id, ...faultFields(toFault(error)) });
    });
  };

  const outcomeText = ({ answer }: Move, { type, detail }: Outcome): string => {
    const decision = toldDecision(answer.decision, answer.policy, answer.context.trigger.on);
    return JSON.stringify({ type, detail: { ...detail, decision } });
  };

  /** What was taken for it goes back as far as it is certain that nothing came of it. */
  const takeBack = async (move: Move, fault: Fault, hasWritten: boolean): Promise<void> => {
    const { provenance, answer, place, owner } = move;
    const { id, account } = provenance;
    const key = { account, sessionId: move.trigger.sessionId };
    const isCertain = !hasWritten || refusals.includes(fault.kind);
    // The limit refused the call, but an attempt before it may have got through.
    const isLikely = isCertain || fault.logged.wtsReason === "RATE_LIMIT";
    if (isLikely) await moves.undo(key, answer.seen.day, id);
    if (isCertain) await place.giveBack();
    else if (isLikely) await place.giveTurnBack();
    await ledger.giveBack(id, owner);
  };

  /** Nothing was begun: what was taken for it is free again, and what cannot be given back ends by itself. */
  const stepBack = async ({ place, lease }: Move): Promise<void> => {
    await Promise.allSettled([place.giveBack(), lease.release()]);
  };

  /** Where it was until now its promise may still stand: it is over. */
  const freeFormerSlot = async ({ trigger, answer }: Move): Promise<void> => {
    const { facts, decision } = answer;
    const { userId } = facts;
    if (userId !== null && userId !== decision.userId)
      await slots.release({ account: trigger.account, userId }, facts.id);
  };

  const record = async (move: Move, outcome: Outcome): Promise<string | undefined> => {
    const { provenance, owner } = move;
    await noteReasons(queue, move);
    const text = outcomeText(move, outcome);
    const isRecorded = await ledger.finish(provenance.id, owner, { state: "applied", outcome: text, publish: true });
    return isRecorded ? text : undefined;
  };

  const ownProvenance = ({ provenance, answer: { decision } }: Move): Provenance => ({
    ...provenance,
    ...(decision.policy !== undefined && { rule: decision.policy }),
    reasons: decision.reasons.map(({ code }) => code),
  });

  const later = (message: string, id: string) => (error: unknown) =>
    log.error(message, { commandId: id, ...faultFields(toFault(error)) });

  return {
    /** False when the session has used up its moves meanwhile. The lease is given back in any case. Throws Fault. */
    move: async (move: Move & { departmentId: string }): Promise<boolean> => {
      const { trigger, provenance, answer, session, lease, owner, departmentId } = move;
      const { decision, seen } = answer;
      const { id, account } = provenance;
      const key = { account, sessionId: trigger.sessionId };
      const { wts, hasWritten } = watchedWrites(move.wts);
      let reached: "nothing" | "limit" | "begun" | "applied" = "nothing";
      let recorded: string | undefined;
      try {
        const { maxHopsPerDay } = routing;
        const begun = await moves.begin(key, seen.day, maxHopsPerDay, seen.moves, begunMove(id, decision));
        reached = begun ? "begun" : "limit";
        if (begun)
          await applyLeased({
            command: moveCommand({ ...decision, departmentId }, session),
            provenance: ownProvenance(move),
            ...{ lease, wts, clock, log, steps: unrecorded },
            record: async (outcome) => {
              reached = "applied";
              recorded = await record(move, outcome);
            },
          });
      } catch (error) {
        const fault = toFault(error);
        if (reached === "nothing") await stepBack(move);
        // What could not be taken back ends by itself.
        const undone = reached === "begun" ? takeBack(move, fault, hasWritten()) : ledger.giveBack(id, owner);
        await undone.catch(later("move not taken back", id));
        throw fault;
      }
      if (reached === "limit") {
        await stepBack(move);
        await ledger.giveBack(id, owner);
        return false;
      }
      await freeFormerSlot(move).catch(later("slot not freed", id));
      if (recorded !== undefined) await publish(id, recorded);
      return true;
    },

    /** Of a function that died between WTS's yes and its record: the session is where it was to go. */
    finish: async (move: Omit<Move, "place">, begun: BegunMove): Promise<void> => {
      const decision = JSON.parse(begun.decision) as RoutingDecision;
      const finished: Move = { ...move, place: nothingTaken, answer: { ...move.answer, decision } };
      const { departmentId, userId } = begun;
      const command = moveCommand({ ...decision, departmentId: departmentId ?? "" }, move.session);
      const text = await record(finished, successOf(command, ownProvenance(finished), { departmentId, userId }));
      if (text !== undefined) await publish(move.provenance.id, text);
    },
  };
};
