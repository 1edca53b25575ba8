// One command of a sweep at one session: claimed in the ledger, the session leased, applied, and its outcome recorded.
import type { BeforeStep } from "../commands/apply/apply.ts";
import { applyLeased } from "../commands/apply/apply-leased.ts";
import { recordedSteps } from "../commands/apply/step-record.ts";
import type { SessionCommand } from "../core/command.ts";
import { commandIdOf } from "../core/command-id.ts";
import { type Fault, faults } from "../core/faults.ts";
import { shownSessionId } from "../core/ids.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import type { Claim, Claimed } from "../records/ledger.ts";
import { rejectionOf } from "../records/outcomes.ts";
import type { Clock } from "../runtime/clock.ts";
import { toFault } from "../runtime/error-body.ts";
import type { LogFields } from "../runtime/log.ts";
import { faultFields } from "../runtime/log-fault.ts";
import type { WtsMessage, WtsSession } from "../wts/types.ts";
import { type Acted, left, RunInterrupted } from "./action-result.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type FreshWts, freshWts, type Spare } from "./fresh-wts.ts";
import { type RunLease, RunLeaseLost } from "./records/run-lease.ts";
import { runDoor, runSource, type SessionBefore, type SessionRecord } from "./records/run-records.ts";
import type { SessionCode } from "./rules/session-code.ts";

/** The run as an invocation carries it on. */
export interface TurnRun {
  id: string;
  account: string;
  startedAtMs: number;
  /** Of this invocation. */
  owner: string;
  lease: RunLease;
  /** Epoch milliseconds by which the invocation has to be done. */
  endBy: number;
  spare: Spare;
}

export interface Turn {
  command: SessionCommand;
  provenance: Provenance;
  before: SessionBefore;
}

export interface TurnSteps {
  beforeStep?: BeforeStep;
  /** Called once WTS has said yes, while the session is still ours. */
  record(outcome: Outcome, answer: WtsSession | WtsMessage): Promise<Acted>;
}

export const commandIdFor = (account: string, action: string, silence: string): string =>
  commandIdOf({ account, source: runSource, deliveryId: `${action} ${silence}`, index: 0 });

export const isRateLimit = ({ logged }: Fault): boolean => logged.wtsReason === "RATE_LIMIT";

/** One session of which WTS says nothing must not hold up all others for ever. */
const longestWaitMs = 3_600_000;

export const mayWaitForWts = ({ startedAtMs }: Pick<TurnRun, "startedAtMs">, { now }: Pick<Clock, "now">): boolean =>
  now() - startedAtMs < longestWaitMs;

const dayMs = 86_400_000;

const codeOfFinished = { applied: "CLOSED_BEFORE", rejected: "REFUSED_BEFORE", busy: "SESSION_BUSY" } as const;

