// Closes one idle session the way its policy says, and only while its contact says nothing.
import type { BeforeStep } from "../commands/apply/apply.ts";
import { guardExpectation, readSession } from "../commands/apply/prepare.ts";
import type { Claimed, Ending, HeldSession } from "../commands/execute-once.ts";
import type { CompleteCommand } from "../core/command/command.ts";
import { faults } from "../core/faults.ts";
import type { Said } from "../core/texts/saying.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { isRateLimit } from "../wts/choose-fault.ts";
import type { WtsSession } from "../wts/types.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { closeConfirmer } from "./confirm-or-reopen.ts";
import { codeOfFound, isOnItsWay } from "./decide-session.ts";
import { freshMs } from "./fresh-wts.ts";
import { noteLeft } from "./note-left.ts";
import { sessionRecordOf } from "./records/run-records.ts";
import { completionOf } from "./rules/completion-of.ts";
import { beforeOf, expectationOf, isNoted, noticeOf } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import { saidByPolicy } from "./rules/what-is-said.ts";
import {
  type ActionBasis,
  type ActionResult,
  type ActiveRun,
  leftOpen,
  mayWaitForWts,
  RunInterrupted,
  runCommands,
  unsettled,
} from "./run-command.ts";

/** It is thrown before a step that has to wait for the next run. */
class NotSentYet extends Error {
  override readonly name = "NotSentYet";
}

const withoutFields = ({ metadata: _, classification: __, ...bare }: CompleteCommand): CompleteCommand => bare;

const withoutTexts = ({ note: _, farewell: __, ...silent }: CompleteCommand): CompleteCommand => silent;

const completeCommandOf = (planned: PlannedAction, farewell: Said | undefined): CompleteCommand => {
  const { facts, policy, runId, again } = planned;
  const completion = completionOf(policy.policy, { runId, farewell });
  if (again) {
    const { reactivateOnNewMessage, stopBotInExecution } = completion;
    return { command: "complete", sessionId: facts.id, reactivateOnNewMessage, stopBotInExecution };
  }
  const isOneCall = ["note", "farewell", "metadata", "classification"].every((part) => !(part in completion));
  // WTS is asked once more where there is more to do than one call, which could take minutes.
  return { ...completion, sessionId: facts.id, ...(!isOneCall && { expect: expectationOf(beforeOf(planned)) }) };
};

export const sessionCloser = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { notices, clock } = dependencies;
  const commands = runCommands(dependencies, run);
  const { confirmOrReopen, confirmIfClosed } = closeConfirmer(dependencies, run);

  return async (planned: PlannedAction, { readAtMs, prepaidCalls }: ActionBasis): Promise<ActionResult> => {
    const { facts, policy, notice } = planned;
    const { runId, sendFarewell, again, as = "text" } = planned;
    const said = sendFarewell && !again ? saidByPolicy(policy.policy, "farewell", { runId, facts, as }) : undefined;
    const command = completeCommandOf(planned, said);
    const { expect } = command;
    const runCommand = { ...commands.runCommandOf(command, sessionRecordOf(run.account, planned)), said };
    const closing = noticeOf(planned, "closing", said);

    const attempt = async (
      attempted: CompleteCommand,
      claimed: Claimed,
      session: HeldSession,
    ): Promise<Ending<ActionResult>> => {
      const fresh = commands.connect("background", session.actByMs, prepaidCalls);
      fresh.actBy(readAtMs + freshMs);
      let step: string | undefined;
      let writesBefore = 0;
      const readAgain = async (): Promise<void> => {
        if (run.prepaid.isNeeded) await fresh.prepay(2);
        fresh.actBy(Number.POSITIVE_INFINITY);
        const read = await readSession(fresh.wts.client, facts.id);
        if (expect) guardExpectation(expect, read);
        fresh.actBy(fresh.calledAtMs() + freshMs);
      };
      const beforeStep: BeforeStep = async (next, answer) => {
        // What was read to compare it with `expect` is the newest we know.
        if (step === undefined && expect) fresh.actBy(fresh.calledAtMs() + freshMs);
        // It would land in the closed session, and open it again.
        if (step === "farewell" && isOnItsWay(answer?.status)) throw new NotSentYet();
        // Sending may take 25 s, in which the contact may have answered.
        const isOld = step !== undefined && clock.now() >= fresh.calledAtMs() + freshMs / 2;
        if (step === "farewell" || isOld || (expect && run.prepaid.isNeeded)) await readAgain();
        step = next;
        writesBefore = fresh.writes();
      };
      try {
        const closed = await commands.apply({ ...runCommand, command: attempted }, claimed, session, fresh, beforeStep);
        return await confirmOrReopen(runCommand, closed.answer as WtsSession);
      } catch (error) {
        const fault = error instanceof NotSentYet ? undefined : toFault(error);
        if (fault === undefined || fault.kind === faults.wtsOutcomeUnknown) {
          if (fault ? notice?.unsureInRun !== undefined : notice?.farewellWasLate) {
            // The text was looked for once more, and is not there, or still not sent: the close waits no longer.
            commands.logCommand("warn", "closed without its texts", runCommand, fault && faultFields(fault));
            return attempt(withoutTexts(attempted), claimed, session);
          }
          const late = fault ? {} : { farewellWasLate: true };
          await notices.save(run.account, facts.id, { ...closing, ...late, unsureInRun: run.id });
          return unsettled(leftOpen(fault ? faults.wtsOutcomeUnknown.code : "FAREWELL_NOT_SENT_YET"));
        }
        if (fault.kind === faults.wtsRefused && step === "farewell") {
          if (policy.policy.whenUnsendable !== "close")
            return commands.refuse(runCommand, fault, "FAREWELL_UNSENDABLE");
          return attempt(withoutTexts(attempted), claimed, session);
        }
        if (fault.kind === faults.wtsRefused && step === "partial") {
          // The contact has heard our goodbye: what is only said about the session does not keep it open.
          commands.logCommand("warn", "closed without its metadata and classification", runCommand, faultFields(fault));
          return attempt(withoutFields(withoutTexts(attempted)), claimed, session);
        }
        const isInDoubt = fault.kind === faults.wtsRefused || fault.kind === faults.wtsUnavailable;
        // The rate limit refused the last attempt, but one before it may have reached WTS.
        const mayBeClosed = !isRateLimit(fault) || fresh.writes() > writesBefore;
        if (step === "complete" && isInDoubt && mayBeClosed) {
          const confirmed = await confirmIfClosed(runCommand).catch(async (cause: unknown) => {
            if (!mayWaitForWts(run, clock)) return undefined;
            await claimed.noteBegun();
            throw new RunInterrupted("nobody can say now whether a session is closed", { cause });
          });
          if (confirmed) return confirmed;
        }
        return commands.afterFailure(runCommand, error);
      }
    };

    const done = await commands.execute(runCommand, async (claimed, session) => {
      const held = await commands.heldSince(planned);
      if (held) return held;
      const says = command.note !== undefined || command.farewell !== undefined;
      const isKept = says || (policy.courtesy !== undefined && !planned.again);
      if (isKept && !isNoted(planned, closing)) await notices.save(run.account, facts.id, closing);
      return attempt(command, claimed, session);
    });
    return commands.resultOf(runCommand, done, async (found) => {
      const code = codeOfFound("close", found);
      await noteLeft(dependencies, run.account, { plan: planned, code, found });
      return leftOpen(code);
    });
  };
};
