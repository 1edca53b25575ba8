// One command of a run at one session: claimed in the ledger, the session leased, applied, and its outcome recorded.
import type { BeforeStep } from "../commands/apply/apply.ts";
import { applyLeased } from "../commands/apply/apply-leased.ts";
import { recordedSteps } from "../commands/apply/step-record.ts";
import type { SessionCommand } from "../core/command/command.ts";
import { type Fault, faults } from "../core/faults.ts";
import { shownSessionId } from "../core/ids.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Claim, Claimed } from "../records/ledger.ts";
import { rejectionOf } from "../records/outcomes.ts";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { LogFields } from "../runtime/log.ts";
import type { WtsMessage, WtsSession } from "../wts/types.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type FreshWts, freshWts, isRateLimit, type PrepaidToken } from "./fresh-wts.ts";
import { type RunLease, RunLeaseLost } from "./records/run-leases.ts";
import { runOrigin, type SessionRecord } from "./records/run-records.ts";
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
  prepaidToken: PrepaidToken;
}

export interface RunCommand {
  command: SessionCommand;
  provenance: Provenance;
  before: SessionBefore;
}

interface CommandSteps {
  beforeStep?: BeforeStep;
  /** It is called once WTS has said yes, while the session is still ours. */
  record(outcome: Outcome, answer: WtsSession | WtsMessage): Promise<ActionResult>;
}

/** How an action on one session ends. */
export type ActionResult =
  | (Pick<SessionRecord, "code" | "after"> & {
      result: "closed" | "warned" | "reopened" | "left" | "failed";
      /** The outcome that is to be published. */
      outcome?: { id: string; outcome: string };
    })
  /** The facts were too old by the time WTS could be called. */
  | { result: "again" }
  /** It cannot be done, and `planned` is to be done in its place. */
  | { result: "instead"; planned: PlannedAction };

export const leftOpen = (code: SessionCode | typeof faults.wtsOutcomeUnknown.code): ActionResult => ({
  result: "left",
  code,
});

const codesOfUnclaimed = { applied: "CLOSED_BEFORE", rejected: "REFUSED_BEFORE", busy: "SESSION_BUSY" } as const;

export const notClaimed = (state: keyof typeof codesOfUnclaimed): ActionResult => leftOpen(codesOfUnclaimed[state]);

/** Nothing more can be done in this invocation, and nothing of it is lost: the next one goes on. */
export class RunInterrupted extends Error {
  override readonly name = "RunInterrupted";
}

/** One session of which WTS says nothing must not hold up all others for ever. */
const longestWaitMs = 3_600_000;

export const mayWaitForWts = ({ startedAtMs }: Pick<ActiveRun, "startedAtMs">, { now }: Pick<Clock, "now">): boolean =>
  now() - startedAtMs < longestWaitMs;

const dayMs = 86_400_000;

export const runCommands = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { ledger, leases, clock, log } = dependencies;
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

  const finish = async ({ provenance: { id } }: RunCommand, state: "applied" | "rejected", outcome: Outcome) => {
    const text = JSON.stringify(outcome);
    const finished = await ledger.finish(id, owner, { state, outcome: text, publish: true });
    return finished ? { outcome: { id, outcome: text } } : {};
  };

  /** What is refused is not tried again on the same day of the same silence. */
  const refuse = async (runCommand: RunCommand, fault: Fault, reason?: SessionCode): Promise<ActionResult> => {
    const code = reason ?? fault.code;
    logCommand("warn", "left open", runCommand, { ...faultFields(fault), reason: code });
    const outcome = rejectionOf(runCommand.command, runCommand.provenance, fault);
    const finished = await finish(runCommand, "rejected", outcome);
    return { result: reason === undefined ? "failed" : "left", code, ...finished };
  };

  const fail = async (runCommand: RunCommand, fault: Fault): Promise<ActionResult> => {
    await ledger.giveBack(runCommand.provenance.id, owner);
    logCommand(fault.kind === faults.internal ? "error" : "warn", "left open", runCommand, faultFields(fault));
    return { result: "failed", code: fault.code };
  };

  return {
    logCommand,
    finish,
    refuse,

    connect: (priority: "background" | "caller" = "background"): FreshWts =>
      freshWts({
        ...dependencies,
        account,
        endBy: Math.min(run.endBy, lease.doneByMs()),
        priority,
        ...(priority === "background" && { prepaidToken: run.prepaidToken }),
      }),

    runCommandOf: (
      command: SessionCommand,
      { commandId, policy, reasons, before }: Omit<SessionRecord, "id" | "action">,
    ): RunCommand => {
      const silentMs = clock.now() - (before.lastMessageOutMs ?? before.lastMessageInMs ?? clock.now());
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
          // What WTS refused may be tried again on another day of the same silence.
          attempt: Math.max(0, Math.floor(silentMs / dayMs)),
          rule: policy,
          reasons,
        },
      };
    },

    claim: ({ command, provenance }: RunCommand): Promise<Claim> => {
      const { id, door, source, deliveryId, attempt } = provenance;
      const entry = { id, account, door, source, deliveryId, attempt, sessionId: command.sessionId };
      return ledger.claim(entry, owner, leaseMs());
    },

    /** Throws Fault, and what `beforeStep` throws. */
    applyClaimed: async (
      { command, provenance }: RunCommand,
      claimed: Claimed,
      { wts }: FreshWts,
      { record, ...rest }: CommandSteps,
    ): Promise<ActionResult> => {
      const { id } = provenance;
      const taken = await leases.take({ account, sessionId: command.sessionId }, owner, leaseMs());
      if ("busyUntilMs" in taken) {
        await ledger.giveBack(id, owner);
        return leftOpen("SESSION_BUSY");
      }
      let result: ActionResult | undefined;
      await applyLeased({
        ...rest,
        command,
        provenance,
        lease: taken.lease,
        wts,
        clock,
        log,
        steps: recordedSteps({ ledger, id, owner, claimed, sendAnyway: false, lost: () => new RunLeaseLost() }),
        record: async (outcome, answer) => {
          result = await record(outcome, answer);
        },
      });
      // A command without a time of its own is never stale, so it was recorded.
      return result ?? leftOpen("CHANGED");
    },

    /** What all failures of a command have in common; throws what ends the invocation. */
    afterFailure: async (runCommand: RunCommand, error: unknown): Promise<ActionResult> => {
      if (error instanceof RunLeaseLost || error instanceof RunInterrupted) throw error;
      const fault = toFault(error);
      const { id } = runCommand.provenance;
      switch (fault.kind) {
        case faults.expectationNotMet:
          await ledger.giveBack(id, owner);
          return leftOpen("CHANGED");
        case faults.sessionNotFound:
          return refuse(runCommand, fault, "GONE");
        case faults.wtsRefused:
        case faults.commandInvalid:
          return refuse(runCommand, fault);
        case faults.wtsUnavailable:
          if (!isRateLimit(fault)) return fail(runCommand, fault);
          await ledger.giveBack(id, owner);
          return { result: "again" };
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
  };
};
