// One account's run: begins it where one is due, goes on with the one that is under way, and lets nobody else do so meanwhile.
import { createHash } from "node:crypto";
import { Fault, faults } from "../core/faults.ts";
import { raiseAlert } from "../records/raise-alert.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type ContinuedRun, continueRun, type RunEnd } from "./continue-run.ts";
import { freshWts } from "./fresh-wts.ts";
import { type ModeOfPolicy, policyModes } from "./policy-modes.ts";
import { prepareRun } from "./prepare-run.ts";
import { recentCloses } from "./recent-closes.ts";
import { type OpenRun, type RunLease, RunLeaseLost } from "./records/run-leases.ts";
import type { RunRecord, RunState } from "./records/run-records.ts";
import { recoverRun } from "./recover-run.ts";
import { breakerLimit, runsRemembered } from "./rules/breaker-limit.ts";
import { cursorStart } from "./rules/page-cursor.ts";
import { policiesOf } from "./rules/policies-of.ts";
import { type ActiveRun, RunInterrupted } from "./run-command.ts";
import { type RunProgress, runProgress } from "./run-progress.ts";
import { runReport } from "./run-report.ts";
import { whyNoRun } from "./why-no-run.ts";

export interface RunRequest {
  account: string;
  /** Idleness is measured at it; it is never later than the clock. */
  nowMs: number;
  /** The name of the invocation. */
  owner: string;
  /** Epoch milliseconds by which it has to be done. */
  endBy: number;
  startedBy: RunRecord["startedBy"];
  /** The person at the command line. */
  orderedBy?: string;
  /** Somebody wants it now: whether one is due is not asked. */
  force?: boolean;
  /** The one policy that may act. */
  only?: string;
  onPage?: ContinuedRun["onPage"];
}

export type RunAnswer =
  | { did: "nothing"; why: "busy" | "paused" | "not-due" | "no-policy" | "stopped" | "other-policies" }
  /** With `isRefused`, something is wrong with some of the policies, as its record says, and the others acted. */
  | { did: "run"; runId: string; state: RunState; isRefused?: true };

/** The last time before `byMs` at which the schedule calls somebody who goes on at once; whoever is no schedule's has all of its time. */
const handOverAtMs = ({ nowMs, startedBy }: RunRequest, byMs: number): number => {
  const minutes = Math.floor((byMs - nowMs) / minuteMs);
  return startedBy === "schedule" && minutes >= 1 ? nowMs + minutes * minuteMs - beforeNextMs : byMs;
};

/** Everything about a run that is under way. */
interface HeldRun extends ActiveRun {
  request: RunRequest;
  nowMs: number;
  modes: ModeOfPolicy;
  progress: RunProgress;
  report: ReturnType<typeof runReport>;
}

const minuteMs = 60_000;
/** A run that ends in the middle of a minute leaves the account's rate unused until the next one comes. */
const beforeNextMs = 6_000;
const hourMs = 60 * minuteMs;
/** A policy may wait so long for somebody's yes before it is said aloud. */
const longestWaitMs = 24 * hourMs;

const hashOf = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const stoppedProblem = (limit: number, closed: number, id: string): string =>
  `stopped after ${closed} sessions: more than ${limit} would be far more than usual; \`npm run hooks -- auto-close continue ${id}\` lets it go on, \`auto-close runs undo ${id}\` takes it back, and a corrected policy begins anew`;

