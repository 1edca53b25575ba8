// Does what a run means to do about one session: looks closer where it has to, and acts where it may.
import type { Outcome } from "../core/outcome.ts";
import type { Allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { sessionCloser } from "./close-session.ts";
import { decideSession } from "./decide-session.ts";
import { failuresInARow } from "./failures-in-a-row.ts";
import { noteLeft } from "./note-left.ts";
import type { PageActions } from "./page-actions.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import { type SessionRecord, sessionRecordOf } from "./records/run-records.ts";
import { type PlannedAction, planSession, type SessionCase } from "./rules/plan-session.ts";
import type { ReasonCode, SessionCode } from "./rules/reason-codes.ts";
import { type ActionResult, type ActiveRun, runCommands } from "./run-command.ts";
import { sessionWarner } from "./warn-session.ts";

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

  const countFailure = failuresInARow();
  /** Throws when so many failed in a row that it is no use to go on. */
  const countFailures = (worked: Worked): Worked => {
    const isDone = worked.end === "result";
    countFailure(worked.end === "failed" ? worked.code : isDone ? worked.session.code : undefined);
    return worked;
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
    const { client } = connect().wts;
    const decided = await decideSession(dependencies, one, { account, client, modes: run.modes });
    if (decided.end === "none") return { end: "none", code: decided.plan.code };
    if (decided.end === "failed") return { end: "failed", code: decided.code };
    if (decided.end === "held-back") return { end: "none", code: decided.code };
    const { plan } = decided;
    const session = sessionRecordOf(account, plan);
    if (decided.end === "left") {
      await noteLeft(dependencies, account, decided);
      return { end: "result", session: { ...session, result: "left", code: decided.code } };
    }
    if (decided.end === "said") return { end: "result", session: { ...session, result: `would-${plan.action}` } };
    // It was written down before it was known what is to be done.
    if (planSession(one).action !== plan.action) await pageActions.change(session);
    return act(plan, readAtMs, pageActions);
  };

  return async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> =>
    countFailures(await workOn(one, readAtMs, pageActions));
};
