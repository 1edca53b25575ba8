// Carries a run on: page by page from where it was, until its end, until somebody stops it, or until the time is up.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import { allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { freshMs, freshWts, ifGranted } from "./fresh-wts.ts";
import { lookCloser } from "./look-closer.ts";
import { openPageActions, type PageActions } from "./page-actions.ts";
import { type PlannedSession, planPage } from "./plan-page.ts";
import { hasWork, type ModeOfPolicy } from "./policy-modes.ts";
import { pool } from "./pool.ts";
import { readAhead } from "./read-ahead.ts";
import { type CandidatePage, pageSize, readPage } from "./read-page.ts";
import { type RecentCloses, seenAgain } from "./recent-closes.ts";
import type { SessionRecord, Sighting } from "./records/run-records.ts";
import { cursorEnd, farthest, isAhead, type PageFilter } from "./rules/page-cursor.ts";
import { planSession, readsMessages, type SessionCase, saysSomething } from "./rules/plan-session.ts";
import type { ReadyPolicy } from "./rules/prepare-auto-close.ts";
import { type ActiveRun, RunInterrupted } from "./run-command.ts";
import type { RunProgress } from "./run-progress.ts";
import { sessionWorker, type WorkerRun } from "./session-worker.ts";

export interface ContinuedRun extends ActiveRun {
  nowMs: number;
  /** They are asked for with every page, since closed days may be set while the run is under way. */
  policiesNow(): Promise<readonly ReadyPolicy[]>;
  filter: PageFilter;
  details: readonly ("ContactDetails" | "AgentDetails")[];
  progress: RunProgress;
  limits: { maxPerRun: number; breaker: number };
  /** Nothing is begun afterwards, though there were time for it. */
  handOverAtMs(byMs: number): number;
  modesNow(): Promise<ModeOfPolicy>;
  /** Who of them has written again is noted. */
  closedLately: RecentCloses;
  /** It is called after every page. */
  onPage(seen: { looked: number; total: number | undefined }): void;
}

/** After `time` the next invocation goes on; after `paused` nothing goes on before somebody resumes. */
export type RunEnd = "end" | "time" | "paused" | "maxPerRun" | "breaker";

/** They are enough to use every token the limiter grants at once, and few enough to be finished soon. */
const atOnce = 10;
/** The longest action is a note, a farewell of 25 s, and the close. */
const longestActionMs = 45_000;
const longestSilentActionMs = 15_000;
const pagesBetweenSaves = 20;
/** It asks for nothing for so long at most, so that more can be done on the list that is read then. */
const longestSavingMs = 10_000;
/** Table and WTS take so much of the time for which a list is fresh. */
const marginMs = 500;
/** A policy that is paused may act for as long. */
const modesKnownMs = 2_000;

const hasActed = ({ result }: SessionRecord): boolean =>
  result === "closed" || result === "reopened" || result === "warned" || result === "failed";

