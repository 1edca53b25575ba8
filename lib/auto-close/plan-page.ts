// What a run means to do about the sessions of one page; of the others it says why nothing is done.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { decideAtOnce } from "./decide-session.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import { type SessionRecord, sessionRecordOf } from "./records/run-records.ts";
import { mayHaveNotice, type SessionCase } from "./rules/plan-session.ts";
import type { ReasonCode, SessionCode } from "./rules/reason-codes.ts";

export type PlannedSession = readonly [SessionCase, SessionRecord];

interface PageRun extends Pick<SessionCase, "policies" | "nowMs" | "runId"> {
  account: string;
  modes: ModeOfPolicy;
}

/** Looks up what we said to the contact, where that can make a difference. */
export const withNotice = async (
  { notices }: Pick<AutoCloseDependencies, "notices">,
  account: string,
  one: SessionCase,
): Promise<SessionCase> => (mayHaveNotice(one) ? { ...one, notice: await notices.read(account, one.facts.id) } : one);

export const planPage = async (
  dependencies: Pick<AutoCloseDependencies, "notices" | "clock">,
  sessions: readonly SessionFacts[],
  { account, modes, ...run }: PageRun,
) => {
  const cases = sessions.map((facts) =>
    withNotice(dependencies, account, { ...run, facts, actNowMs: dependencies.clock.now() }),
  );
  const planned: PlannedSession[] = [];
  const others: { facts: SessionFacts; code: ReasonCode | SessionCode }[] = [];
  for (const one of await Promise.all(cases)) {
    const { facts } = one;
    const first = decideAtOnce(one, modes);
    if (first.end === "none") others.push({ facts, code: first.plan.code });
    else if (first.end === "held-back") others.push({ facts, code: first.code });
    // What is to be looked at is not known by its command before it is known what is to be done.
    else planned.push([one, sessionRecordOf(account, { facts, silence: "look", ...first.plan })]);
  }
  return { planned, others };
};