export const turns = (dependencies: AutoCloseDependencies, run: TurnRun) => {
  const { ledger, leases, clock, log } = dependencies;
  const { account, lease, owner } = run;
  const endBy = (): number => Math.min(run.endBy, lease.doneByMs());
  /** A claim ends before the sweep's own lease: whoever takes over finds nothing claimed. */
  const leaseMs = (): number => Math.max(1, (lease.doneByMs() + lease.untilMs()) / 2 - clock.now());

  const tell = (level: "info" | "warn" | "error", message: string, turn: Turn, fields: LogFields = {}): void =>
    log[level](message, {
      ...{ runId: run.id, account, commandId: turn.provenance.id, policy: turn.provenance.rule },
      ...{ sessionId: shownSessionId(turn.command.sessionId), ...fields },
    });

  const finish = async ({ provenance: { id } }: Turn, state: "applied" | "rejected", outcome: Outcome) => {
    const text = JSON.stringify(outcome);
    const finished = await ledger.finish(id, owner, { state, outcome: text, publish: true });
    return finished ? { outcome: { id, outcome: text } } : {};
  };

  /** Not tried again on the same day of the same silence. */
  const refuse = async (turn: Turn, fault: Fault, reason?: SessionCode): Promise<Acted> => {
    const code = reason ?? fault.code;
    tell("warn", "left open", turn, { ...faultFields(fault), reason: code });
    const finished = await finish(turn, "rejected", rejectionOf(turn.command, turn.provenance, fault));
    return { result: reason === undefined ? "failed" : "left", code, ...finished };
  };

  const fail = async (turn: Turn, fault: Fault): Promise<Acted> => {
    await ledger.giveBack(turn.provenance.id, owner);
    tell(fault.kind === faults.internal ? "error" : "warn", "left open", turn, faultFields(fault));
    return { result: "failed", code: fault.code };
  };

  return {
    tell,
    finish,
    refuse,

    connect: (priority: "background" | "caller" = "background"): FreshWts =>
      freshWts({
        ...{ ...dependencies, account, endBy: endBy(), priority },
        ...(priority === "background" && { spare: run.spare }),
      }),

    turnOf: (command: SessionCommand, { commandId, policy, reasons, before }: Omit<SessionRecord, "id" | "action">) => {
      // What WTS refused may be tried again on another day of the same silence.
      const silentMs = clock.now() - (before.lastMessageOutMs ?? before.lastMessageInMs ?? clock.now());
      const attempt = Math.max(0, Math.floor(silentMs / dayMs));
      return {
        ...{ command, before },
        provenance: {
          ...{ id: commandId, account, door: runDoor, source: runSource, deliveryId: run.id },
          ...{ correlationId: run.id, causationId: run.id, hops: 0, attempt, rule: policy, reasons },
        },
      };
    },

    claim: ({ command, provenance }: Turn): Promise<Claim> => {
      const { id, door, source, deliveryId, attempt } = provenance;
      const entry = { id, account, door, source, deliveryId, attempt, sessionId: command.sessionId };
      return ledger.claim(entry, owner, leaseMs());
    },

    notClaimed: (state: keyof typeof codeOfFinished): Acted => left(codeOfFinished[state]),

    /** Throws Fault, and what `beforeStep` throws. */
    take: async (
      { command, provenance }: Turn,
      claimed: Claimed,
      { wts }: FreshWts,
      { record, ...rest }: TurnSteps,
    ): Promise<Acted> => {
      const { id } = provenance;
      const taken = await leases.take({ account, sessionId: command.sessionId }, owner, leaseMs());
      if ("busyUntilMs" in taken) {
        await ledger.giveBack(id, owner);
        return left("SESSION_BUSY");
      }
      let acted: Acted | undefined;
      await applyLeased({
        ...{ command, provenance, lease: taken.lease, wts, clock, log, ...rest },
        steps: recordedSteps({ ...{ ledger, id, owner, claimed }, sendAnyway: false, lost: () => new RunLeaseLost() }),
        record: async (outcome, answer) => {
          acted = await record(outcome, answer);
        },
      });
      // Nothing is stale that says no time of its own.
      return acted ?? left("CHANGED");
    },

    /** What all failures of a turn have in common; throws what ends the invocation. */
    afterFailure: async (turn: Turn, error: unknown): Promise<Acted> => {
      if (error instanceof RunLeaseLost || error instanceof RunInterrupted) throw error;
      const fault = toFault(error);
      switch (fault.kind) {
        case faults.expectationNotMet:
          await ledger.giveBack(turn.provenance.id, owner);
          return left("CHANGED");
        case faults.sessionNotFound:
          return refuse(turn, fault, "GONE");
        case faults.wtsRefused:
        case faults.commandInvalid:
          return refuse(turn, fault);
        case faults.wtsUnavailable:
          if (!isRateLimit(fault)) return fail(turn, fault);
          await ledger.giveBack(turn.provenance.id, owner);
          return { result: "again" };
        case faults.wtsDenied:
          // The key is accepted and this one call is not: the others may be.
          if (fault.logged.wtsStatus === 403) return fail(turn, fault);
          throw error;
        case faults.internal:
          return fail(turn, fault);
        default:
          throw error;
      }
    },
  };
};

export type Turns = ReturnType<typeof turns>;
