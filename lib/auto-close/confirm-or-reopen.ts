// What WTS says of a session that it closed for us: closed it is, or the contact wrote in that very moment and gets it back.
import { applyCommand } from "../commands/apply/apply.ts";
import { readSession } from "../commands/apply/prepare.ts";
import type { Ending } from "../commands/execute-once.ts";
import type { UpdateCommand } from "../core/command/command.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { successOf } from "../records/outcomes.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { WtsSession } from "../wts/types.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { SessionBefore } from "./rules/notice.ts";
import { type ActionResult, type ActiveRun, type RunCommand, runCommands } from "./run-command.ts";

/** WTS sets the end when it closes a session; an open one has none. */
export const reopening = (sessionId: string, { status }: SessionBefore): UpdateCommand => ({
  command: "update",
  sessionId,
  fields: ["Status", "EndAt"],
  status,
  endAt: null,
});

export const closeConfirmer = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { clock } = dependencies;
  const { connect, logCommand } = runCommands(dependencies, run);

  const confirmOrReopen = async (runCommand: RunCommand, answer: WtsSession): Promise<Ending<ActionResult>> => {
    const { command, provenance, before } = runCommand;
    const isSilent = instantMs(answer.lastMessageIn) === undefined && before.lastMessageInMs !== null;
    // WTS may say yes without a word, and we ask whether the contact has written.
    const session = isSilent ? await readSession(connect().wts.client, command.sessionId) : answer;
    const after = { endAt: session.endAt ?? null };
    const lastInMs = instantMs(session.lastMessageIn) ?? Number.NEGATIVE_INFINITY;
    if (lastInMs <= (before.lastMessageInMs ?? Number.NEGATIVE_INFINITY)) {
      logCommand("info", "closed", runCommand);
      return { as: "applied", outcome: successOf(command, provenance, {}), answer: { result: "closed", after } };
    }
    const update = reopening(command.sessionId, before);
    try {
      // It goes before all background work: somebody waits for an answer.
      await applyCommand(update, { wts: connect("caller").wts, clock });
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind !== faults.wtsRefused) throw error;
      logCommand("error", "not reopened", runCommand, faultFields(fault));
      const code = "REOPENING_REFUSED";
      const outcome = successOf(command, provenance, {});
      return { as: "applied", outcome, remarks: { code }, answer: { result: "failed", code, after } };
    }
    const reasons = [...(provenance.reasons ?? []), "REOPENED"];
    logCommand("info", "reopened", runCommand);
    const outcome = successOf(update, { ...provenance, reasons }, {});
    return { as: "applied", outcome, answer: { result: "reopened", after } };
  };

  return {
    confirmOrReopen,
    /** It looks whether a close arrived whose answer did not; undefined where it did not. */
    confirmIfClosed: async (runCommand: RunCommand): Promise<Ending<ActionResult> | undefined> => {
      const session = await readSession(connect().wts.client, runCommand.command.sessionId);
      return session.status === "COMPLETED" ? confirmOrReopen(runCommand, session) : undefined;
    },
  };
};
