// What a run would do, session by session, with nothing written anywhere.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { failuresInARow } from "./failures-in-a-row.ts";
import { freshWts } from "./fresh-wts.ts";
import { type FinalPlan, lookCloser } from "./look-closer.ts";
import { withNotice } from "./plan-page.ts";
import { pool } from "./pool.ts";
import { prepareRun } from "./prepare-run.ts";
import { readPage } from "./read-page.ts";
import { cursorStart, isAhead, type PageCursor } from "./rules/page-cursor.ts";
import { planSession } from "./rules/plan-session.ts";

interface Preview {
  account: string;
  nowMs: number;
  endBy: number;
  /** It is called in the order of WTS's list. */
  onSession(session: SessionFacts, plan: FinalPlan): void;
  onPage(seen: { looked: number; total: number | undefined }): void;
}

const atOnce = 5;

/** Answers what is wrong with policies, and whether any of them could be asked. */
export const previewRun = async (
  dependencies: Pick<AutoCloseDependencies, "config" | "closedDays" | "notices" | "connect" | "limiterOf" | "clock">,
  { account, nowMs, endBy, onSession, onPage }: Preview,
): Promise<{ ok: boolean; problems: readonly string[] }> => {
  const { clock } = dependencies;
  const reader = freshWts({ ...dependencies, account, endBy });
  const prepared = await prepareRun(dependencies, account, reader.wts);
  if (!prepared.ok) return prepared;
  const { policiesNow, filter, contactDetails, problems } = prepared;
  if (!filter) return { ok: true, problems };
  const policies = await policiesNow();
  const actNowMs = Math.max(nowMs, clock.now());

  const countFailure = failuresInARow();
  const planOf = async (facts: SessionFacts): Promise<FinalPlan> => {
    const one = await withNotice(dependencies, account, { facts, policies, nowMs, actNowMs, runId: "dry-run" });
    const plan = planSession(one);
    if (plan.action !== "look") return plan;
    const looked = await lookCloser(reader.wts.client, one);
    countFailure(looked.action === "failed" ? looked.code : undefined);
    return looked;
  };

  let looked = 0;
  for (let cursor: PageCursor | undefined = cursorStart; cursor; ) {
    const from: PageCursor = cursor;
    const page = await readPage(reader, from, { ...filter, createdBeforeMs: nowMs }, contactDetails);
    const ahead = page.sessions.filter((session) => isAhead(session, from));
    const plans = new Map<string, FinalPlan>();
    const workers = pool(atOnce);
    let failure: unknown;
    for (const facts of ahead)
      await workers.start(async () => {
        try {
          plans.set(facts.id, await planOf(facts));
        } catch (error) {
          failure ??= error;
        }
      });
    await workers.idle();
    if (failure !== undefined) throw failure;
    for (const facts of ahead) {
      const plan = plans.get(facts.id);
      if (plan) onSession(facts, plan);
    }
    looked += ahead.length;
    onPage({ looked, total: page.total });
    cursor = page.next;
  }
  return { ok: true, problems };
};
