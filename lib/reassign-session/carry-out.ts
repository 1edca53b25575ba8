// Carries a decision out under the session's lease: counted, claimed, applied with what it expects, recorded, told.

import { unrecorded } from "../apply/apply.ts";
import { applyLeased } from "../apply/apply-leased.ts";
import { commandIdOf, resolvedCommandId } from "../core/command-id.ts";
import { type Fault, faults } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import type { RoutingDecision } from "../core/policies/routing-decision.ts";
import { type RecordedMove, routingMetadata, routingNote } from "../core/policies/routing-record.ts";
import { toldDecision } from "../core/policies/told-decision.ts";
import type { Provenance, QueuedCommand } from "../core/queued-command.ts";
import { toFault } from "../error-body.ts";
import { faultFields } from "../log-fault.ts";
import { publishRecorded, successOf } from "../records/outcomes.ts";
import type { SessionLease } from "../records/session-lease.ts";
import type { BegunMove } from "../records/session-moves.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsSession } from "../wts/types.ts";
import { moveCommand } from "./move-command.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import type { ReassignTrigger } from "./reassign-trigger.ts";
import type { RoutingAnswer } from "./routing-question.ts";
import type { TakenPlace } from "./take-place.ts";

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

/** The trigger's own id, or one that the session's next move alone has. */
export const provenanceOf = (
  { account, sessionId, door, source, hops, ...trigger }: ReassignTrigger,
  { day, moves }: Pick<RoutingAnswer["seen"], "day" | "moves">,
): Provenance => {
  const deliveryId = trigger.deliveryId ?? `${sessionId.toLowerCase()}/${day}/${moves.count}`;
  const id = commandIdOf({ account, source, deliveryId, index: 0 });
  const { correlationId = id, causationId = id } = trigger;
  return { id, account, door, source, deliveryId, correlationId, causationId, hops, attempt: 0 };
};

/** The list of everybody who was rejected is the long part, and only for reading. */
const longestKept = 20_000;
const textOf = (decision: RoutingDecision): string => {
  const text = JSON.stringify(decision);
  return text.length <= longestKept ? text : JSON.stringify({ ...decision, rejected: [] });
};

const begunMove = (id: string, decision: RoutingDecision): BegunMove => ({
  id,
  departmentId: decision.departmentId ?? null,
  userId: decision.userId ?? null,
  ...(decision.state && { state: decision.state }),
  decision: textOf(decision),
});

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

/** Tells whether a write has been asked of WTS: until then a failure certainly changed nothing. */
const watched = ({ client, ...wts }: Wts): { wts: Wts; hasWritten(): boolean } => {
  let written = false;
  const noting =
    <Arguments extends unknown[], Answer>(write: (...given: Arguments) => Answer) =>
    (...given: Arguments): Answer => {
      written = true;
      return write(...given);
    };
  const { transferSession, updateSession } = client;
  return {
    wts: {
      ...wts,
      client: { ...client, transferSession: noting(transferSession), updateSession: noting(updateSession) },
    },
    hasWritten: () => written,
  };
};

export const moveCarrier = (dependencies: ReassignDependencies) => {
  const { routing, ledger, bus, queue, moves, slots, clock, log } = dependencies;

  const publish = async (id: string, outcome: string): Promise<void> => {
    // It is recorded: relay-outcomes sends what does not get out now.
    await publishRecorded({ ledger, bus }, [{ id, outcome }]).catch((error: unknown) => {
      log.error("outcome not published yet", { commandId: id, ...faultFields(toFault(error)) });
    });
  };

  const namesOf = async ({ departmentId, userId }: RoutingDecision, { client, directory }: Wts) => {
    const [department] = departmentId === undefined ? [] : await directory.departments(client, departmentId);
    const [agent] = userId === undefined ? [] : await directory.agents(client, userId);
    return {
      ...(typeof department?.name === "string" && { departmentName: department.name }),
      ...(typeof agent?.name === "string" && { userName: agent.name }),
    };
  };

  /** Through the queue, each under an id of its own: they are applied once, also when this is done a second time. */
  const noteReasons = async ({ trigger, provenance, answer, wts }: Move, hops: number): Promise<void> => {
    const { decision, policy, context } = answer;
    const { sessionId } = trigger;
    if (!policy?.note && !policy?.metadata) return;
    const recorded: RecordedMove = {
      trigger: context.trigger.on,
      ...(policy.note && (await namesOf(decision, wts))),
      ...(trigger.requestedBecause !== undefined && { requestedBecause: trigger.requestedBecause }),
      ...{ nowMs: context.nowMs, hops },
    };
    const send = (what: string, command: QueuedCommand["targeted"]["command"]): Promise<void> =>
      queue.send({
        ...{ kind: "command", ...provenance, id: resolvedCommandId(provenance.id, what) },
        ...{ causationId: provenance.id, hops: provenance.hops + 1, targeted: { command } },
      });
    if (policy.note) await send("note", { command: "note", sessionId, text: routingNote(decision, recorded) });
    const metadata = routingMetadata(decision, recorded);
    if (policy.metadata) await send("metadata", { command: "update", sessionId, fields: ["Metadata"], metadata });
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

  /** Where it was until now its promise may still stand: it is over. */
  const freeFormerSlot = async ({ trigger, answer }: Move): Promise<void> => {
    const { facts, decision, seen } = answer;
    const { userId } = facts;
    if (userId === null || userId === decision.userId || !seen.slots.get(userId)?.reserved.has(facts.id)) return;
    await slots.release({ account: trigger.account, userId }, facts.id);
  };

  const record = async (move: Move, outcome: Outcome): Promise<string | undefined> => {
    const { provenance, owner } = move;
    await noteReasons(move, move.answer.seen.moves.count + 1);
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
      const { wts, hasWritten } = watched(move.wts);
      const begun = await moves.begin(key, seen.day, routing.maxHopsPerDay, seen.moves, begunMove(id, decision));
      if (!begun) {
        await lease.release();
        await move.place.giveBack();
        await ledger.giveBack(id, owner);
        return false;
      }
      let isApplied = false;
      let recorded: string | undefined;
      try {
        await applyLeased({
          command: moveCommand({ ...decision, departmentId }, session),
          provenance: ownProvenance(move),
          ...{ lease, wts, clock, log, steps: unrecorded },
          record: async (outcome) => {
            isApplied = true;
            recorded = await record(move, outcome);
          },
        });
      } catch (error) {
        const fault = toFault(error);
        // What could not be taken back ends by itself.
        const undone = isApplied ? ledger.giveBack(id, owner) : takeBack(move, fault, hasWritten());
        await undone.catch(later("move not taken back", id));
        throw fault;
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
