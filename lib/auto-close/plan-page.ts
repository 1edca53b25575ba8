// What a run means to do about the sessions of one page; of the others it says why nothing is done.

import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import type { SessionRecord } from "./records/run-records.ts";
import type { ReasonCode } from "./rules/auto-close-reason.ts";
import { mayHaveNotice, planSession, type SessionCase } from "./rules/plan-session.ts";
import type { SessionCode } from "./rules/session-code.ts";
import { sessionRecordOf } from "./session-worker.ts";

export type PlannedSession = readonly [SessionCase, SessionRecord];

export interface PagePlan {
  planned: readonly PlannedSession[];
  others: readonly { facts: SessionFacts; code: ReasonCode | SessionCode }[];
}

export interface PageRun extends Pick<SessionCase, "policies" | "nowMs" | "runId"> {
  account: string;
  modes: ModeOfPolicy;
}

/** Not known by its command before it is known what is to be done. */
const lookedAt = (
  account: string,
  one: SessionCase,
  plan: Pick<ReturnType<typeof planSession>, "reasons">,
  policy: PolicyOf,
): SessionRecord => ({
  ...sessionRecordOf(account, {
    ...{ action: "close", policy, sendFarewell: false, reasons: plan.reasons, silence: "look" },
    ...{ runId: one.runId, facts: one.facts },
  }),
  action: "look",
});

type PolicyOf = SessionCase["policies"][number];

export const planPage = async (
  { notices, clock }: Pick<AutoCloseDependencies, "notices" | "clock">,
  sessions: readonly SessionFacts[],
  { account, modes, policies, nowMs, runId }: PageRun,
): Promise<PagePlan> => {
  const caseOf = async (facts: SessionFacts): Promise<SessionCase> => {
    const one: SessionCase = { facts, policies, nowMs, actNowMs: clock.now(), runId };
    return mayHaveNotice(one) ? { ...one, notice: await notices.read(account, facts.id) } : one;
  };
  const planned: PlannedSession[] = [];
  const others: { facts: SessionFacts; code: ReasonCode | SessionCode }[] = [];
  for (const one of await Promise.all(sessions.map(caseOf))) {
    const { facts } = one;
    const plan = planSession(one);
    if (plan.action === "none") {
      others.push({ facts, code: plan.code });
      continue;
    }
    const { mode } = modes.get(plan.policy.policy.name) ?? { mode: "paused" };
    if (mode === "paused") others.push({ facts, code: "POLICY_PAUSED" });
    else if (mode === "waiting") others.push({ facts, code: "POLICY_NOT_CONFIRMED" });
    else if (plan.action === "look") planned.push([one, lookedAt(account, one, plan, plan.policy)]);
    else planned.push([one, sessionRecordOf(account, plan)]);
  }
  return { planned, others };
};
