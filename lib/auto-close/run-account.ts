// One account's turn: begins a run where one is due, goes on with the one that is under way, and lets nobody else do so meanwhile.
import { createHash } from "node:crypto";
import { Fault, faults } from "../core/faults.ts";
import { toFault } from "../runtime/error-body.ts";
import { RunInterrupted } from "./action-result.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type ContinuedRun, continueRun, type RunEnd } from "./continue-run.ts";
import { freshWts } from "./fresh-wts.ts";
import { hasWork, type ModeOfPolicy, policyModes } from "./policy-modes.ts";
import { prepareRun } from "./prepare-run.ts";
import { type OpenRun, type RunLease, RunLeaseLost } from "./records/run-lease.ts";
import type { RunRecord, RunState } from "./records/run-records.ts";
import { recoverRecords } from "./recover-records.ts";
import { closeLimit, runsRemembered } from "./rules/close-limit.ts";
import { cursorStart } from "./rules/page-cursor.ts";
import { type RunProgress, runProgress } from "./run-progress.ts";
import { type RunBook, runBook } from "./run-report.ts";

export interface RunRequest {
  account: string;
  /** Idleness is judged at it, never later than the clock. */
  nowMs: number;
  /** Of the invocation. */
  owner: string;
  /** Epoch milliseconds by which it has to be done. */
  endBy: number;
  startedBy: RunRecord["startedBy"];
  /** Somebody wants it now: whether one is due is not asked. */
  force?: boolean;
  /** The one policy that may act. */
  only?: string;
  onPage?: ContinuedRun["onPage"];
}

export type RunAnswer =
  | { did: "nothing"; why: "busy" | "paused" | "not-due" | "no-policy" | "stopped" | "other-policies" }
  | { did: "run"; runId: string; state: RunState };

