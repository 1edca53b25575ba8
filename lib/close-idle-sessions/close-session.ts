// Closes one idle session the way its policy says, and only while its contact says nothing.
import type { BeforeStep } from "../apply/apply.ts";
import { guardExpectation } from "../apply/guard-expectation.ts";
import { readSession } from "../apply/prepare.ts";
import type { CompleteCommand } from "../core/command.ts";
import { faults } from "../core/faults.ts";
import { completionOf } from "../core/policies/completion-of.ts";
import type { PlannedAction } from "../core/policies/plan-session.ts";
import { toFault } from "../error-body.ts";
import { faultFields } from "../log-fault.ts";
import type { Claimed } from "../records/ledger.ts";
import type { WtsMessage, WtsSession } from "../wts/types.ts";
import { type Acted, left, SweepInterrupted } from "./acted.ts";
import type { SweepDependencies } from "./dependencies.ts";
import { freshMs } from "./fresh-wts.ts";
import { beforeOf, noticeOf } from "./notice-of.ts";
import { settleCloses } from "./settle-close.ts";
import { commandIdFor, isRateLimit, type TurnRun, turns } from "./turn.ts";

/** Thrown before a step that has to wait for the next run. */
class NotSentYet extends Error {
  override readonly name = "NotSentYet";
}

/** Accepted by WTS and not sent: it would land in the closed session, and open it again. */
const isOnItsWay = (answer: WtsSession | WtsMessage | undefined): boolean =>
  answer?.status === "QUEUED" || answer?.status === "PROCESSING";

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

export const sessionCloser = (dependencies: SweepDependencies, run: TurnRun) => {
  const { ledger, notices, clock } = dependencies;
  const { claim, notClaimed, turnOf, connect, take, tell, refuse, afterFailure } = turns(dependencies, run);
  const { settle, settleIfClosed } = settleCloses(dependencies, run);

  /** `readAtMs`: when WTS was asked for the facts. */
  return async (planned: PlannedAction, readAtMs: number): Promise<Acted> => {
    const { facts, policy, reasons, idleState, notice } = planned;
    const { name, whenUnsendable } = policy.policy;
    const commandId = commandIdFor(run.account, idleState);
    const command = commandOf(planned);
    const { expect } = command;
    const turn = turnOf(command, { commandId, policy: name, reasons, before: beforeOf(planned) });
    const claimed = await claim(turn);
    if (claimed.state !== "claimed") return notClaimed(claimed.state);
    const closing = noticeOf(planned, "closing");
    const says = command.note !== undefined || command.farewell !== undefined;
    if (says && notice?.state !== "closing") await notices.save(run.account, facts.id, closing);

    const attempt = async (attempted: CompleteCommand, from: Claimed): Promise<Acted> => {
      const fresh = connect();
      fresh.actBy(readAtMs + freshMs);
      let step: string | undefined;
      const readAgain = async (): Promise<void> => {
        fresh.actBy(Number.POSITIVE_INFINITY);
        const session = await readSession(fresh.wts.client, facts.id);
        if (expect) guardExpectation(expect, session);
        fresh.actBy(fresh.calledAtMs() + freshMs);
      };
      const beforeStep: BeforeStep = async (next, answer) => {
        // What was read to compare it is the newest we know.
        if (step === undefined && expect) fresh.actBy(fresh.calledAtMs() + freshMs);
        if (step === "farewell" && isOnItsWay(answer)) throw new NotSentYet();
        // Sending may take 25 s, in which the contact may have answered.
        if (step === "farewell" || (step !== undefined && clock.now() >= fresh.calledAtMs() + freshMs / 2))
          await readAgain();
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
          return left(fault ? fault.code : "FAREWELL_NOT_SENT_YET");
        }
        if (fault.kind === faults.wtsRefused && step === "farewell") {
          if (whenUnsendable !== "close") return refuse(turn, fault, "FAREWELL_UNSENDABLE");
          return attempt(withoutTexts(attempted), from);
        }
        const isInDoubt = fault.kind === faults.wtsRefused || fault.kind === faults.wtsUnavailable;
        if (step === "complete" && isInDoubt && !isRateLimit(fault)) {
          const settled = await settleIfClosed(turn).catch((cause: unknown) => {
            throw new SweepInterrupted("nobody can say now whether a session is closed", { cause });
          });
          if (settled) return settled;
        }
        return afterFailure(turn, error);
      }
    };
    return attempt(command, claimed);
  };
};
