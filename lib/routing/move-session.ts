// Moves a session as it was decided: the move is counted and noted before WTS is asked, applied with what it expects, and explained.
import { applyToSession } from "../commands/apply/apply-to-session.ts";
import type { RouteForSession } from "../commands/apply/command-router.ts";
import type { StepRecord } from "../commands/apply/step-record.ts";
import { type Fault, faults } from "../core/faults.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Properties } from "../core/value.ts";
import { entryOf } from "../records/ledger.ts";
import { successOf } from "../records/outcomes.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Wts } from "../wts/connect.ts";
import type { WtsMessage, WtsSession } from "../wts/types.ts";
import { moveCommand } from "./move-command.ts";
import { noteReasons } from "./note-reasons.ts";
import { type BegunMove, begunMove } from "./records/session-moves.ts";
import type { ReservedSlot } from "./reserve-slot.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import { publishedDecision } from "./rules/published-decision.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";
import { tellContact } from "./tell-contact.ts";
import type { Decided, HeldSession } from "./trigger-context.ts";

interface DecidedMove extends Pick<HeldSession, "trigger" | "wts">, Omit<Decided, "slot"> {
  session: RouteForSession["session"];
  provenance: Provenance;
}

/** `session` has to be able to record the move. */
type OwnMove<Of extends DecidedMove> = Of & Pick<HeldSession, "session">;

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

const withDecision = ({ answer }: DecidedMove, { type, detail }: Outcome): Outcome => ({
  type,
  detail: { ...detail, decision: publishedDecision(answer) },
});

/** What a move came to, once WTS has said yes and its reasons are on their way. */
interface Moved {
  answer: WtsSession | WtsMessage;
  outcome: Outcome;
  /** Where the session was before. */
  remarks?: Properties;
}