/** Everything about a run that is under way. */
interface Turn {
  request: RunRequest;
  lease: RunLease;
  run: OpenRun;
  modes: ModeOfPolicy;
  progress: RunProgress;
  book: RunBook;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const hashOf = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const stoppedProblem = (limit: number, closed: number, id: string): string =>
  `stopped after ${closed} sessions: more than ${limit} would be far more than usual; \`npm run hooks -- auto-close continue ${id}\` lets it go on, \`auto-close runs undo ${id}\` takes it back, and a corrected policy begins anew`;

export const accountRunner = (dependencies: AutoCloseDependencies) => {
  const { config, sweeps, approvals, killSwitch, connect, limiterOf, clock, log } = dependencies;
  const { autoClose } = config;

  const begin = async (request: RunRequest, lease: RunLease, policiesHash: string): Promise<OpenRun> => {
    const startedAtMs = clock.now();
    const run: OpenRun = {
      id: hashOf(request.account, startedAtMs, request.owner).slice(0, 12),
      nowMs: Math.min(request.nowMs, startedAtMs),
      ...{ startedAtMs, startedBy: request.startedBy, policiesHash, cursor: cursorStart, counted: cursorStart },
      ...{ seq: 0, open: [], counts: {}, acted: 0, closed: 0 },
    };
    // Of the minute it belongs to: the next one is not late because this one was.
    await lease.save({ ...lease.state, run, lastStartedAtMs: Math.floor(startedAtMs / minuteMs) * minuteMs });
    return run;
  };

  const isDue = ({ nowMs, force }: RunRequest, { state }: RunLease): boolean =>
    force === true || nowMs - (state.lastStartedAtMs ?? 0) >= autoClose.everyMinutes * minuteMs;

  const turnOf = (request: RunRequest, lease: RunLease, run: OpenRun, modes: ModeOfPolicy): Turn => {
    const progress = runProgress(run, lease);
    const book = runBook(dependencies, { account: request.account, run, modes, progress });
    return { request, lease, run, modes, progress, book };
  };

  const settingsOf = ({ request, lease, run, progress }: Turn) => {
    const { account, owner, endBy } = request;
    const { id, nowMs, startedAtMs } = run;
    return {
      ...{ id, nowMs, startedAtMs, account, owner, endBy, lease, progress },
      spare: { isNeeded: false, taken: false },
    };
  };

  /** Of the run that is over: what the next ones count from. */
  const finish = async ({ lease, progress, book }: Turn, state: RunState, problems?: readonly string[]) => {
    await book.end(state, problems);
    const { run: _, ...rest } = lease.state;
    const closed = progress.closed();
    const recent = closed > 0 ? [...rest.recent, closed].slice(-runsRemembered) : rest.recent;
    await lease.save({ ...rest, recent });
  };

  const afterRun = async (turn: Turn, how: RunEnd, limit: number): Promise<RunAnswer> => {
    const { request, run, modes, progress, book } = turn;
    const { account } = request;
    if (how === "time" || how === "paused") {
      await progress.save();
      await book.save();
      return { did: "run", runId: run.id, state: "running" };
    }
    if (how === "closes") {
      await progress.save(limit);
      await book.end("stopped", [stoppedProblem(limit, progress.closed(), run.id)]);
      throw new Fault(faults.autoCloseStopped, { logged: { runId: run.id, account } });
    }
    for (const [name, { mode, hash }] of modes)
      if (mode === "unconfirmed") await approvals.seen(account, name, hash, run.id);
    const most = `reached maxPerRun (${autoClose.maxPerRun}); the next run goes on`;
    await finish(turn, "done", how === "most" ? [most] : []);
    return { did: "run", runId: run.id, state: "done" };
  };

  const goOn = async (turn: Turn): Promise<RunAnswer> => {
    const { request, lease, run, book } = turn;
    const { account, endBy, only, onPage = () => {} } = request;
    await book.save();
    await recoverRecords(dependencies, settingsOf(turn));
    const reader = freshWts({ connect, limiterOf, clock, account, endBy: Math.min(endBy, lease.doneByMs()) });
    const prepared = await prepareRun(config, reader.wts);
    if (!prepared.ok) {
      await finish(turn, "refused", prepared.problems);
      throw new Fault(faults.autoCloseRefused, { logged: { runId: run.id, account } });
    }
    const { policies, filter, contactDetails } = prepared;
    const limit = closeLimit(lease.state.recent, autoClose);
    const closes = lease.continued === run.id ? Number.POSITIVE_INFINITY : limit;
    if (!filter) return afterRun(turn, "end", limit);
    try {
      const how = await continueRun(dependencies, {
        ...settingsOf(turn),
        ...{ policies, contactDetails, onPage, limits: { most: autoClose.maxPerRun, closes } },
        filter: { ...filter, createdBeforeMs: run.nowMs },
        modesNow: () => policyModes(dependencies, account, only),
      });
      return await afterRun(turn, how, limit);
    } catch (error) {
      if (error instanceof Fault && error.kind === faults.wtsPageInvalid) await finish(turn, "failed", [error.message]);
      throw error;
    }
  };

  const withLease = async (request: RunRequest, lease: RunLease): Promise<RunAnswer> => {
    const { account, only } = request;
    const modes = await policyModes(dependencies, account, only);
    const policiesHash = hashOf(autoClose.policies, only ?? null);
    const { run: found } = lease.state;
    if (found && found.policiesHash !== policiesHash) {
      // Somebody's own copy of the configuration must not end the run of the deployed one.
      if (request.startedBy === "command line") return { did: "nothing", why: "other-policies" };
      const turn = turnOf(request, lease, found, modes);
      await recoverRecords(dependencies, settingsOf(turn));
      await finish(turn, "superseded", ["the policies changed while it was under way"]);
    }
    const { run } = lease.state;
    if (run?.stoppedAt !== undefined && lease.continued !== run.id) {
      // Once an hour, so that whoever missed the first alarm hears the next.
      if (request.startedBy === "schedule" && request.nowMs % hourMs < minuteMs)
        throw new Fault(faults.autoCloseStopped, { logged: { runId: run.id, account } });
      return { did: "nothing", why: "stopped" };
    }
    if (!hasWork(modes)) return { did: "nothing", why: "no-policy" };
    if (!run && !isDue(request, lease)) return { did: "nothing", why: "not-due" };
    return goOn(turnOf(request, lease, run ?? (await begin(request, lease, policiesHash)), modes));
  };

  return async (request: RunRequest): Promise<RunAnswer> => {
    const { account, owner } = request;
    if (await killSwitch.isPaused(account)) return { did: "nothing", why: "paused" };
    const lease = await sweeps.take(account, owner);
    if (!lease) return { did: "nothing", why: "busy" };
    try {
      return await withLease(request, lease);
    } catch (error) {
      const runId = lease.state.run?.id;
      if (error instanceof RunLeaseLost) log.warn("somebody else sweeps this account by now", { account, runId });
      else if (error instanceof RunInterrupted || toFault(error).kind === faults.wtsUnavailable)
        log.warn("auto-close run interrupted, the next minute goes on", { account, runId });
      else throw error;
      return { did: "run", runId: runId ?? "", state: "running" };
    } finally {
      // Not given back, it ends by itself.
      await lease.release().catch(() => {});
    }
  };
};
