// Does what a run means to do about one session: looks closer where it has to, and acts where it may.
import { Fault } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { Allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { sessionCloser } from "./close-session.ts";
import { failuresInARow } from "./failures-in-a-row.ts";
import { freshMs, isRateLimit } from "./fresh-wts.ts";
import { type FinalPlan, lookCloser } from "./look-closer.ts";
import type { PageActions } from "./page-actions.ts";
import { heldBackCode, type ModeOfPolicy, modeOf } from "./policy-modes.ts";
import { type SessionRecord, sessionRecordOf } from "./records/run-records.ts";
import { type PlannedAction, planSession, type SessionCase, type SessionPlan } from "./rules/plan-session.ts";
import type { ReasonCode, SessionCode } from "./rules/reason-codes.ts";
import { type ActionBasis, type ActionResult, type ActiveRun, runCommands } from "./run-command.ts";
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

type PlannedNothing = Extract<SessionPlan, { action: "none" }>;

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

  const actWithinLimits = async (planned: PlannedAction, basis: ActionBasis): Promise<ActionResult | StopReason> => {
    if (!(await maxPerRun.take())) return "maxPerRun";
    const isClose = planned.action === "close";
    if (isClose && !(await breaker.take())) {
      maxPerRun.giveBack(false);
      return "breaker";
    }
    let wasDone = false;
    try {
      const result = await (isClose ? close(planned, basis) : warn(planned, basis));
      wasDone = ["closed", "reopened", "warned"].includes(result.result);
      return result;
    } finally {
      maxPerRun.giveBack(wasDone);
      if (isClose) breaker.giveBack(wasDone);
    }
  };

  const act = async (planned: PlannedAction, basis: ActionBasis, pageActions: PageActions): Promise<Worked> => {
    const done = await actWithinLimits(planned, basis);
    if (typeof done === "string") return { end: "stop", reason: done };
    if (done.result === "again") return { end: "again" };
    if (done.result === "instead") {
      await pageActions.change(sessionRecordOf(account, done.planned));
      return act(done.planned, { ...basis, prepaidCalls: 0 }, pageActions);
    }
    const { outcome, ...result } = done;
    const session = { ...sessionRecordOf(account, planned), ...result };
    return { end: "result", session, ...(outcome && { outcome }) };
  };

  /** Whoever looks has the token of what may follow: where ten had looked, the facts of most were old before they had another. */
  let turn: Promise<unknown> = Promise.resolve();
  const lookInTurn = async (one: SessionCase, readAtMs: number): Promise<FinalPlan | "again"> => {
    const byMs = readAtMs + freshMs;
    const fresh = connect();
    fresh.actBy(byMs);
    const tokens = turn.then(() => fresh.prepay(2, byMs));
    turn = tokens.catch(() => {});
    try {
      await tokens;
      const plan = await lookCloser(fresh.wts.client, one);
      if (plan.action === "none" || plan.action === "failed") run.prepaid.taken += 1;
      return plan;
    } catch (error) {
      if (error instanceof Fault && isRateLimit(error)) return "again";
      throw error;
    }
  };

  const noteWait = (facts: SessionFacts, { policy, code }: Pick<PlannedNothing, "policy" | "code">): void => {
    if (policy !== undefined && (code === "CONTACT_SPOKE_LAST" || code === "ANSWER_DOES_NOT_COUNT"))
      dependencies.silences.remember(account, facts, { wait: { policy, code } });
  };

  const workOn = async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> => {
    const first = planSession(one);
    const plan = first.action === "look" ? await lookInTurn(one, readAtMs) : first;
    if (plan === "again") return { end: "again" };
    if (plan.action === "none") noteWait(one.facts, plan);
    if (plan.action === "none") return { end: "none", code: plan.code };
    if (plan.action === "failed") return { end: "failed", code: plan.code };
    if (first.action === "look") await pageActions.change(sessionRecordOf(account, plan));
    const code = heldBackCode(run.modes, [plan.policy]);
    if (code) return { end: "none", code };
    if (modeOf(run.modes, plan.policy) === "acts")
      return act(plan, { readAtMs, prepaidCalls: first.action === "look" ? 1 : 0 }, pageActions);
    return { end: "result", session: { ...sessionRecordOf(account, plan), result: `would-${plan.action}` } };
  };

  return async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> =>
    countFailures(await workOn(one, readAtMs, pageActions));
};
