// What a run means to do about the sessions of one page; of the others it says why nothing is done.
import { sessionPlace } from "../aws/item-keys.ts";
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { decideAtOnce } from "./decide-session.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import { commandIdFor, type SessionRecord, sessionRecordOf } from "./records/run-records.ts";
import { isAnsweredClose, mayHaveNotice, planSession, type SessionCase, silenceOf } from "./rules/plan-session.ts";
import type { ReasonCode, SessionCode } from "./rules/reason-codes.ts";

export type PlannedSession = readonly [SessionCase, SessionRecord];

interface PageRun extends Pick<SessionCase, "policies" | "nowMs" | "runId"> {
  account: string;
  modes: ModeOfPolicy;
}

/** Looks up what we said to the contact, where that can make a difference, and what was read of this silence before. */
const withNotice = async (
  { notices, ledger, silences }: Pick<AutoCloseDependencies, "notices" | "ledger" | "silences">,
  account: string,
  one: SessionCase,
): Promise<SessionCase> => {
  const { facts } = one;
  const known = silences.known(account, facts);
  const asked = { ...one, knownWait: known?.wait };
  const need = mayHaveNotice(asked);
  if (need === "never" || (need === "once" && known)) return asked;
  const notice = await notices.read(account, facts.id);
  if (notice === undefined || !isAnsweredClose(facts, notice)) {
    if (need === "once") silences.remember(account, facts, {});
    return { ...asked, notice };
  }
  const place = sessionPlace({ account, sessionId: facts.id });
  const closed = await ledger.read(place, commandIdFor(account, "close", silenceOf(facts.id, notice)));
  return { ...asked, notice, ...(closed?.state === "applied" && { closedAtMs: Date.parse(closed.seenAt) }) };
};

/** Looks up what holds the session as well, where that can make a difference. */
export const withRecords = async (
  dependencies: Pick<AutoCloseDependencies, "notices" | "ledger" | "silences" | "holds">,
  account: string,
  one: SessionCase,
): Promise<SessionCase> => {
  const { holds } = dependencies;
  const { id } = one.facts;
  const noticed = await withNotice(dependencies, account, one);
  // A hold that has ended makes a difference only where something would be done: idle time counts from its end.
  const isHeld = (await holds.idsOf(account)).has(id);
  if (!isHeld && planSession(noticed).action === "none") return noticed;
  return { ...noticed, hold: await holds.read(account, id) };
};

export const planPage = async (
  dependencies: Pick<AutoCloseDependencies, "notices" | "ledger" | "silences" | "holds" | "clock">,
  sessions: readonly SessionFacts[],
  { account, modes, ...run }: PageRun,
) => {
  const cases = sessions.map((facts) =>
    withRecords(dependencies, account, { ...run, facts, actNowMs: dependencies.clock.now() }),
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
