// One command of a run at one session: where it comes from, for how long it has the session, and what each failure means for the run.
import { sessionPlace } from "../aws/item-keys.ts";
import type { BeforeStep } from "../commands/apply/apply.ts";
import { applyToSession } from "../commands/apply/apply-to-session.ts";
import {
  type Busy,
  type Claimed,
  type Done,
  type Ending,
  type HeldSession,
  SessionLost,
} from "../commands/execute-once.ts";
import { decidedGuard } from "../commands/messages/message-guard.ts";
import type { SessionCommand } from "../core/command/command.ts";
import { type Fault, faults } from "../core/faults.ts";
import { shownSessionId } from "../core/ids.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Said } from "../core/texts/saying.ts";
import { type CommandRecord, entryOf } from "../records/ledger.ts";
import { rejectionOf } from "../records/outcomes.ts";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { LogFields } from "../runtime/log.ts";
import { isRateLimit } from "../wts/choose-fault.ts";
import type { WtsMessage, WtsSession } from "../wts/types.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type FreshWts, freshWts, type PrepaidTokens } from "./fresh-wts.ts";
import { type RunLease, RunLeaseLost } from "./records/run-leases.ts";
import { runOrigin, type SessionRecord } from "./records/run-records.ts";
import { attemptOf } from "./rules/attempt-of.ts";
import type { SessionBefore } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import type { SessionCode } from "./rules/reason-codes.ts";

/** A run, with what one invocation needs to go on with it. */
export interface ActiveRun {
  id: string;
  account: string;
  startedAtMs: number;
  /** The name under which this invocation holds leases and claims. */
  owner: string;
  lease: RunLease;
  /** Epoch milliseconds by which the invocation has to be done. */
  endBy: number;
  prepaid: PrepaidTokens;
}

export interface RunCommand {
  command: SessionCommand;
  provenance: Provenance;
  before: SessionBefore;
  /** What of its texts goes out. */
  said?: Said | undefined;
}

/** What an action on one session is decided on, and begun with. */
export interface ActionBasis {
  /** When WTS was asked for the facts. */
  readAtMs: number;
  /** So many calls have their tokens. */
  prepaidCalls: number;
}

/** How an action on one session ends. */
export type ActionResult =
  | (Pick<SessionRecord, "code" | "after"> & {
      result: "closed" | "warned" | "reopened" | "left" | "failed";
      /** The outcome that is to be published. */
      outcome?: Outcome;
    })
  /** The facts were too old by the time WTS could be called. */
  | { result: "again" }
  /** It cannot be done, and `planned` is to be done in its place. */
  | { result: "instead"; planned: PlannedAction };

export const leftOpen = (code: SessionCode | typeof faults.wtsOutcomeUnknown.code): ActionResult => ({
  result: "left",
  code,
});

/** The command is not settled: another run may do it. */
export const unsettled = (answer: ActionResult): Ending<ActionResult> => ({ as: "left", answer });

/** Nothing more can be done in this invocation, and nothing of it is lost: the next one goes on. */
export class RunInterrupted extends Error {
  override readonly name = "RunInterrupted";
}

/** One session of which WTS says nothing must not hold up all others for ever. */
const longestWaitMs = 3_600_000;

export const mayWaitForWts = ({ startedAtMs }: Pick<ActiveRun, "startedAtMs">, { now }: Pick<Clock, "now">): boolean =>
  now() - startedAtMs < longestWaitMs;

