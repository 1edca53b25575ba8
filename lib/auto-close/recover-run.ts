// After a crash: what the invocation before had begun is looked into before anything new is begun.
import type { CompleteCommand } from "../core/command/command.ts";
import { type Fault, faults } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { closeConfirmer } from "./confirm-or-reopen.ts";
import type { SessionRecord } from "./records/run-records.ts";
import { type ActionResult, type ActiveRun, leftOpen, mayWaitForWts, runCommands } from "./run-command.ts";
import type { RunProgress } from "./run-progress.ts";

const isKeyRefused = ({ kind, logged }: Fault): boolean => kind === faults.wtsDenied && logged.wtsStatus !== 403;

/** What became of an action whose invocation died; undefined where it is to be decided on again, as the list shows it. */
const sessionRecoverer = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { ledger, clock } = dependencies;
  const { claim, runCommandOf, logCommand } = runCommands(dependencies, run);
  const { confirmIfClosed } = closeConfirmer(dependencies, run);

  return async (session: SessionRecord): Promise<ActionResult | undefined> => {
    const { id: sessionId, commandId, action } = session;
    const item = await ledger.read(commandId);
    // A session that an earlier run closed, and somebody opened again, was not closed by this one.
    if (item?.deliveryId !== run.id) return undefined;
    if (item.state === "applied") {
      const { type } = JSON.parse(String(item.outcome)) as Outcome;
      if (action === "warn") return { result: "warned" };
      return { result: type === "Session Closed" ? "closed" : "reopened" };
    }
    // A warning is looked for when its notice is found.
    if (item.state !== "claimed" || action === "warn") return undefined;
    const command: CompleteCommand = {
      command: "complete",
      sessionId,
      reactivateOnNewMessage: true,
      stopBotInExecution: true,
    };
    const runCommand = runCommandOf(command, session);
    if ((await claim(runCommand)).state !== "claimed") return undefined;
    try {
      return await confirmIfClosed(runCommand);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind === faults.sessionNotFound) return leftOpen("GONE");
      const canWait = fault.kind === faults.wtsUnavailable && mayWaitForWts(run, clock);
      const isOurs = !(fault.kind.code.startsWith("WTS_") || fault.kind === faults.internal);
      if (canWait || isOurs || isKeyRefused(fault)) throw error;
      // One session that WTS does not let us look at must not hold up all others for ever.
      logCommand("error", "nobody knows whether it was closed", runCommand, faultFields(fault));
      return { result: "failed", code: "CLOSE_UNKNOWN" };
    } finally {
      // Where it was finished there is nothing left to give back.
      await ledger.giveBack(commandId, run.owner);
    }
  };
};

export const recoverRun = async (
  dependencies: AutoCloseDependencies,
  run: ActiveRun & { progress: RunProgress },
): Promise<void> => {
  const { runs, log } = dependencies;
  const { id, account, progress, lease } = run;
  const recoverSession = sessionRecoverer(dependencies, run);
  for (const seq of progress.openRecords()) {
    const settled: SessionRecord[] = [];
    const sessions = await runs.readSessions(id, seq);
    for (const session of sessions ?? []) {
      await lease.ensure();
      const recovered = session.result === undefined ? await recoverSession(session) : session;
      if (recovered?.result === undefined || recovered.result === "again" || recovered.result === "instead") continue;
      const { result, code, after } = recovered;
      settled.push({ ...session, result, ...(code !== undefined && { code }), ...(after && { after }) });
    }
    // Without a record nothing of it was begun.
    if (sessions) await runs.settleSessions(id, seq, settled);
    progress.settle(seq, settled);
    await progress.save();
    log.warn("auto-close run goes on after a crash", { runId: id, account, record: seq, settled: settled.length });
  }
};
