// Moves a session as it was decided, under the session's lease: the move is counted, noted, applied with what it expects, recorded and published.
import { applyLeased } from "../commands/apply/apply-leased.ts";
import { unrecorded } from "../commands/apply/step-record.ts";
import { type Fault, faults } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { publishRecorded, successOf } from "../records/outcomes.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Wts } from "../wts/connect.ts";
import { moveCommand } from "./move-command.ts";
import { noteReasons } from "./note-reasons.ts";
import { type BegunMove, begunMove } from "./records/session-moves.ts";
import type { ReservedSlot } from "./reserve-slot.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { publishedDecision } from "./rules/published-decision.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";
import type { Decided, HeldSession } from "./trigger-context.ts";

interface DecidedMove extends HeldSession, Omit<Decided, "slot"> {
  provenance: Provenance;
}

interface Move extends DecidedMove {
  slot: ReservedSlot;
  departmentId: string;
}

/** After one of these it is certain that WTS changed nothing. */
const refusals: readonly Fault["kind"][] = [
  faults.commandInvalid,
  faults.configInvalid,
  faults.expectationNotMet,
  faults.secretsUnavailable,
  faults.sessionNotFound,
  faults.wtsDenied,
  faults.wtsRefused,
];

/** Watches whether WTS was asked to write at all: until then a failure certainly changed nothing. */
const watchedWrites = ({ client, ...wts }: Wts): { wts: Wts; hasWritten(): boolean } => {
  let written = false;
  const noting =
    <Arguments extends unknown[], Answer>(write: (...given: Arguments) => Answer) =>
    (...given: Arguments): Answer => {
      written = true;
      return write(...given);
    };
  const transferSession = noting(client.transferSession);
  const updateSession = noting(client.updateSession);
  return { wts: { ...wts, client: { ...client, transferSession, updateSession } }, hasWritten: () => written };
};

/** The policy that decided, and its reasons, go with the command. */
const decidedProvenance = ({ provenance, answer: { decision } }: DecidedMove): Provenance => ({
  ...provenance,
  ...(decision.policy !== undefined && { rule: decision.policy }),
  reasons: decision.reasons.map(({ code }) => code),
});

const outcomeText = ({ answer }: DecidedMove, { type, detail }: Outcome): string =>
  JSON.stringify({ type, detail: { ...detail, decision: publishedDecision(answer) } });

export const sessionMover = (dependencies: RoutingDependencies) => {
  const { routing, ledger, bus, queue, moves, slots, clock, log } = dependencies;

  const logLater = (message: string, id: string) => (error: unknown) =>
    log.error(message, { commandId: id, ...faultFields(toFault(error)) });

  /** The outcome is recorded: relay-outcomes sends what does not get out now. */
  const publish = (id: string, outcome: string): Promise<void> =>
    publishRecorded({ ledger, bus }, [{ id, outcome }]).catch(logLater("outcome not published yet", id));

  /** What was reserved for the move is given back as far as it is certain that nothing came of it. */
  const takeBack = async (move: Move, fault: Fault, hasWritten: boolean): Promise<void> => {
    const { provenance, answer, slot, context } = move;
    const { id, account } = provenance;
    const key = { account, sessionId: move.trigger.sessionId };
    const isCertain = !hasWritten || refusals.includes(fault.kind);
    // The rate limit refused the last call, but an attempt before it may have reached WTS.
    const isLikely = isCertain || fault.logged.wtsReason === "RATE_LIMIT";
    if (isLikely) await moves.undo(key, answer.seen.day, id);
    if (isCertain) await slot.giveBack();
    else if (isLikely) await slot.giveTurnBack();
    await ledger.giveBack(id, context.owner);
  };

  /** Nothing was begun: what was reserved for it is free again, and what cannot be given back ends by itself. */
  const stepBack = async ({ slot, lease }: Move): Promise<void> => {
    await Promise.allSettled([slot.giveBack(), lease.release()]);
  };

  /** The promise of whoever had the session until now may still stand: it is over. */
  const freeFormerSlot = async ({ trigger, answer: { facts, decision } }: Move): Promise<void> => {
    const { userId } = facts;
    if (userId !== null && userId !== decision.userId)
      await slots.release({ account: trigger.account, userId }, facts.id);
  };

  const record = async (move: DecidedMove, outcome: Outcome): Promise<string | undefined> => {
    const { provenance, context } = move;
    await noteReasons(queue, move);
    const text = outcomeText(move, outcome);
    const finished = { state: "applied", outcome: text, publish: true } as const;
    return (await ledger.finish(provenance.id, context.owner, finished)) ? text : undefined;
  };

  return {
    /**
     * False when the session has used up its moves of today meanwhile. Throws Fault. In every case the lease is given back,
     * and so is the claim where nothing is recorded:
     * - where the move is not begun, the slot and the turn are given back;
     * - where WTS certainly changed nothing, the move is undone as well;
     * - where that is not certain, the slot stays reserved until the lists of WTS show the session, or it ends by itself;
     * - where WTS said yes and we could not record it, the begun move tells the repetition to `finish` it.
     */
    move: async (move: Move): Promise<boolean> => {
      const { trigger, context, provenance, answer, session, lease, departmentId } = move;
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
            provenance: decidedProvenance(move),
            lease,
            wts,
            clock,
            log,
            steps: unrecorded,
            record: async (outcome) => {
              reached = "applied";
              recorded = await record(move, outcome);
            },
          });
      } catch (error) {
        const fault = toFault(error);
        if (reached === "nothing") await stepBack(move);
        const undone = reached === "begun" ? takeBack(move, fault, hasWritten()) : ledger.giveBack(id, context.owner);
        // What could not be taken back ends by itself.
        await undone.catch(logLater("move not taken back", id));
        throw fault;
      }
      if (reached === "limit") {
        await stepBack(move);
        await ledger.giveBack(id, context.owner);
        return false;
      }
      await freeFormerSlot(move).catch(logLater("slot not freed", id));
      if (recorded !== undefined) await publish(id, recorded);
      return true;
    },

    /** Finishes the move of a function that died between WTS's yes and its record: the session is where it was to go. */
    finish: async (move: DecidedMove, begun: BegunMove): Promise<void> => {
      const decision = JSON.parse(begun.decision) as RoutingDecision;
      const finished = { ...move, answer: { ...move.answer, decision } };
      const { departmentId, userId } = begun;
      const command = moveCommand({ ...decision, departmentId: departmentId ?? "" }, move.session);
      const outcome = successOf(command, decidedProvenance(finished), { departmentId, userId });
      const text = await record(finished, outcome);
      if (text !== undefined) await publish(move.provenance.id, text);
    },
  };
};
