// Closes one idle session the way its policy says, and only while its contact says nothing.
import type { BeforeStep } from "../commands/apply/apply.ts";
import { guardExpectation, readSession } from "../commands/apply/prepare.ts";
import type { CompleteCommand } from "../core/command.ts";
import { faults } from "../core/faults.ts";
import type { Claimed } from "../records/ledger.ts";
import { toFault } from "../runtime/error-body.ts";
import { faultFields } from "../runtime/log-fault.ts";
import { asFault } from "../wts/as-fault.ts";
import type { WtsMessage, WtsSession } from "../wts/types.ts";
import { WtsApiError } from "../wts/wts-api-error.ts";
import { type Acted, left, RunInterrupted } from "./action-result.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { settleCloses } from "./confirm-or-reopen.ts";
import { freshMs } from "./fresh-wts.ts";
import { beforeOf, isNoted, noticeOf } from "./notice-of.ts";
import { completionOf } from "./rules/completion-of.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import { commandIdFor, isRateLimit, mayWaitForWts, type Turn, type TurnRun, turns } from "./run-command.ts";

/** Thrown before a step that has to wait for the next run. */
class NotSentYet extends Error {
  override readonly name = "NotSentYet";
}

/** Accepted by WTS and not sent: it would land in the closed session, and open it again. */
const isOnItsWay = (status: string | undefined): boolean => status === "QUEUED" || status === "PROCESSING";

const withoutFields = ({ metadata: _, classification: __, ...bare }: CompleteCommand): CompleteCommand => bare;

const withoutTexts = ({ note: _, farewell: __, ...silent }: CompleteCommand): CompleteCommand => silent;

const commandOf = (planned: PlannedAction): CompleteCommand => {
  const { facts, policy, runId, sendFarewell } = planned;
  const completion = completionOf(policy.policy, { runId, sendFarewell });
  const { status, userId, departmentId, lastMessageInMs } = beforeOf(planned);
  const isOneCall = ["note", "farewell", "metadata", "classification"].every((part) => !(part in completion));
  const lastMessageIn = lastMessageInMs === null ? null : new Date(lastMessageInMs).toISOString();
  // WTS is asked once more where there is more to do than one call, which could take minutes.
  const expect = { status, userId, departmentId, lastMessageIn };
  return { ...completion, sessionId: facts.id, ...(!isOneCall && { expect }) };
};

export const sessionCloser = (dependencies: AutoCloseDependencies, run: TurnRun) => {
  const { ledger, notices, clock } = dependencies;
  const { claim, notClaimed, turnOf, connect, take, tell, refuse, afterFailure } = turns(dependencies, run);
  const { settle, settleIfClosed } = settleCloses(dependencies, run);

  /** WTS accepts a warning long before it knows whether it arrives: why nobody may be closed on it. */
  const warningProblem = async ({ notice, policy, facts }: PlannedAction, turn: Turn): Promise<Acted | undefined> => {
    if (notice?.state !== "warned" || notice.messageId === undefined) return undefined;
    try {
      const { status } = await connect().wts.client.getMessageStatus(notice.messageId);
      if (status === "FAILED" && policy.policy.whenUnsendable !== "close") return left("WARNING_UNSENDABLE");
      if (!isOnItsWay(status) || notice.wasLate) return undefined;
      await notices.save(run.account, facts.id, { ...notice, wasLate: true });
      return left("WARNING_NOT_SENT_YET");
    } catch (error) {
      if (error instanceof WtsApiError && error.isRefusal) return undefined;
      return afterFailure(turn, asFault(error));
    }
  };

  /** `readAtMs`: when WTS was asked for the facts. */
  return async (planned: PlannedAction, readAtMs: number): Promise<Acted> => {
    const { facts, policy, reasons, silence, notice } = planned;
    const { name, whenUnsendable } = policy.policy;
    const commandId = commandIdFor(run.account, "close", silence);
    const command = commandOf(planned);
    const { expect } = command;
    const turn = turnOf(command, { commandId, policy: name, reasons, before: beforeOf(planned) });
    const unwarned = await warningProblem(planned, turn);
    if (unwarned) return unwarned;
    const claimed = await claim(turn);
    if (claimed.state !== "claimed") return notClaimed(claimed.state);
    const closing = noticeOf(planned, "closing");
    const says = command.note !== undefined || command.farewell !== undefined;
    if (says && !isNoted(planned, "closing")) await notices.save(run.account, facts.id, closing);

    const attempt = async (attempted: CompleteCommand, from: Claimed): Promise<Acted> => {
      const fresh = connect();
      fresh.actBy(readAtMs + freshMs);
      let step: string | undefined;
      const readAgain = async (): Promise<void> => {
        if (run.spare.isNeeded) await fresh.prepay();
        fresh.actBy(Number.POSITIVE_INFINITY);
        const session = await readSession(fresh.wts.client, facts.id);
        if (expect) guardExpectation(expect, session);
        fresh.actBy(fresh.calledAtMs() + freshMs);
      };
      const beforeStep: BeforeStep = async (next, answer) => {
        // What was read to compare it is the newest we know.
        if (step === undefined && expect) fresh.actBy(fresh.calledAtMs() + freshMs);
        if (step === "farewell" && isOnItsWay(answer?.status)) throw new NotSentYet();
        // Sending may take 25 s, in which the contact may have answered.
        const isOld = step !== undefined && clock.now() >= fresh.calledAtMs() + freshMs / 2;
        if (step === "farewell" || isOld || (expect && run.spare.isNeeded)) await readAgain();
        step = next;
      };
      try {
        const record = (_outcome: unknown, answer: WtsSession | WtsMessage) => settle(turn, answer as WtsSession);
        return await take({ ...turn, command: attempted }, from, fresh, { beforeStep, record });
      } catch (error) {
        const fault = error instanceof NotSentYet ? undefined : toFault(error);
        if (fault === undefined || fault.kind === faults.wtsOutcomeUnknown) {
          if (fault && notice?.unsureInRun !== undefined) {
            // Looked for once more, and not there: the close waits no longer.
            tell("warn", "closed without its texts", turn, faultFields(fault));
            return attempt(withoutTexts(attempted), from);
          }
          await notices.save(run.account, facts.id, { ...closing, unsureInRun: run.id });
          await ledger.giveBack(commandId, run.owner);
          return left(fault ? faults.wtsOutcomeUnknown.code : "FAREWELL_NOT_SENT_YET");
        }
        if (fault.kind === faults.wtsRefused && step === "farewell") {
          if (whenUnsendable !== "close") return refuse(turn, fault, "FAREWELL_UNSENDABLE");
          return attempt(withoutTexts(attempted), from);
        }
        if (fault.kind === faults.wtsRefused && step === "partial") {
          // The contact has been told goodbye: what is only said about the session does not keep it open.
          tell("warn", "closed without its metadata and classification", turn, faultFields(fault));
          return attempt(withoutFields(withoutTexts(attempted)), from);
        }
        const isInDoubt = fault.kind === faults.wtsRefused || fault.kind === faults.wtsUnavailable;
        if (step === "complete" && isInDoubt && !isRateLimit(fault)) {
          const settled = await settleIfClosed(turn).catch((cause: unknown) => {
            if (!mayWaitForWts(run, clock)) return undefined;
            throw new RunInterrupted("nobody can say now whether a session is closed", { cause });
          });
          if (settled) return settled;
        }
        return afterFailure(turn, error);
      }
    };
    return attempt(command, claimed);
  };
};
