// Carries a run on: page by page from where it was, until its end, until somebody stops it, or until the time is up.

import type { SessionFacts } from "../core/sessions/session-facts.ts";
import { RunInterrupted } from "./action-result.ts";
import { allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { freshMs, freshWts } from "./fresh-wts.ts";
import { ifGranted } from "./if-granted.ts";
import { openUnit, type PageActions } from "./page-actions.ts";
import { type PlannedSession, planPage } from "./plan-page.ts";
import { hasWork, type ModeOfPolicy } from "./policy-modes.ts";
import { type CandidatePage, pageSize, readPage } from "./read-page.ts";
import type { SessionRecord } from "./records/run-records.ts";
import { cursorEnd, farthest, isAhead, type PageFilter } from "./rules/page-cursor.ts";
import { type SessionCase, saysSomething } from "./rules/plan-session.ts";
import type { ReadyPolicy } from "./rules/prepare-auto-close.ts";
import type { TurnRun } from "./run-command.ts";
import type { RunProgress } from "./run-progress.ts";
import { sessionWorker, type WorkerRun } from "./session-worker.ts";
import { type Pool, pool } from "./side-by-side.ts";

export interface ContinuedRun extends TurnRun {
  nowMs: number;
  policies: readonly ReadyPolicy[];
  filter: PageFilter;
  contactDetails: boolean;
  progress: RunProgress;
  limits: { most: number; closes: number };
  modesNow(): Promise<ModeOfPolicy>;
  /** After every page. */
  onPage(seen: { looked: number; total: number | undefined }): void;
}

/** `time`: the next invocation goes on. `paused`: nothing goes on before somebody resumes. */
export type RunEnd = "end" | "time" | "paused" | "most" | "closes";

/** Enough to use every token the limiter grants at once, and few enough to be finished soon. */
const atOnce = 10;
/** What the longest action takes: a note, a farewell of 25 s, and the close. */
const longestActionMs = 45_000;
const longestSilentActionMs = 15_000;
const pagesBetweenSaves = 20;
/** A policy that is paused may act for as long. */
const modesKnownMs = 2_000;

export const continueRun = async (dependencies: AutoCloseDependencies, sweep: ContinuedRun): Promise<RunEnd> => {
  const { killSwitch, clock, connect, limiterOf } = dependencies;
  const { account, lease, progress, policies, nowMs, filter, contactDetails } = sweep;
  const worker: WorkerRun = {
    ...sweep,
    modes: await sweep.modesNow(),
    most: allowance(sweep.limits.most, progress.acted()),
    closes: allowance(sweep.limits.closes, progress.closed()),
  };
  const work = sessionWorker(dependencies, worker);
  const workers: Pool = pool(atOnce);
  const underWay = new Set<string>();
  let actedSinceRead = false;
  let ended: RunEnd | undefined;
  let failure: unknown;
  let looked = 0;
  const neededMs = policies.some(saysSomething) ? longestActionMs : longestSilentActionMs;

  let modesReadAtMs = clock.now();
  const readModes = async (): Promise<void> => {
    if (clock.now() - modesReadAtMs < modesKnownMs) return;
    modesReadAtMs = clock.now();
    worker.modes = await sweep.modesNow();
  };

  const stop = (reason: RunEnd): void => {
    ended ??= reason;
  };
  const isStopped = (): boolean => ended !== undefined || failure !== undefined;

  const mayGoOn = async (): Promise<boolean> => {
    if (isStopped()) return false;
    await readModes();
    if (clock.now() + neededMs > sweep.endBy) stop("time");
    else if ((await killSwitch.isPaused(account)) || !hasWork(worker.modes)) stop("paused");
    else await lease.ensure();
    return !isStopped();
  };

  const perform = async (
    one: SessionCase,
    planned: SessionRecord,
    page: CandidatePage,
    unit: PageActions,
  ): Promise<void> => {
    try {
      const worked = await work({ ...one, actNowMs: clock.now() }, page.readAtMs, unit);
      if (worked.end === "again" || worked.end === "stop") progress.again.push(one.facts);
      if (worked.end !== "again") actedSinceRead = true;
      if (worked.end === "stop") stop(worked.reason);
      if (worked.end === "none") progress.count(worked.code);
      if (worked.end === "result") await unit.done(worked.session, worked.outcome);
      else if (worked.end === "failed") await unit.done({ ...planned, result: "failed", code: worked.code });
      else await unit.done(planned);
    } catch (error) {
      // What is not said to be done is looked at again by whoever goes on.
      failure ??= error;
    } finally {
      underWay.delete(one.facts.id);
    }
  };

  const dispatch = async (cases: readonly PlannedSession[], page: CandidatePage): Promise<void> => {
    if (cases.length === 0) return;
    const planned = cases.map(([, session]) => session);
    const unit = await openUnit(dependencies, sweep.id, progress, progress.cursor, planned);
    for (const [one, session] of cases) {
      const isFresh = clock.now() <= page.readAtMs + freshMs;
      if (isFresh && (await mayGoOn())) {
        underWay.add(one.facts.id);
        await workers.start(() => perform(one, session, page, unit));
        continue;
      }
      progress.again.push(one.facts);
      await unit.done(session);
    }
  };

  /** Nobody waits for longer than the lease lasts, or whoever takes over would wait beside us. */
  const waitBy = (): number => Math.min(sweep.endBy, lease.doneByMs());

  /** Tokens may come further apart than facts stay fresh: then one is taken before they are read. */
  const takeSpare = async (): Promise<void> => {
    await limiterOf(account).take("background", { startBy: waitBy() });
    sweep.spare.taken = true;
  };

  const readOn = async (): Promise<void> => {
    sweep.spare.taken = false;
    if (progress.again.length > 0) {
      await workers.idle();
      progress.rewind();
      if (!actedSinceRead) sweep.spare.isNeeded = true;
      if (sweep.spare.isNeeded) await ifGranted(clock, takeSpare);
    }
    // Sessions of one millisecond are read by page number, which must not move meanwhile.
    if (progress.cursor.page > 1 || progress.cursor.seen.length >= pageSize) await workers.idle();
    if (!(await mayGoOn())) return;
    actedSinceRead = false;
    const reader = freshWts({ connect, limiterOf, clock, account, endBy: waitBy() });
    const page = await ifGranted(clock, () => readPage(reader, progress.cursor, filter, contactDetails));
    await lease.ensure();
    if (!page) return;
    const ahead = page.sessions.filter((session) => isAhead(session, progress.cursor) && !underWay.has(session.id));
    const { planned, others } = await planPage(dependencies, ahead, {
      ...{ account, policies, nowMs, runId: sweep.id, modes: worker.modes },
    });
    const isNew = (session: SessionFacts): boolean => isAhead(session, progress.counted);
    looked += ahead.filter(isNew).length;
    for (const { facts, code } of others) if (isNew(facts)) progress.count(code);
    await dispatch(planned, page);
    progress.counted = farthest(progress.counted, page.next ?? cursorEnd);
    sweep.onPage({ looked, total: page.total });
    if (page.next) progress.cursor = page.next;
    else {
      await workers.idle();
      if (progress.again.length === 0) stop("end");
    }
  };

  try {
    for (let pages = 1; !isStopped(); pages += 1) {
      await readOn();
      if (pages % pagesBetweenSaves === 0) await progress.save();
    }
  } catch (error) {
    failure ??= error;
  }
  await workers.idle();
  if (failure !== undefined) throw failure;
  if (ended === undefined) throw new RunInterrupted("a sweep ended without a reason");
  return ended;
};