export const accountRunner = (dependencies: AutoCloseDependencies) => {
  const { config, runLeases, approvals, killSwitch, clock, log } = dependencies;
  const { autoClose } = config;

  const begin = async (request: RunRequest, lease: RunLease, policiesHash: string): Promise<OpenRun> => {
    const startedAtMs = clock.now();
    const run: OpenRun = {
      id: hashOf(request.account, startedAtMs, request.owner).slice(0, 12),
      nowMs: Math.min(request.nowMs, startedAtMs),
      startedAtMs,
      startedBy: request.startedBy,
      ...(request.orderedBy !== undefined && { orderedBy: request.orderedBy }),
      policiesHash,
      cursor: cursorStart,
      counted: cursorStart,
      seq: 0,
      open: [],
      counts: {},
      acted: 0,
      closed: 0,
    };
    // It counts from the minute it belongs to: the next one is not late because this one was.
    await lease.save({ ...lease.state, run, lastStartedAtMs: Math.floor(startedAtMs / minuteMs) * minuteMs });
    return run;
  };

  const isDue = ({ nowMs, force }: RunRequest, { state }: RunLease): boolean =>
    force === true || nowMs - (state.lastStartedAtMs ?? 0) >= autoClose.everyMinutes * minuteMs;

  const hold = (request: RunRequest, lease: RunLease, run: OpenRun, modes: ModeOfPolicy): HeldRun => {
    const { account, owner, endBy } = request;
    const { id, nowMs, startedAtMs } = run;
    const progress = runProgress(run, lease);
    const report = runReport(dependencies, { account, run, modes, progress });
    const prepaid = { isNeeded: false, taken: 0 };
    return { id, nowMs, startedAtMs, account, owner, endBy, lease, prepaid, request, modes, progress, report };
  };

  /** What a run closed that is over is what the next ones count from. */
  const finish = async ({ lease, progress, report }: HeldRun, state: RunState, problems?: readonly string[]) => {
    await report.end(state, problems);
    const { run: _, ...rest } = lease.state;
    const closed = progress.closed();
    const recent = closed > 0 ? [...rest.recent, closed].slice(-runsRemembered) : rest.recent;
    await lease.save({ ...rest, recent });
  };

  const endRun = async (run: HeldRun, how: RunEnd, limit: number, refusals: readonly string[]): Promise<RunAnswer> => {
    const { id, account, modes, progress, report } = run;
    if (how === "time" || how === "paused") {
      await progress.save();
      await report.save();
      return { did: "run", runId: id, state: "running" };
    }
    if (how === "breaker") {
      await progress.save(limit);
      await report.end("stopped", [stoppedProblem(limit, progress.closed(), id)]);
      throw new Fault(faults.autoCloseStopped, { logged: { runId: id, account } });
    }
    for (const [name, { mode, hash, content }] of modes)
      if (mode === "unconfirmed" && content)
        await approvals.seen(account, name, { hash, content, runId: id, atMs: clock.now() });
    const reached = `reached maxPerRun (${autoClose.maxPerRun}); the next run goes on`;
    await finish(run, "done", [...refusals, ...(how === "maxPerRun" ? [reached] : [])]);
    return { did: "run", runId: id, state: "done", ...(refusals.length > 0 && { isRefused: true }) };
  };

  const goOn = async (run: HeldRun): Promise<RunAnswer> => {
    const { id, account, lease, endBy, request } = run;
    const { only, onPage = () => {} } = request;
    await run.report.save();
    await recoverRun(dependencies, run);
    const reader = freshWts({ ...dependencies, account, endBy: Math.min(endBy, lease.doneByMs()) });
    const prepared = await prepareRun(dependencies, account, reader.wts);
    if (!prepared.ok) {
      await finish(run, "refused", prepared.problems);
      throw new Fault(faults.autoCloseRefused, { logged: { runId: id, account } });
    }
    const { policiesNow, filter, details, problems } = prepared;
    const limit = breakerLimit(lease.state.recent, autoClose);
    const breaker = lease.isContinued(id) ? Number.POSITIVE_INFINITY : limit;
    if (!filter) return endRun(run, "end", limit, problems);
    try {
      const how = await continueRun(dependencies, {
        ...run,
        policiesNow,
        details,
        closedLately: await recentCloses(dependencies, account, clock.now()),
        onPage,
        limits: { maxPerRun: autoClose.maxPerRun, breaker },
        handOverAtMs: (byMs) => handOverAtMs(request, byMs),
        filter: { ...filter, createdBeforeMs: run.nowMs },
        modesNow: () => policyModes(dependencies, account, only),
      });
      return await endRun(run, how, limit, problems);
    } catch (error) {
      if (error instanceof Fault && error.kind === faults.wtsPageInvalid) await finish(run, "failed", [error.message]);
      throw error;
    }
  };

  /** Whoever changed a policy may think that it acts. */
  const sayWhoWaits = async (account: string, modes: ModeOfPolicy): Promise<void> => {
    for (const [policy, { waitsSinceMs }] of modes)
      if (waitsSinceMs !== undefined && clock.now() - waitsSinceMs > longestWaitMs)
        await raiseAlert(dependencies, { account, code: "POLICY_WAITS", policy });
  };

  const withLease = async (request: RunRequest, lease: RunLease): Promise<RunAnswer> => {
    const { account, only } = request;
    const modes = await policyModes(dependencies, account, only);
    if (request.startedBy === "schedule") await sayWhoWaits(account, modes);
    const policiesHash = hashOf(policiesOf(config, account), only ?? null);
    const { run: found } = lease.state;
    if (found && found.policiesHash !== policiesHash) {
      // Somebody's own copy of the configuration must not end the run of the deployed one.
      if (request.startedBy === "command line") return { did: "nothing", why: "other-policies" };
      const held = hold(request, lease, found, modes);
      await recoverRun(dependencies, held);
      await finish(held, "superseded", ["the policies changed while it was under way"]);
    }
    const { run } = lease.state;
    const why = whyNoRun(lease, modes);
    // It is said once an hour, so that whoever missed the first alarm hears the next.
    if (run && why === "stopped" && request.startedBy === "schedule" && request.nowMs % hourMs < minuteMs)
      throw new Fault(faults.autoCloseStopped, { logged: { runId: run.id, account } });
    if (why) return { did: "nothing", why };
    if (!run && !isDue(request, lease)) return { did: "nothing", why: "not-due" };
    return goOn(hold(request, lease, run ?? (await begin(request, lease, policiesHash)), modes));
  };

  return async (request: RunRequest): Promise<RunAnswer> => {
    const { account, owner } = request;
    if (await killSwitch.isPaused(account)) return { did: "nothing", why: "paused" };
    const lease = await runLeases.take(account, owner);
    if (!lease) return { did: "nothing", why: "busy" };
    try {
      return await withLease(request, lease);
    } catch (error) {
      const runId = lease.state.run?.id;
      if (error instanceof RunLeaseLost) log.warn("somebody else runs this account by now", { account, runId });
      else if (error instanceof RunInterrupted || toFault(error).kind === faults.wtsUnavailable) {
        const why = error instanceof RunInterrupted ? error.cause : error;
        const code = why === undefined ? {} : faultFields(toFault(why));
        log.warn("auto-close run interrupted, the next minute goes on", { account, runId, ...code });
      } else throw error;
      return { did: "run", runId: runId ?? "", state: "running" };
    } finally {
      // A lease that is not given back ends by itself.
      await lease.release().catch(() => {});
    }
  };
};
