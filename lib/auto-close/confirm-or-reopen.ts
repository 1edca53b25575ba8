// What WTS says of a session that it closed for us: closed it is, or the contact wrote in that very moment and gets it back.
import { applyCommand } from "../commands/apply/apply.ts";
import { readSession } from "../commands/apply/prepare.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { successOf } from "../records/outcomes.ts";
import { toFault } from "../runtime/error-body.ts";
import { faultFields } from "../runtime/log-fault.ts";
import type { WtsSession } from "../wts/types.ts";
import type { Acted } from "./action-result.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { reopening } from "./reopening.ts";
import { type Turn, type TurnRun, turns } from "./run-command.ts";

export const settleCloses = (dependencies: AutoCloseDependencies, run: TurnRun) => {
  const { clock } = dependencies;
  const { connect, finish, tell } = turns(dependencies, run);

  const settle = async (turn: Turn, answer: WtsSession): Promise<Acted> => {
    const { command, provenance, before } = turn;
    const isSilent = instantMs(answer.lastMessageIn) === undefined && before.lastMessageInMs !== null;
    // WTS may say yes without a word, and we ask whether the contact has written.
    const session = isSilent ? await readSession(connect().wts.client, command.sessionId) : answer;
    const after = { endAt: session.endAt ?? null };
    const lastInMs = instantMs(session.lastMessageIn) ?? Number.NEGATIVE_INFINITY;
    if (lastInMs <= (before.lastMessageInMs ?? Number.NEGATIVE_INFINITY)) {
      const finished = await finish(turn, "applied", successOf(command, provenance, {}));
      tell("info", "closed", turn);
      return { result: "closed", after, ...finished };
    }
    const update = reopening(command.sessionId, before);
    try {
      // Before all sweeps: somebody waits for an answer.
      await applyCommand(update, { wts: connect("caller").wts, clock });
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind !== faults.wtsRefused) throw error;
      tell("error", "not given back", turn, faultFields(fault));
      const finished = await finish(turn, "applied", successOf(command, provenance, {}));
      return { result: "failed", code: "REOPENING_REFUSED", after, ...finished };
    }
    const reasons = [...(provenance.reasons ?? []), "REOPENED"];
    const finished = await finish(turn, "applied", successOf(update, { ...provenance, reasons }, {}));
    tell("info", "reopened", turn);
    return { result: "reopened", after, ...finished };
  };

  return {
    settle,
    /** Whether a close arrived whose answer did not. */
    settleIfClosed: async (turn: Turn): Promise<Acted | undefined> => {
      const session = await readSession(connect().wts.client, turn.command.sessionId);
      return session.status === "COMPLETED" ? settle(turn, session) : undefined;
    },
  };
};
