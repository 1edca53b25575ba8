// Every minute: begins a sweep where one is due, goes on with the one that is under way, and lets nobody else do so meanwhile.
import { createHash } from "node:crypto";
import { Fault, faults } from "../core/faults.ts";
import { closeLimit, runsRemembered } from "../core/policies/close-limit.ts";
import { sweepStart } from "../core/sweep-cursor.ts";
import { toFault } from "../error-body.ts";
import { faultFields } from "../log-fault.ts";
import { type OpenRun, type SweepLease, SweepLost } from "../records/sweep-lease.ts";
import type { RunRecord, RunState } from "../records/sweep-runs.ts";
import { SweepInterrupted } from "./acted.ts";
import type { SweepDependencies } from "./dependencies.ts";
import { freshWts } from "./fresh-wts.ts";
import { hasWork, type ModeOfPolicy, policyModes } from "./policy-modes.ts";
import { type PreparedRun, prepareRun } from "./prepare-run.ts";
import { recoverRecords } from "./recover-records.ts";
import { type RunProgress, runProgress } from "./run-progress.ts";
import { runSweep, type Sweep, type SweepEnd } from "./run-sweep.ts";

export interface SweepRequest {
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
  onPage?: Sweep["onPage"];
}

export type SweepAnswer =
  | { did: "nothing"; why: "busy" | "paused" | "not-due" | "no-policy" | "stopped" }
  | { did: "run"; runId: string; state: RunState };

const hashOf = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const isoOf = (ms: number): string => new Date(ms).toISOString();

const stoppedProblem = (limit: number, closed: number, id: string): string =>
  `stopped after ${closed} sessions: more than ${limit} would be far more than usual; \`npm run hooks -- auto-close continue ${id}\` lets it go on, \`auto-close runs undo ${id}\` takes it back, and a corrected policy begins anew`;