export const runCommands = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { lifecycle, holds, clock, log } = dependencies;
  const { account, lease, owner } = run;
  /** A claim ends before the run's own lease: whoever takes over finds nothing claimed. */
  const leaseMs = (): number => Math.max(1, (lease.doneByMs() + lease.untilMs()) / 2 - clock.now());

  const logCommand = (
    level: "info" | "warn" | "error",
    message: string,
    { command, provenance }: RunCommand,
    fields: LogFields = {},
  ): void =>
    log[level](message, {
      runId: run.id,
      account,
      commandId: provenance.id,
      policy: provenance.rule,
      sessionId: shownSessionId(command.sessionId),
      ...fields,
    });

  /** What is refused is not tried again on the same day of the same silence. Its outcome says why it was refused, and the remarks why it was wanted. */
  const refuse = (runCommand: RunCommand, fault: Fault, reason?: SessionCode): Ending<ActionResult> => {
    const code = reason ?? fault.code;
    logCommand("warn", "left open", runCommand, { ...faultFields(fault), reason: code });
    const outcome = rejectionOf(runCommand.command, runCommand.provenance, fault);
    const { reasons = [] } = runCommand.provenance;
    const answer = { result: reason === undefined ? "failed" : "left", code } as const;
    return { as: "rejected", outcome, remarks: { code, reasons }, answer };
  };

  const fail = (runCommand: RunCommand, fault: Fault): Ending<ActionResult> => {
    logCommand(fault.kind === faults.internal ? "error" : "warn", "left open", runCommand, faultFields(fault));
    return unsettled({ result: "failed", code: fault.code });
  };

  return {
    logCommand,
    refuse,

    /** `actByMs` is when somebody else may have the session; so many calls have their tokens already. */
    connect: (
      priority: "background" | "caller" = "background",
      actByMs = Number.POSITIVE_INFINITY,
      prepaidCalls = 0,
    ): FreshWts =>
      freshWts({
        ...dependencies,
        account,
        endBy: Math.min(run.endBy, lease.doneByMs(), actByMs),
        priority,
        prepaidCalls,
        ...(priority === "background" && { prepaid: run.prepaid }),
      }),

    runCommandOf: (
      command: SessionCommand,
      { commandId, policy, reasons, before }: Omit<SessionRecord, "id" | "action">,
    ): RunCommand => {
      return {
        command,
        before,
        provenance: {
          ...runOrigin,
          id: commandId,
          account,
          deliveryId: run.id,
          correlationId: run.id,
          causationId: run.id,
          hops: 0,
          attempt: attemptOf(clock.now(), before),
          rule: policy,
          reasons,
        },
      };
    },

    /** Does the command once. Its outcome is told by whoever writes down the page. Throws what the work throws. */
    execute: async <Answer>(
      { command, provenance }: RunCommand,
      work: (claimed: Claimed, session: HeldSession) => Promise<Ending<Answer>>,
    ): Promise<Done<Answer> | Busy> => {
      return lifecycle.executeOnce(
        {
          place: sessionPlace({ account, sessionId: command.sessionId }),
          owner,
          leaseMs: leaseMs(),
          entry: entryOf(provenance, command),
          tellsLater: true,
        },
        work,
      );
    },

    /** Is asked while nobody else works on the session: a hold that was set since it was planned is there, or comes after the action. */
    heldSince: async ({
      facts,
      holdId,
    }: Pick<PlannedAction, "facts" | "holdId">): Promise<Ending<ActionResult> | undefined> => {
      const hold = await holds.read(account, facts.id);
      const isNew = hold !== undefined && hold.id !== holdId && !hold.ended && hold.untilMs > clock.now();
      return isNew ? unsettled({ result: "left", code: "HELD" }) : undefined;
    },

    /** Throws Fault, and what `beforeStep` throws. */
    apply: async (
      { command, provenance, said }: RunCommand,
      { steps }: Claimed,
      session: HeldSession,
      { wts }: FreshWts,
      beforeStep?: BeforeStep,
    ): Promise<{ outcome: Outcome; answer: WtsSession | WtsMessage }> => {
      const applied = await applyToSession({
        ...{ command, provenance, session, wts, clock, steps, beforeStep },
        // The decision has looked at the contact and at WhatsApp's window.
        guard: decidedGuard(said),
      });
      // A command of a run has no time of its own, so it is never stale.
      if (!applied.applied) throw new TypeError("a command of a run was stale");
      return applied;
    },

    /** What all failures of a command have in common; throws what ends the invocation. */
    afterFailure: (runCommand: RunCommand, error: unknown): Ending<ActionResult> => {
      if (error instanceof RunLeaseLost || error instanceof RunInterrupted) throw error;
      if (error instanceof SessionLost) return unsettled(leftOpen("SESSION_BUSY"));
      const fault = toFault(error);
      switch (fault.kind) {
        case faults.expectationNotMet:
          return unsettled(leftOpen("CHANGED"));
        case faults.sessionNotFound:
          return refuse(runCommand, fault, "GONE");
        case faults.wtsRefused:
        case faults.commandInvalid:
          return refuse(runCommand, fault);
        case faults.wtsUnavailable:
          return isRateLimit(fault) ? unsettled({ result: "again" }) : fail(runCommand, fault);
        case faults.wtsDenied:
          // The key is accepted and this one call is not: the others may be.
          if (fault.logged.wtsStatus === 403) return fail(runCommand, fault);
          throw error;
        case faults.internal:
          return fail(runCommand, fault);
        default:
          throw error;
      }
    },

    /** How the action ended; `found` says it where the command was done before. */
    resultOf: async (
      { command }: RunCommand,
      done: Done<ActionResult> | Busy,
      found: (record: CommandRecord) => Promise<ActionResult> | ActionResult,
    ): Promise<ActionResult> => {
      if (done.did === "busy") return leftOpen("SESSION_BUSY");
      if (done.did === "found") return found(done.record);
      const { answer } = done;
      const outcome = done.did === "finished" ? done.outcome : undefined;
      if (!outcome || answer.result === "again") return answer;
      if (answer.result !== "instead") return { ...answer, outcome };
      // What is done in its place has an outcome of its own.
      await lifecycle.tell([{ place: sessionPlace({ account, sessionId: command.sessionId }), outcome }]);
      return answer;
    },
  };
};
