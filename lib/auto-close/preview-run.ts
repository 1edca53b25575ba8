// What a sweep would do, session by session, with nothing written anywhere.

import type { SessionFacts } from "../core/sessions/session-facts.ts";
import { asFault } from "../wts/as-fault.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { freshWts } from "./fresh-wts.ts";
import { type PreparedRun, prepareRun } from "./prepare-run.ts";
import { readPage } from "./read-page.ts";
import { cursorStart, isAhead, type PageCursor } from "./rules/page-cursor.ts";
import { mayHaveNotice, planSession, type SessionCase, type SessionPlan } from "./rules/plan-session.ts";
import { pool } from "./side-by-side.ts";

export interface Preview {
  account: string;
  nowMs: number;
  endBy: number;
  /** In the order of the list. */
  onSession(session: SessionFacts, plan: Exclude<SessionPlan, { action: "look" }>): void;
  onPage(seen: { looked: number; total: number | undefined }): void;
}

const atOnce = 5;

/** Answers what is wrong with the policies; nothing when they could be asked. */
export const previewRun = async (
  dependencies: Pick<AutoCloseDependencies, "config" | "notices" | "connect" | "limiterOf" | "clock">,
  { account, nowMs, endBy, onSession, onPage }: Preview,
): Promise<readonly string[]> => {
  const { config, notices, connect, limiterOf, clock } = dependencies;
  const reader = freshWts({ connect, limiterOf, clock, account, endBy });
  const prepared: PreparedRun = await prepareRun(config, reader.wts);
  if (!prepared.ok) return prepared.problems;
  const { policies, filter, contactDetails } = prepared;
  if (!filter) return [];
  const actNowMs = Math.max(nowMs, clock.now());

  const planOf = async (facts: SessionFacts): Promise<Exclude<SessionPlan, { action: "look" }>> => {
    const one: SessionCase = { facts, policies, nowMs, actNowMs, runId: "dry-run" };
    const known = mayHaveNotice(one) ? { ...one, notice: await notices.read(account, facts.id) } : one;
    const plan = planSession(known);
    if (plan.action !== "look") return plan;
    const newest = { OrderBy: "createdAt", OrderDirection: "DESCENDING", PageSize: 100 } as const;
    const { items } = await reader.wts.client.listMessages(facts.id, newest).catch((error: unknown) => {
      throw asFault(error);
    });
    const looked = planSession({ ...known, messages: items });
    if (looked.action !== "look") return looked;
    return { action: "none", policy: looked.policy.policy.name, code: "ANSWERS_NEEDED", reasons: [] };
  };

  let looked = 0;
  for (let cursor: PageCursor | undefined = cursorStart; cursor; ) {
    const from: PageCursor = cursor;
    const page = await readPage(reader, from, { ...filter, createdBeforeMs: nowMs }, contactDetails);
    const ahead = page.sessions.filter((session) => isAhead(session, from));
    const plans = new Map<string, Exclude<SessionPlan, { action: "look" }>>();
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
  return [];
};