export const accountSweeper = (dependencies: SweepDependencies) => {
  const { config, sweeps, runs, approvals, control, bus, connect, limiterOf, clock, log } = dependencies;
  const { autoClose } = config;

  const announce = async (record: RunRecord): Promise<void> => {
    const { id: runId, account, state, startedBy, startedAt, endedAt, now, policies, counts, problems } = record;
    const did = Object.keys(counts).some((name) => /^(closed|warned|reopened|would|failed)/.test(name));
    if (!did && state === "done") return;
    // Without the problems' words: they may name people.
    const detail = { runId, account, state, startedBy, startedAt, endedAt, now, policies, counts };
    await bus
      .publish([{ type: "Auto-Close Run Ended", detail: { ...detail, problems: problems.length } }])
      .catch((error: unknown) => log.error("run not announced", { runId, account, ...faultFields(toFault(error)) }));
  };

  const end = async (record: RunRecord, state: RunState, problems: readonly string[] = []): Promise<RunRecord> => {
    const ended = { ...record, state, problems, endedAt: isoOf(clock.now()) };
    await runs.save(ended);
    log[state === "done" ? "info" : "error"]("auto-close run ended", {
      ...{ runId: record.id, account: record.account, state, problems: problems.length },
      counts: Object.entries(record.counts).map(([name, count]) => `${name}: ${count}`),
    });
    await announce(ended);
    return ended;
  };

  const recordOf = (run: OpenRun, request: SweepRequest, modes: ModeOfPolicy, progress?: RunProgress): RunRecord => ({
    ...{ id: run.id, account: request.account, startedBy: request.startedBy },
    ...{ startedAt: isoOf(run.startedAtMs), now: isoOf(run.nowMs), state: "running" },
    policies: [...modes].map(([name, { mode }]) => ({ name, mode })),
    counts: progress?.counts() ?? run.counts,
    problems: [],
    seq: progress?.seq() ?? run.seq,
  });

  const begin = async (request: SweepRequest, lease: SweepLease, policiesHash: string): Promise<OpenRun> => {
    const startedAtMs = clock.now();
    const run: OpenRun = {
      id: hashOf(request.account, startedAtMs, request.owner).slice(0, 12),
      nowMs: Math.min(request.nowMs, startedAtMs),
      ...{ startedAtMs, policiesHash, cursor: sweepStart, counted: sweepStart, seq: 0, open: [], counts: {} },
      ...{ acted: 0, closed: 0 },
    };
    // Of the minute it belongs to: the next one is not late because this one was.
    await lease.save({ ...lease.state, run, lastStartedAtMs: Math.floor(startedAtMs / minuteMs) * minuteMs });
    return run;
  };

  const isDue = ({ nowMs, force }: SweepRequest, { state }: SweepLease): boolean =>
    force === true || nowMs - (state.lastStartedAtMs ?? 0) >= autoClose.everyMinutes * minuteMs;

  /** Of the run that is over: what the next ones count from. */
  const finish = async (lease: SweepLease, progress?: RunProgress): Promise<void> => {
    const { run: _, ...state } = lease.state;
    const closed = progress?.closed() ?? 0;
    const recent = closed > 0 ? [...state.recent, closed].slice(-runsRemembered) : state.recent;
    await lease.save({ ...state, recent });
  };

  const refuse = async (request: SweepRequest, lease: SweepLease, record: RunRecord, problems: readonly string[]) => {
    await end(record, "refused", problems);
    await finish(lease);
    throw new Fault(faults.autoCloseRefused, { logged: { runId: record.id, account: request.account } });
  };

  const afterSweep = async (
    request: SweepRequest,
    lease: SweepLease,
    run: OpenRun,
    modes: ModeOfPolicy,
    progress: RunProgress,
    how: SweepEnd,
    limit: number,
  ): Promise<SweepAnswer> => {
    const record = recordOf(run, request, modes, progress);
    if (how === "time" || how === "paused") {
      await progress.save();
      await runs.save(record);
      return { did: "run", runId: run.id, state: "running" };
    }
    if (how === "closes") {
      await progress.save(limit);
      await end(record, "stopped", [stoppedProblem(limit, progress.closed(), run.id)]);
      throw new Fault(faults.autoCloseStopped, { logged: { runId: run.id, account: request.account } });
    }
    const most = `reached maxPerRun (${autoClose.maxPerRun}); the next run goes on`;
    for (const [name, { mode, hash }] of modes)
      if (mode === "unconfirmed") await approvals.seen(request.account, name, hash, run.id);
    await end(record, "done", how === "most" ? [most] : []);
    await finish(lease, progress);
    return { did: "run", runId: run.id, state: "done" };
  };

  const goOn = async (
    request: SweepRequest,
    lease: SweepLease,
    run: OpenRun,
    modes: ModeOfPolicy,
  ): Promise<SweepAnswer> => {
    const { account, owner, endBy, only, onPage = () => {} } = request;
    const record = recordOf(run, request, modes);
    await runs.save(record);
    const reader = freshWts({ connect, limiterOf, clock, account, endBy });
    const prepared: PreparedRun = await prepareRun(config, reader.wts);
    if (!prepared.ok) return refuse(request, lease, record, prepared.problems);
    const { policies, filter, contactDetails } = prepared;
    const progress = runProgress(run, lease);
    const isLetContinue = lease.continued === run.id;
    const limit = closeLimit(lease.state.recent, autoClose);
    const closes = isLetContinue ? Number.POSITIVE_INFINITY : limit;
    if (!filter) return afterSweep(request, lease, run, modes, progress, "end", limit);
    try {
      const how = await runSweep(dependencies, {
        ...{ id: run.id, account, owner, lease, endBy, spare: { taken: false }, nowMs: run.nowMs },
        startedAtMs: run.startedAtMs,
        ...{ policies, contactDetails, progress, onPage, limits: { most: autoClose.maxPerRun, closes } },
        filter: { ...filter, createdBeforeMs: run.nowMs },
        modesNow: () => policyModes(dependencies, account, only),
      });
      return await afterSweep(request, lease, run, modes, progress, how, limit);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== faults.wtsPageInvalid) throw error;
      await end(recordOf(run, request, modes, progress), "failed", [error.message]);
      await finish(lease, progress);
      throw error;
    }
  };

  const withLease = async (request: SweepRequest, lease: SweepLease): Promise<SweepAnswer> => {
    const { account, only } = request;
    const modes = await policyModes(dependencies, account, only);
    const policiesHash = hashOf(autoClose.policies, only ?? null);
    let { run } = lease.state;
    if (run && run.policiesHash !== policiesHash) {
      const progress = runProgress(run, lease);
      const { owner, endBy } = request;
      await recoverRecords(dependencies, {
        ...{ id: run.id, account, startedAtMs: run.startedAtMs, owner, lease, endBy, spare: { taken: false } },
        progress,
      });
      await end(recordOf(run, request, modes, progress), "superseded", ["the policies changed while it was under way"]);
      await finish(lease, progress);
      run = undefined;
    }
    if (run?.stoppedAt !== undefined && lease.continued !== run.id) {
      // Once an hour, so that whoever missed the first alarm hears the next.
      if (request.startedBy === "schedule" && request.nowMs % hourMs < minuteMs)
        throw new Fault(faults.autoCloseStopped, { logged: { runId: run.id, account } });
      return { did: "nothing", why: "stopped" };
    }
    if (!hasWork(modes)) return { did: "nothing", why: "no-policy" };
    if (!run && !isDue(request, lease)) return { did: "nothing", why: "not-due" };
    return goOn(request, lease, run ?? (await begin(request, lease, policiesHash)), modes);
  };

  return async (request: SweepRequest): Promise<SweepAnswer> => {
    const { account, owner } = request;
    if (await control.isPaused(account)) return { did: "nothing", why: "paused" };
    const lease = await sweeps.take(account, owner);
    if (!lease) return { did: "nothing", why: "busy" };
    try {
      return await withLease(request, lease);
    } catch (error) {
      const runId = lease.state.run?.id;
      if (error instanceof SweepLost) log.warn("somebody else sweeps this account by now", { account, runId });
      else if (error instanceof SweepInterrupted || toFault(error).kind === faults.wtsUnavailable)
        log.warn("auto-close run interrupted, the next minute goes on", { account, runId });
      else throw error;
      return { did: "run", runId: runId ?? "", state: "running" };
    } finally {
      // Not given back, it ends by itself.
      await lease.release().catch(() => {});
    }
  };
};

/** Each account at its own pace. Throws the first failure when all are done. */
export const idleSessionCloser = (dependencies: SweepDependencies) => {
  const sweep = accountSweeper(dependencies);
  const { config, log } = dependencies;
  return async (request: Omit<SweepRequest, "account" | "startedBy">): Promise<void> => {
    const accounts = config.autoClose.accounts ?? [config.account];
    const swept = await Promise.allSettled(
      accounts.map((account) => sweep({ ...request, account, startedBy: "schedule" })),
    );
    for (const [index, each] of swept.entries())
      if (each.status === "fulfilled" && each.value.did === "nothing" && each.value.why !== "not-due")
        log.info("no sweep", { account: accounts[index], reason: each.value.why });
    const failed = swept.find((each) => each.status === "rejected");
    if (failed) throw failed.reason;
  };
};
