// Carries out what a run means to do about one session: looks closer where it has to, and acts where it may.

import { Fault, faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { toFault } from "../runtime/error-body.ts";
import { asFault } from "../wts/as-fault.ts";
import { type Acted, RunInterrupted } from "./action-result.ts";
import type { Allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { sessionCloser } from "./close-session.ts";
import { beforeOf } from "./notice-of.ts";
import type { PageActions } from "./page-actions.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import type { SessionRecord } from "./records/run-records.ts";
import type { ReasonCode } from "./rules/auto-close-reason.ts";
import { type PlannedAction, planSession, type SessionCase } from "./rules/plan-session.ts";
import type { SessionCode } from "./rules/session-code.ts";
import { commandIdFor, type TurnRun, turns } from "./run-command.ts";
import { sessionWarner } from "./warn-session.ts";

/** Failures one after the other are WTS's, not the sessions'. */
const mostFailuresInARow = 5;

/** Why nothing more may be begun. */
export type StopReason = "closes" | "most";

export interface WorkerRun extends TurnRun {
  modes: ModeOfPolicy;
  /** Sessions warned or closed. */
  most: Allowance;
  closes: Allowance;
}

export type Worked =
  | { end: "result"; session: SessionRecord; outcome?: { id: string; outcome: string } }
  /** Nothing is to be done; `code` says why. */
  | { end: "none"; code: SessionCode | ReasonCode }
  | { end: "failed"; code: string }
  | { end: "again" }
  | { end: "stop"; reason: StopReason };

export const sessionRecordOf = (account: string, planned: PlannedAction): SessionRecord => ({
  id: planned.facts.id,
  policy: planned.policy.policy.name,
  action: planned.action,
  commandId: commandIdFor(account, planned.action, planned.silence),
  reasons: planned.reasons,
  before: beforeOf(planned),
});

export const sessionWorker = (dependencies: AutoCloseDependencies, run: WorkerRun) => {
  const { account, most, closes } = run;
  const close = sessionCloser(dependencies, run);
  const warn = sessionWarner(dependencies, run);
  const { connect } = turns(dependencies, run);

  let failuresInARow = 0;
  /** Throws when it is no use to go on. */
  const weigh = (worked: Worked): Worked => {
    const code = worked.end === "failed" ? worked.code : worked.end === "result" && worked.session.code;
    if (code !== faults.wtsUnavailable.code && code !== faults.wtsDenied.code) {
      failuresInARow = 0;
      return worked;
    }
    failuresInARow += 1;
    if (failuresInARow < mostFailuresInARow) return worked;
    if (code === faults.wtsDenied.code) throw new Fault(faults.wtsDenied);
    throw new RunInterrupted("WTS fails for one session after the other");
  };

  /** A session that WTS does not show is left; the others are not held up. */
  const codeOfFailure = (error: unknown): string => {
    const fault = toFault(asFault(error));
    const isOne = fault.kind === faults.wtsUnavailable || fault.kind === faults.wtsRefused;
    if (isOne || (fault.kind === faults.wtsDenied && fault.logged.wtsStatus === 403)) return fault.code;
    throw fault;
  };

  const lookAt = async (one: SessionCase): Promise<SessionCase | "changed"> => {
    const newest = { OrderBy: "createdAt", OrderDirection: "DESCENDING", PageSize: 100 } as const;
    const { items } = await connect().wts.client.listMessages(one.facts.id, newest);
    const knownMs = one.facts.lastMessageInMs ?? Number.NEGATIVE_INFINITY;
    const hasWritten = items.some(
      ({ direction, createdAt }) => direction === "FROM_HUB" && (instantMs(createdAt) ?? 0) > knownMs,
    );
    return hasWritten ? "changed" : { ...one, messages: items };
  };

  const act = async (planned: PlannedAction, readAtMs: number): Promise<Acted | StopReason> => {
    if (!(await most.take())) return "most";
    const isClose = planned.action === "close";
    if (isClose && !(await closes.take())) {
      most.settle(false);
      return "closes";
    }
    let acted: Acted | undefined;
    try {
      acted = await (isClose ? close(planned, readAtMs) : warn(planned, readAtMs));
      return acted;
    } finally {
      const wasDone = acted?.result === "closed" || acted?.result === "reopened" || acted?.result === "warned";
      most.settle(wasDone);
      if (isClose) closes.settle(wasDone);
    }
  };

  const carryOut = async (planned: PlannedAction, readAtMs: number, unit: PageActions): Promise<Worked> => {
    const session = sessionRecordOf(account, planned);
    const acted = await act(planned, readAtMs);
    if (typeof acted === "string") return { end: "stop", reason: acted };
    if (acted.result === "again") return { end: "again" };
    if (acted.result === "instead") {
      await unit.change(sessionRecordOf(account, acted.planned));
      return carryOut(acted.planned, readAtMs, unit);
    }
    const { outcome, ...result } = acted;
    return { end: "result", session: { ...session, ...result }, ...(outcome && { outcome }) };
  };

  const workOn = async (one: SessionCase, readAtMs: number, unit: PageActions): Promise<Worked> => {
    let plan = planSession(one);
    if (plan.action === "look") {
      let looked: SessionCase | "changed";
      try {
        looked = await lookAt(one);
      } catch (error) {
        return { end: "failed", code: codeOfFailure(error) };
      }
      if (looked === "changed") return { end: "none", code: "CHANGED" };
      plan = planSession(looked);
      if (plan.action === "close" || plan.action === "warn") await unit.change(sessionRecordOf(account, plan));
    }
    if (plan.action === "none") return { end: "none", code: plan.code };
    if (plan.action === "look") return { end: "none", code: "ANSWERS_NEEDED" };
    const { mode } = run.modes.get(plan.policy.policy.name) ?? { mode: "paused" };
    if (mode === "acts") return carryOut(plan, readAtMs, unit);
    if (mode === "paused") return { end: "none", code: "POLICY_PAUSED" };
    if (mode === "waiting") return { end: "none", code: "POLICY_NOT_CONFIRMED" };
    const session = sessionRecordOf(account, plan);
    return { end: "result", session: { ...session, result: plan.action === "close" ? "would-close" : "would-warn" } };
  };

  return async (one: SessionCase, readAtMs: number, unit: PageActions): Promise<Worked> =>
    weigh(await workOn(one, readAtMs, unit));
};
