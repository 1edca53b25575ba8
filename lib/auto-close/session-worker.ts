// Does what a run means to do about one session: looks closer where it has to, and acts where it may.
import { Fault, faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import type { Outcome } from "../core/outcome.ts";
import { toFault } from "../runtime/fault-report.ts";
import type { Allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { sessionCloser } from "./close-session.ts";
import type { PageActions } from "./page-actions.ts";
import { heldBackCode, type ModeOfPolicy, modeOf } from "./policy-modes.ts";
import { readNewestMessages } from "./read-page.ts";
import { type SessionRecord, sessionRecordOf } from "./records/run-records.ts";
import { type PlannedAction, planSession, type SessionCase } from "./rules/plan-session.ts";
import type { ReasonCode, SessionCode } from "./rules/reason-codes.ts";
import { type ActionResult, type ActiveRun, RunInterrupted, runCommands } from "./run-command.ts";
import { sessionWarner } from "./warn-session.ts";

/** Failures one after the other are WTS's, not the sessions'. */
const mostFailuresInARow = 5;

/** Which limit of the run says that nothing more may be begun. */
type StopReason = "breaker" | "maxPerRun";

export interface WorkerRun extends ActiveRun {
  modes: ModeOfPolicy;
  /** How many sessions may still be warned or closed. */
  maxPerRun: Allowance;
  /** How many sessions may still be closed. */
  breaker: Allowance;
}

type Worked =
  | { end: "result"; session: SessionRecord; outcome?: Outcome }
  /** Nothing is to be done; `code` says why. */
  | { end: "none"; code: SessionCode | ReasonCode }
  | { end: "failed"; code: string }
  | { end: "again" }
  | { end: "stop"; reason: StopReason };

export const sessionWorker = (dependencies: AutoCloseDependencies, run: WorkerRun) => {
  const { account, maxPerRun, breaker } = run;
  const close = sessionCloser(dependencies, run);
  const warn = sessionWarner(dependencies, run);
  const { connect } = runCommands(dependencies, run);

  let failuresInARow = 0;
  /** Throws when so many failed in a row that it is no use to go on. */
  const countFailures = (worked: Worked): Worked => {
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

  /** A session that WTS does not show is left; the others are not held up. Throws what concerns them all. */
  const codeOfFailure = (error: unknown): string => {
    const fault = toFault(error);
    const isOne = fault.kind === faults.wtsUnavailable || fault.kind === faults.wtsRefused;
    if (isOne || (fault.kind === faults.wtsDenied && fault.logged.wtsStatus === 403)) return fault.code;
    throw fault;
  };

  /** It is undefined where the contact has written meanwhile. */
  const lookCloser = async (one: SessionCase): Promise<SessionCase | undefined> => {
    const messages = await readNewestMessages(connect().wts.client, one.facts.id);
    const knownMs = one.facts.lastMessageInMs ?? Number.NEGATIVE_INFINITY;
    const hasWritten = messages.some(
      ({ direction, createdAt }) => direction === "FROM_HUB" && (instantMs(createdAt) ?? 0) > knownMs,
    );
    return hasWritten ? undefined : { ...one, messages };
  };

  const actWithinLimits = async (planned: PlannedAction, readAtMs: number): Promise<ActionResult | StopReason> => {
    if (!(await maxPerRun.take())) return "maxPerRun";
    const isClose = planned.action === "close";
    if (isClose && !(await breaker.take())) {
      maxPerRun.giveBack(false);
      return "breaker";
    }
    let wasDone = false;
    try {
      const result = await (isClose ? close(planned, readAtMs) : warn(planned, readAtMs));
      wasDone = ["closed", "reopened", "warned"].includes(result.result);
      return result;
    } finally {
      maxPerRun.giveBack(wasDone);
      if (isClose) breaker.giveBack(wasDone);
    }
  };

  const act = async (planned: PlannedAction, readAtMs: number, pageActions: PageActions): Promise<Worked> => {
    const done = await actWithinLimits(planned, readAtMs);
    if (typeof done === "string") return { end: "stop", reason: done };
    if (done.result === "again") return { end: "again" };
    if (done.result === "instead") {
      await pageActions.change(sessionRecordOf(account, done.planned));
      return act(done.planned, readAtMs, pageActions);
    }
    const { outcome, ...result } = done;
    const session = { ...sessionRecordOf(account, planned), ...result };
    return { end: "result", session, ...(outcome && { outcome }) };
  };

  const workOn = async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> => {
    let plan = planSession(one);
    if (plan.action === "look") {
      const looked = await lookCloser(one).catch(codeOfFailure);
      if (typeof looked === "string") return { end: "failed", code: looked };
      if (!looked) return { end: "none", code: "CHANGED" };
      plan = planSession(looked);
      if (plan.action === "close" || plan.action === "warn") await pageActions.change(sessionRecordOf(account, plan));
    }
    if (plan.action === "none") return { end: "none", code: plan.code };
    if (plan.action === "look") return { end: "none", code: "ANSWERS_NEEDED" };
    const code = heldBackCode(run.modes, plan.policy);
    if (code) return { end: "none", code };
    if (modeOf(run.modes, plan.policy) === "acts") return act(plan, readAtMs, pageActions);
    return { end: "result", session: { ...sessionRecordOf(account, plan), result: `would-${plan.action}` } };
  };

  return async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> =>
    countFailures(await workOn(one, readAtMs, pageActions));
};
