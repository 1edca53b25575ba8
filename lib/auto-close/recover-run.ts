// After a crash: what the invocation before had begun is looked into before anything new is begun.
import { sessionPlace } from "../aws/item-keys.ts";
import type { Ending } from "../commands/execute-once.ts";
import type { CompleteCommand } from "../core/command/command.ts";
import { type Fault, faults } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import type { CommandRecord } from "../records/ledger.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { closeConfirmer } from "./confirm-or-reopen.ts";
import type { SessionRecord } from "./records/run-records.ts";
import {
  type ActionResult,
  type ActiveRun,
  leftOpen,
  mayWaitForWts,
  type RunCommand,
  RunInterrupted,
  runCommands,
  unsettled,
} from "./run-command.ts";
import type { RunProgress } from "./run-progress.ts";

const isKeyRefused = ({ kind, logged }: Fault): boolean => kind === faults.wtsDenied && logged.wtsStatus !== 403;

interface Recovered {
  /** Absent where it is to be decided on again, as the list shows it. */
  result?: ActionResult | undefined;
  /** It may not have been told by whoever died. */
  outcome?: Outcome | undefined;
}

/** What became of an action whose invocation died; undefined where nothing did. */
const sessionRecoverer = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { ledger, clock } = dependencies;
  const { execute, runCommandOf, logCommand } = runCommands(dependencies, run);
  const { confirmIfClosed } = closeConfirmer(dependencies, run);

  const resultOf = (
    { deliveryId, state, outcome }: CommandRecord,
    action: SessionRecord["action"],
  ): Recovered | undefined => {
    // A session that an earlier run closed, and somebody opened again, was not closed by this one.
    if (deliveryId !== run.id) return undefined;
    if (state !== "applied") return { outcome };
    if (action === "warn") return { result: { result: "warned" }, outcome };
    return { result: { result: outcome?.type === "Session Closed" ? "closed" : "reopened" }, outcome };
  };

  const lookAt = async (runCommand: RunCommand): Promise<Ending<ActionResult> | undefined> => {
    try {
      return await confirmIfClosed(runCommand);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind === faults.sessionNotFound) return unsettled(leftOpen("GONE"));
      const canWait = fault.kind === faults.wtsUnavailable && mayWaitForWts(run, clock);
      const isOurs = !(fault.kind.code.startsWith("WTS_") || fault.kind === faults.internal);
      if (canWait || isOurs || isKeyRefused(fault)) throw error;
      // One session that WTS does not let us look at must not hold up all others for ever.
      logCommand("error", "nobody knows whether it was closed", runCommand, faultFields(fault));
      return unsettled({ result: "failed", code: "CLOSE_UNKNOWN" });
    }
  };

  return async (session: SessionRecord): Promise<Recovered | undefined> => {
    const { id: sessionId, commandId, action } = session;
    const record = await ledger.read(sessionPlace({ account: run.account, sessionId }), commandId);
    if (record && record.state !== "begun") return resultOf(record, action);
    // A warning is looked for when its notice is found.
    if (action === "warn") return undefined;
    const command: CompleteCommand = {
      command: "complete",
      sessionId,
      reactivateOnNewMessage: true,
      stopBotInExecution: true,
    };
    const runCommand = runCommandOf(command, session);
    const done = await execute<ActionResult | undefined>(runCommand, async ({ wasBegun }) => {
      const looked = wasBegun ? await lookAt(runCommand) : undefined;
      return looked ?? { as: "left", answer: undefined };
    });
    if (done.did === "busy") {
      if (mayWaitForWts(run, clock)) throw new RunInterrupted("somebody else works on a session that may be closed");
      return undefined;
    }
    if (done.did === "found") return resultOf(done.record, action);
    return { result: done.answer, ...(done.did === "finished" && { outcome: done.outcome }) };
  };
};

export const recoverRun = async (
  dependencies: AutoCloseDependencies,
  run: ActiveRun & { progress: RunProgress },
): Promise<void> => {
  const { runs, lifecycle, log } = dependencies;
  const { id, account, progress, lease } = run;
  const recoverSession = sessionRecoverer(dependencies, run);
  for (const seq of progress.openRecords()) {
    const settled: SessionRecord[] = [];
    const sessions = await runs.readSessions(id, seq);
    for (const session of sessions ?? []) {
      await lease.ensure();
      const recovered = session.result === undefined ? await recoverSession(session) : undefined;
      if (recovered?.outcome)
        await lifecycle.tell([{ place: sessionPlace({ account, sessionId: session.id }), outcome: recovered.outcome }]);
      const ended = recovered?.result ?? session;
      if (ended.result === undefined || ended.result === "again" || ended.result === "instead") continue;
      const { result, code, after } = ended;
      settled.push({ ...session, result, ...(code !== undefined && { code }), ...(after && { after }) });
    }
    // Without a record nothing of it was begun.
    if (sessions) await runs.settleSessions(id, seq, settled);
    progress.settle(seq, settled);
    await progress.save();
    log.warn("auto-close run goes on after a crash", { runId: id, account, record: seq, settled: settled.length });
  }
};
