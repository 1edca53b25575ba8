// What a run would do, session by session, with nothing written anywhere.
import { sessionPlace } from "../aws/item-keys.ts";
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import { allowance } from "./allowance.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { type Decided, decideSession } from "./decide-session.ts";
import { failuresInARow } from "./failures-in-a-row.ts";
import { freshWts } from "./fresh-wts.ts";
import { withRecords } from "./plan-page.ts";
import { type ModeOfPolicy, policyModes } from "./policy-modes.ts";
import { pool } from "./pool.ts";
import { prepareRun } from "./prepare-run.ts";
import { readPage } from "./read-page.ts";
import { breakerLimit } from "./rules/breaker-limit.ts";
import { cursorStart, isAhead, type PageCursor } from "./rules/page-cursor.ts";
import { whyNoRun } from "./why-no-run.ts";

/** What comes of one session: `beyond` says which limit ends the run before it would come to it. */
export type Previewed = Decided | { end: "beyond"; reason: "maxPerRun" | "breaker"; plan: Acting["plan"] };
type Acting = Extract<Decided, { end: "act" }>;

interface PreviewRequest {
  account: string;
  nowMs: number;
  endBy: number;
  /** The one policy that may act. */
  only?: string;
  /** The one session that is asked about, as WTS has it: the others are not read, and the run's limits may come before it. */
  session?: SessionFacts;
  /** It is called in the order of WTS's list. */
  onSession(session: SessionFacts, previewed: Previewed): void;
  onPage(seen: { looked: number; total: number | undefined }): void;
}

export interface Preview {
  /** False when none of the policies could be asked. */
  ok: boolean;
  /** They say what is wrong with policies. */
  problems: readonly string[];
  modes: ModeOfPolicy;
  /** Why no run does anything now, whatever the policies say. */
  noRun: "paused" | "busy" | "stopped" | "no-policy" | undefined;
  /** The run that it is about: its id is there where one is under way already, or waits. */
  runId: string | undefined;
  /** After so many sessions the run would end, with others still due. */
  ends: { reason: "maxPerRun" | "breaker"; after: number } | undefined;
}

const atOnce = 5;

type PreviewDependencies = Pick<
  AutoCloseDependencies,
  | "config"
  | "closedDays"
  | "notices"
  | "ledger"
  | "silences"
  | "optOuts"
  | "holds"
  | "connect"
  | "limiterOf"
  | "clock"
  | "lifecycle"
  | "approvals"
  | "runLeases"
  | "killSwitch"
>;

/** The limits of the run that would be begun, or goes on. */
const limitsOf = async (
  { config, runLeases, killSwitch }: PreviewDependencies,
  account: string,
  modes: ModeOfPolicy,
) => {
  const { autoClose } = config;
  const [isPaused, lease] = await Promise.all([killSwitch.isPaused(account), runLeases.read(account)]);
  const { run, recent } = lease.state;
  const limit = run && lease.isContinued(run.id) ? Number.POSITIVE_INFINITY : breakerLimit(recent, autoClose);
  const noRun = whyNoRun(lease, modes);
  return {
    runId: run?.id,
    noRun: isPaused ? ("paused" as const) : lease.busy ? ("busy" as const) : noRun,
    maxPerRun: allowance(autoClose.maxPerRun, run?.acted ?? 0),
    breaker: allowance(limit, run?.closed ?? 0),
  };
};

export const previewRun = async (dependencies: PreviewDependencies, request: PreviewRequest): Promise<Preview> => {
  const { account, nowMs, endBy, only, session, onSession, onPage } = request;
  const { clock, lifecycle } = dependencies;
  const modes = await policyModes(dependencies, account, only);
  const { runId, noRun, maxPerRun, breaker } = await limitsOf(dependencies, account, modes);
  const asked = { modes, noRun, runId, ends: undefined };
  const reader = freshWts({ ...dependencies, account, endBy });
  const prepared = await prepareRun(dependencies, account, reader.wts);
  if (!prepared.ok) return { ...asked, ok: false, problems: prepared.problems };
  const { policiesNow, filter, details, problems } = prepared;
  if (!filter) return { ...asked, ok: true, problems };
  const policies = await policiesNow();
  const actNowMs = Math.max(nowMs, clock.now());

  const countFailure = failuresInARow();
  const decide = async (facts: SessionFacts): Promise<Decided> => {
    const one = await withRecords(dependencies, account, { facts, policies, nowMs, actNowMs, runId: "dry-run" });
    const { client } = reader.wts;
    const decided = await decideSession(dependencies, one, {
      account,
      client,
      modes,
      alsoHeldBack: true,
      writesNothing: true,
    });
    countFailure(decided.end === "failed" ? decided.code : undefined);
    if (decided.end !== "act") return decided;
    const isBusy = await lifecycle.isBusy(sessionPlace({ account, sessionId: facts.id }));
    return isBusy ? { end: "left", plan: decided.plan, code: "SESSION_BUSY" } : decided;
  };

  let acted = 0;
  let ends: Preview["ends"];
  /** In the order of the list, as the run would come to them. */
  const withinLimits = async (decided: Decided): Promise<Previewed> => {
    if (decided.end !== "act") return decided;
    const { plan } = decided;
    if (!ends && !(await maxPerRun.take())) ends = { reason: "maxPerRun", after: acted };
    if (!ends && plan.action === "close" && !(await breaker.take())) ends = { reason: "breaker", after: acted };
    if (ends) return { end: "beyond", reason: ends.reason, plan };
    maxPerRun.giveBack(true);
    if (plan.action === "close") breaker.giveBack(true);
    acted += 1;
    return decided;
  };

  if (session) {
    onSession(session, await withinLimits(await decide(session)));
    return { ...asked, ok: true, problems, ends };
  }

  let looked = 0;
  for (let cursor: PageCursor | undefined = cursorStart; cursor; ) {
    const from: PageCursor = cursor;
    const page = await readPage(reader, from, { ...filter, createdBeforeMs: nowMs }, details);
    const ahead = page.sessions.filter((session) => isAhead(session, from));
    const decisions = new Map<string, Decided>();
    const workers = pool(atOnce);
    let failure: unknown;
    for (const facts of ahead)
      await workers.start(async () => {
        try {
          decisions.set(facts.id, await decide(facts));
        } catch (error) {
          failure ??= error;
        }
      });
    await workers.idle();
    if (failure !== undefined) throw failure;
    for (const facts of ahead) {
      const decided = decisions.get(facts.id);
      if (decided) onSession(facts, await withinLimits(decided));
    }
    looked += ahead.length;
    onPage({ looked, total: page.total });
    cursor = page.next;
  }
  return { ...asked, ok: true, problems, ends };
};
