// Does what a run means to do about one session: looks closer where it has to, and acts where it may.
import { Fault } from "../core/faults.ts";
import type { Outcome } from "../core/outcome.ts";
import { isRateLimit } from "../wts/choose-fault.ts";
import type { Allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { sessionCloser } from "./close-session.ts";
import { type Decided, decideSession } from "./decide-session.ts";
import { failuresInARow } from "./failures-in-a-row.ts";
import { type FreshWts, freshMs } from "./fresh-wts.ts";
import { noteLeft } from "./note-left.ts";
import type { PageActions } from "./page-actions.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import type { ReadAhead } from "./read-ahead.ts";
import { type SessionRecord, sessionRecordOf } from "./records/run-records.ts";
import { type PlannedAction, planSession, type SessionCase } from "./rules/plan-session.ts";
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
  readAhead: ReadAhead;
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

  let turn: Promise<unknown> = Promise.resolve();
  /** Whoever looks has the token of what may follow: where ten had looked first, the facts of most were old before the next. */
  const prepayInTurn = async (fresh: FreshWts, byMs: number): Promise<void> => {
    fresh.actBy(byMs);
    const prepaid = turn.then(() => fresh.prepay(2, byMs));
    turn = prepaid.catch(() => {});
    await prepaid;
  };

  const noteWait = ({ facts }: SessionCase, { policy, code }: Extract<Decided, { end: "none" }>["plan"]): void => {
    if (policy !== undefined && (code === "CONTACT_SPOKE_LAST" || code === "ANSWER_DOES_NOT_COUNT"))
      dependencies.silences.remember(account, facts, { wait: { policy, code } });
  };

  const decide = async (one: SessionCase, readAtMs: number): Promise<Decided & { prepaidCalls: number }> => {
    const fresh = connect();
    const { facts } = one;
    const wasRead = run.readAhead.has(facts);
    const client = { ...fresh.wts.client, ...run.readAhead.reader(fresh.wts.client, facts) };
    const isLook = planSession(one).action === "look";
    const isRead = isLook && !wasRead;
    if (isRead) await prepayInTurn(fresh, readAtMs + freshMs);
    const decided = await decideSession(dependencies, one, { account, client, modes: run.modes });
    if (isLook && decided.end === "none") noteWait(one, decided.plan);
    if (isRead && decided.end !== "act") run.prepaid.taken += 1;
    return { ...decided, prepaidCalls: isRead ? 1 : 0 };
  };

  const workOn = async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> => {
    const decided = await decide(one, readAtMs).catch((error: unknown) => {
      if (error instanceof Fault && isRateLimit(error)) return undefined;
      throw error;
    });
    if (decided === undefined) return { end: "again" };
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
    return act(plan, { readAtMs, prepaidCalls: decided.prepaidCalls }, pageActions);
  };

  return async (one: SessionCase, readAtMs: number, pageActions: PageActions): Promise<Worked> =>
    countFailures(await workOn(one, readAtMs, pageActions));
};