export const continueRun = async (dependencies: AutoCloseDependencies, run: ContinuedRun): Promise<RunEnd> => {
  const { killSwitch, clock, limiterOf } = dependencies;
  const { id: runId, account, lease, progress, policiesNow, nowMs, filter, details, prepaid } = run;
  const worker: WorkerRun = {
    ...run,
    modes: await run.modesNow(),
    maxPerRun: allowance(run.limits.maxPerRun, progress.acted()),
    breaker: allowance(run.limits.breaker, progress.closed()),
    readAhead: readAhead(clock),
  };
  const workOn = sessionWorker(dependencies, worker);
  const workers = pool(atOnce);
  const underWay = new Set<string>();
  /** What a page is read again for are the others of it: these were left, or only spoken of, and that is written down. */
  const left = new Set<string>();
  const sightings = new Map<string, Sighting>();
  let actedSinceRead = false;
  /** Those of the last page that were to be looked at or acted on. */
  let lastPlanned: readonly PlannedSession[] = [];
  let ended: RunEnd | undefined;
  let failure: unknown;
  let looked = 0;
  const policies = await policiesNow();
  const neededMs = policies.some(saysSomething) ? longestActionMs : longestSilentActionMs;
  const stopAtMs = run.handOverAtMs(run.endBy - neededMs);
  const callsToAct = policies.some(readsMessages) ? 2 : 1;

  let modesReadAtMs = clock.now();
  const readModes = async (): Promise<void> => {
    if (clock.now() - modesReadAtMs < modesKnownMs) return;
    modesReadAtMs = clock.now();
    worker.modes = await run.modesNow();
  };

  const stop = (reason: RunEnd): void => {
    ended ??= reason;
  };
  const isStopped = (): boolean => ended !== undefined || failure !== undefined;

  const mayGoOn = async (): Promise<boolean> => {
    if (isStopped()) return false;
    await readModes();
    if (clock.now() > stopAtMs) stop("time");
    else if ((await killSwitch.isPaused(account)) || !hasWork(worker.modes)) stop("paused");
    else await lease.ensure();
    return !isStopped();
  };

  const perform = async (
    one: SessionCase,
    planned: SessionRecord,
    { readAtMs }: CandidatePage,
    pageActions: PageActions,
  ): Promise<void> => {
    try {
      const worked = await workOn({ ...one, actNowMs: clock.now() }, readAtMs, pageActions);
      if (worked.end === "again" || worked.end === "stop") progress.again.push(one.facts);
      else worker.readAhead.forget(one.facts.id);
      if (worked.end !== "again") actedSinceRead = true;
      if (worked.end === "stop") stop(worked.reason);
      if (worked.end === "none") progress.count(worked.code);
      if (worked.end === "result" && !hasActed(worked.session)) left.add(one.facts.id);
      if (worked.end === "result") await pageActions.done(worked.session, worked.outcome);
      else if (worked.end === "failed") await pageActions.done({ ...planned, result: "failed", code: worked.code });
      else await pageActions.done(planned);
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
    const pageActions = await openPageActions(dependencies, runId, progress, progress.cursor, planned);
    for (const [one, session] of cases) {
      const isFresh = clock.now() <= page.readAtMs + freshMs;
      if (isFresh && (await mayGoOn())) {
        // Tokens are there for one of them.
        if (prepaid.isNeeded) await workers.idle();
        underWay.add(one.facts.id);
        await workers.start(() => perform(one, session, page, pageActions));
        continue;
      }
      progress.again.push(one.facts);
      await pageActions.done(session);
    }
  };

  const wishes = { isOut: (contactId: string) => dependencies.optOuts.isOut({ account, contactId }) };

  /** Nobody waits for longer than the lease lasts, or whoever takes over would wait beside us. */
  const waitBy = (): number => Math.min(run.endBy, lease.doneByMs());

  /** Tokens may come further apart than facts stay fresh: then those of one action are taken before they are read. */
  const takePrepaidToken = async (): Promise<void> => {
    await limiterOf(account).take("background", { startBy: waitBy() });
    prepaid.taken += 1;
  };

  /** What is read here need not be read while the list is fresh. */
  const lookAhead = async (cases: readonly PlannedSession[]): Promise<void> => {
    for (const [one] of cases) {
      if (planSession(one).action !== "look" || worker.readAhead.has(one.facts)) continue;
      if (!(await mayGoOn())) return;
      await workers.start(async () => {
        const { client } = freshWts({ ...dependencies, account, endBy: waitBy() }).wts;
        // What could not be read now is read by whoever acts.
        await lookCloser(worker.readAhead.reader(client, one.facts), one, wishes).catch(() => {});
      });
    }
    await workers.idle();
  };

  /**
   * Facts are fresh for a few seconds, in which few tokens come. What was saved up before comes on top, so that one list is
   * good for twice as many closes; and who answered is read before.
   */
  const saveUp = async (): Promise<void> => {
    if (lastPlanned.length === 0 || prepaid.isNeeded) return;
    // What is saved up at the end would be of no use to anybody.
    if (clock.now() + 2 * longestSavingMs > stopAtMs) return;
    await workers.idle();
    const again = new Set(progress.again.map(({ id }) => id));
    const isAgain = again.size > 0;
    const toRead = isAgain ? lastPlanned.filter(([{ facts }]) => again.has(facts.id)) : lastPlanned;
    const limiter = limiterOf(account);
    const { tokenMs, mostAtOnce } = await limiter.rateNow("background");
    const whileFresh = Math.floor((freshMs - marginMs) / Math.max(1, tokenMs));
    if (isAgain) await lookAhead(toRead.slice(0, mostAtOnce + whileFresh));
    const calls = 1 + toRead.length * (isAgain ? 1 : callsToAct);
    const missing = Math.min(mostAtOnce - 1, calls - whileFresh);
    if (missing < 1 || isStopped()) return;
    const { freeInMs } = await limiter.rateNow("background", missing);
    await clock.sleep(Math.min(longestSavingMs, freeInMs));
  };

  const readOn = async (): Promise<void> => {
    prepaid.taken = 0;
    await saveUp();
    if (progress.again.length > 0) {
      await workers.idle();
      progress.rewind();
      if (!actedSinceRead) prepaid.isNeeded = true;
      for (let calls = 0; prepaid.isNeeded && calls < callsToAct; calls += 1) await ifGranted(clock, takePrepaidToken);
    }
    // Sessions of one millisecond are read by page number, which must not move meanwhile.
    if (progress.cursor.page > 1 || progress.cursor.seen.length >= pageSize) await workers.idle();
    if (!(await mayGoOn())) return;
    actedSinceRead = false;
    const reader = freshWts({ ...dependencies, account, endBy: waitBy() });
    const page = await ifGranted(clock, () => readPage(reader, progress.cursor, filter, details));
    await lease.ensure();
    if (!page) return;
    for (const sighting of seenAgain(run.closedLately, page.sessions)) sightings.set(sighting.id, sighting);
    const ahead = page.sessions.filter(
      (session) => isAhead(session, progress.cursor) && !underWay.has(session.id) && !left.has(session.id),
    );
    const { modes } = worker;
    const { planned, others } = await planPage(dependencies, ahead, {
      account,
      policies: await policiesNow(),
      nowMs,
      runId,
      modes,
    });
    const isNew = (session: SessionFacts): boolean => isAhead(session, progress.counted);
    looked += ahead.filter(isNew).length;
    for (const { facts, code } of others) if (isNew(facts)) progress.count(code);
    lastPlanned = planned;
    await dispatch(planned, page);
    progress.counted = farthest(progress.counted, page.next ?? cursorEnd);
    run.onPage({ looked, total: page.total });
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
  if (sightings.size > 0) await dependencies.runs.noteSightings(runId, [...sightings.values()]);
  if (failure !== undefined) throw failure;
  if (ended === undefined) throw new RunInterrupted("a run ended without a reason");
  return ended;
};