export const sessionMover = (
  dependencies: Pick<
    RoutingDependencies,
    "routing" | "queue" | "moves" | "slots" | "language" | "zones" | "clock" | "log"
  >,
) => {
  const { routing, queue, moves, slots, language, zones, clock, log } = dependencies;

  const logLater = (message: string, id: string) => (error: unknown) =>
    log.error(message, { commandId: id, ...faultFields(toFault(error)) });

  /** What was reserved for the move is given back as far as it is certain that nothing came of it. */
  const takeBack = async (move: Move, fault: Fault, hasWritten: boolean): Promise<void> => {
    const { provenance, answer, slot } = move;
    const { id, account } = provenance;
    const key = { account, sessionId: move.trigger.sessionId };
    const isCertain = !hasWritten || refusals.includes(fault.kind);
    // The rate limit refused the last call, but an attempt before it may have reached WTS.
    const isLikely = isCertain || fault.logged.wtsReason === "RATE_LIMIT";
    if (isLikely) await moves.undo(key, answer.seen.day, id);
    if (isCertain) await slot.giveBack();
    else if (isLikely) await slot.giveTurnBack();
  };

  /** Nothing was begun: what was reserved for it is free again, and what cannot be given back ends by itself. */
  const stepBack = async ({ slot }: Move): Promise<void> => {
    await Promise.allSettled([slot.giveBack()]);
  };

  /** The promise of whoever had the session until now may still stand: it is over. */
  const freeFormerSlot = async ({ trigger, answer: { facts, decision } }: Move): Promise<void> => {
    const { userId } = facts;
    if (userId !== null && userId !== decision.userId)
      await slots.release({ account: trigger.account, userId }, facts.id);
  };

  /** The reasons go out before the move is recorded: what is recorded is not done again. */
  const explained = async (move: DecidedMove, outcome: Outcome): Promise<Outcome> => {
    const timeZone = zoneOf(zones, move.trigger.account);
    await noteReasons({ queue, routing }, move, { language, timeZone });
    await tellContact({ queue, routing }, move, language);
    return withDecision(move, outcome);
  };

  /** Undefined when the session has used up its moves of today meanwhile. */
  const apply = async (move: Move, steps: StepRecord): Promise<Moved | undefined> => {
    const { trigger, provenance, answer, wtsSession, session, departmentId } = move;
    const { decision, seen } = answer;
    const { id, account } = provenance;
    const key = { account, sessionId: trigger.sessionId };
    const { wts, hasWritten } = watchedWrites(move.wts);
    let reached: "nothing" | "begun" | "applied" = "nothing";
    try {
      const { maxHopsPerDay } = routing;
      if (!(await moves.begin(key, seen.day, maxHopsPerDay, seen.moves, begunMove(id, decision)))) return undefined;
      reached = "begun";
      const command = moveCommand({ ...decision, departmentId }, wtsSession);
      const given = { command, provenance: decidedProvenance(move), session, wts, clock, steps };
      const result = await applyToSession(given);
      // A move has no time of its own, so it is never stale.
      if (!result.applied) return undefined;
      reached = "applied";
      const { answer: answered, outcome, remarks } = result;
      return { answer: answered, outcome: await explained(move, outcome), ...(remarks && { remarks }) };
    } catch (error) {
      const fault = toFault(error);
      // What could not be taken back ends by itself.
      if (reached === "begun") await takeBack(move, fault, hasWritten()).catch(logLater("move not taken back", id));
      if (reached === "nothing") await stepBack(move);
      throw fault;
    }
  };

  /** The move as it was decided when it was begun. */
  const finishedMove = <Of extends DecidedMove>(move: Of, begun: BegunMove): Of => ({
    ...move,
    answer: { ...move.answer, decision: JSON.parse(begun.decision) as RoutingDecision },
  });

  const explainFinished = (move: DecidedMove, { departmentId, userId }: BegunMove): Promise<Outcome> => {
    const command = moveCommand({ ...move.answer.decision, departmentId: departmentId ?? "" }, move.wtsSession);
    return explained(move, successOf(command, decidedProvenance(move), { departmentId, userId }));
  };

  const entryFor = (move: DecidedMove) =>
    entryOf(decidedProvenance(move), { sessionId: move.trigger.sessionId, command: "transfer" });

  return {
    /**
     * "limit" when the session has used up its moves of today meanwhile, "duplicate" when this trigger was done before.
     * Throws Fault:
     * - where the move is not begun, the slot and the turn are given back;
     * - where WTS certainly changed nothing, the move is undone as well;
     * - where that is not certain, the slot stays reserved until the lists of WTS show the session, or it ends by itself;
     * - where WTS said yes and we could not record it, the begun move tells the repetition to `finish` it.
     */
    move: async (move: OwnMove<Move>): Promise<"moved" | "limit" | "duplicate"> => {
      let isBegun = false;
      const once = move.session.once<"moved" | "limit">(entryFor(move), async ({ steps }) => {
        isBegun = true;
        const moved = await apply(move, steps);
        if (!moved) return { as: "left", answer: "limit" };
        const { outcome, remarks } = moved;
        return { as: "applied", outcome, ...(remarks && { remarks }), answer: "moved" };
      });
      const done = await once.catch(async (error: unknown) => {
        if (!isBegun) await stepBack(move);
        throw error;
      });
      if (done.did === "found" || done.answer === "limit") await stepBack(move);
      if (done.did === "found") return "duplicate";
      if (done.answer === "moved") await freeFormerSlot(move).catch(logLater("slot not freed", move.provenance.id));
      return done.answer;
    },

    /** Finishes the move of a function that died between WTS's yes and its record: the session is where it was to go. False when it was finished before. */
    finish: async (move: OwnMove<DecidedMove>, begun: BegunMove): Promise<boolean> => {
      const finished = finishedMove(move, begun);
      const { did } = await move.session.once(entryFor(finished), async () => ({
        as: "applied",
        outcome: await explainFinished(finished, begun),
        answer: undefined,
      }));
      return did === "finished";
    },

    /** For whoever records the move themselves: undefined when the session has used up its moves of today. Throws Fault as `move` does. */
    moveUnrecorded: async (move: Move, steps: StepRecord): Promise<Moved | undefined> => {
      const moved = await apply(move, steps);
      if (moved) await freeFormerSlot(move).catch(logLater("slot not freed", move.provenance.id));
      else await stepBack(move);
      return moved;
    },

    /** As `finish`, for whoever records the move themselves. */
    finishUnrecorded: (move: DecidedMove, begun: BegunMove): Promise<Outcome> =>
      explainFinished(finishedMove(move, begun), begun),
  };
};
