// What WTS says of a session that it closed for us: closed it is, or the contact wrote in that very moment and gets it back.
import { applyCommand } from "../apply/apply.ts";
import { readSession } from "../apply/prepare.ts";
import { instantMs } from "../core/instant.ts";
import { successOf } from "../records/outcomes.ts";
import type { WtsSession } from "../wts/types.ts";
import type { Acted } from "./acted.ts";
import type { SweepDependencies } from "./dependencies.ts";
import { reopening } from "./reopening.ts";
import { type Turn, type TurnRun, turns } from "./turn.ts";

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

export const settleCloses = (dependencies: SweepDependencies, run: TurnRun) => {
  const { clock } = dependencies;
  const { connect, finish, tell } = turns(dependencies, run);

  const settle = async (turn: Turn, session: WtsSession): Promise<Acted> => {
    const { command, provenance, before } = turn;
    const after = { updatedAt: textOf(session.updatedAt), endAt: textOf(session.endAt) };
    const lastInMs = instantMs(session.lastMessageIn) ?? Number.NEGATIVE_INFINITY;
    if (lastInMs <= (before.lastMessageInMs ?? Number.NEGATIVE_INFINITY)) {
      const finished = await finish(turn, "applied", successOf(command, provenance, {}));
      tell("info", "closed", turn);
      return { result: "closed", after, ...finished };
    }
    const update = reopening(command.sessionId, before);
    // Before all sweeps: somebody waits for an answer.
    await applyCommand(update, { wts: connect("caller").wts, clock });
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
