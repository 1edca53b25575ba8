// What became of an action whose invocation died: done without a record, or not begun.
import type { CompleteCommand } from "../core/command.ts";
import { type Fault, faults } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { type Acted, left } from "./action-result.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { settleCloses } from "./confirm-or-reopen.ts";
import type { SessionRecord } from "./records/run-records.ts";
import { mayWaitForWts, type TurnRun, turns } from "./run-command.ts";

const isKeyRefused = ({ kind, logged }: Fault): boolean => kind === faults.wtsDenied && logged.wtsStatus !== 403;

/** Undefined where it is to be decided on again, as the list shows it. */
export const sessionRecoverer = (dependencies: AutoCloseDependencies, run: TurnRun) => {
  const { ledger, clock } = dependencies;
  const { claim, turnOf, tell } = turns(dependencies, run);
  const { settleIfClosed } = settleCloses(dependencies, run);

  return async (session: SessionRecord): Promise<Acted | undefined> => {
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
      ...{ command: "complete", sessionId, reactivateOnNewMessage: true, stopBotInExecution: true },
    };
    const turn = turnOf(command, session);
    if ((await claim(turn)).state !== "claimed") return undefined;
    try {
      return await settleIfClosed(turn);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind === faults.sessionNotFound) return left("GONE");
      const canWait = fault.kind === faults.wtsUnavailable && mayWaitForWts(run, clock);
      const isOurs = !(fault.kind.code.startsWith("WTS_") || fault.kind === faults.internal);
      if (canWait || isOurs || isKeyRefused(fault)) throw error;
      // One session that WTS does not let us look at must not hold up all others for ever.
      tell("error", "nobody knows whether it was closed", turn, faultFields(fault));
      return { result: "failed", code: "CLOSE_UNKNOWN" };
    } finally {
      // Where it was finished there is nothing left to give back.
      await ledger.giveBack(commandId, run.owner);
    }
  };
};
