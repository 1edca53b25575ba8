// What a run means to do about one session: the policies' decision, for which nothing that we said ourselves counts.

import { type Hold, holdState } from "../../core/holds/hold.ts";
import type { CostlyFact, LookedUp } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { isBetweenThem, readAnswers, sentAtMs, writerOf } from "../../core/sessions/team-answers.ts";
import { isMarked, markOf } from "../../core/texts/sent-mark.ts";
import { isProperties, own } from "../../core/value.ts";
import type { KnownWait, SaidGoodbye } from "./auto-close-case.ts";
import { decideAutoClose } from "./decide-auto-close.ts";
import type { AutoCloseDecision } from "./first-decision.ts";
import type { Notice, NoticedAction } from "./notice.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason, ReasonCode, SessionCode } from "./reason-codes.ts";
import { saidByPolicy } from "./what-is-said.ts";

export interface SessionCase {
  facts: SessionFacts;
  /** It is looked up where `mayHaveNotice` says so. */
  notice?: Notice | undefined;
  /** When it was closed as the notice says; looked up where the contact has written since. */
  closedAtMs?: number | undefined;
  knownWait?: KnownWait | undefined;
  /** It is looked up where one stands, and where something would be done otherwise. */
  hold?: Hold | undefined;
  /** What was read of the session because a plan says `look`. */
  looked?: LookedUp;
  policies: readonly ReadyPolicy[];
  /** Idleness is measured at it. */
  nowMs: number;
  actNowMs: number;
  runId: string;
}

export interface PlannedAction extends NoticedAction {
  action: "close" | "warn";
  sendFarewell: boolean;
  /** How what is said goes out: absent, as a text. */
  as?: "template";
  reasons: readonly string[];
  /** The same with what they are about, for whoever is told; what is recorded are the codes. */
  why: readonly Reason[];
  /** It is another one whenever somebody but us has said something: in the same silence nothing is done twice. */
  silence: string;
  /** We closed it before, as this notice says, and only courtesy has opened it again. */
  again?: Notice;
  /** The hold that was known of when it was planned: another one that is set since is obeyed. */
  holdId?: string;
}

export type SessionPlan =
  | PlannedAction
  /** The fact that it `needs` has to be read first: one of the policies of `mayAct` could act then. */
  | {
      action: "look";
      needs: CostlyFact;
      policy: ReadyPolicy;
      mayAct: readonly ReadyPolicy[];
      reasons: readonly string[];
    }
  /** `code` is that of the last reason. `why` is the reason to name; where it waits, `untilMs` says until when at least. */
  | {
      action: "none";
      policy?: string;
      code: ReasonCode | SessionCode;
      reasons: readonly ReasonCode[];
      why?: Reason;
      untilMs?: number;
    };

/** `times` are those that stood before anything of ours. The end of a hold begins another silence, in which the contact is warned anew. */
export const silenceOf = (
  sessionId: string,
  times: Pick<SessionFacts, "lastMessageInMs" | "lastMessageOutMs"> & { heldUntilMs?: number },
): string => {
  const { lastMessageInMs, lastMessageOutMs, heldUntilMs } = times;
  const held = heldUntilMs === undefined ? "" : ` held until ${heldUntilMs}`;
  return `${sessionId} in ${lastMessageInMs ?? "none"} out ${lastMessageOutMs ?? "none"}${held}`;
};

const policyNamed = (policies: readonly ReadyPolicy[], name: string | undefined): ReadyPolicy | undefined =>
  policies.find(({ policy }) => policy.name === name);

/** Whether anything of a close is remembered beside its command: what was said, or that thanks may open the session again. */
export const isNoticed = (ready: ReadyPolicy): boolean => saysSomething(ready) || ready.courtesy !== undefined;

/** Whether it may have to be read who answered, or what was said. */
export const readsMessages = ({ policy, courtesy }: ReadyPolicy): boolean =>
  courtesy !== undefined || (policy.waitingOn === "contact" && policy.answersThatDoNotCount.length > 0);

export const saysSomething = ({ policy: { warning, close } }: ReadyPolicy): boolean =>
  warning !== undefined || close.note !== undefined || close.farewell !== undefined;

/**
 * Whether our own record of the session can make a difference; `once` where that is so only if we closed it before this silence.
 * It may be another policy's than the one that decides today.
 */
export const mayHaveNotice = (one: SessionCase): "always" | "once" | "never" => {
  if (!one.policies.some(isNoticed)) return "never";
  const { policy, reasons } = decide(one, one.facts, undefined, {});
  if (policy === undefined || policy === one.knownWait?.policy) return "never";
  if (reasons.some(({ code }) => code === "CONTACT_SPOKE_LAST")) return "never";
  return reasons.some(({ code }) => code === "COURTESY_NOT_READ") ? "once" : "always";
};

/** By which our texts are found again; what an earlier version did not note is filled in as it was then. */
const ownMarks = (policies: readonly ReadyPolicy[], notice: Notice, facts: SessionFacts) => {
  const { policy, runId } = notice;
  const ready = policyNamed(policies, policy);
  const marked = (what: "warning" | "farewell"): string | undefined => {
    const said = ready && saidByPolicy(ready.policy, what, { runId, facts, as: "text" });
    return said && markOf(said);
  };
  return {
    warning: notice.warningMark ?? marked("warning"),
    farewell: notice.farewellMark ?? marked("farewell"),
    id: notice.messageId,
  };
};

type Marks = ReturnType<typeof ownMarks>;

/** Where WTS does not show a message's template, it is known by its id alone. */
const isOwn = (message: unknown, { warning, farewell, id }: Partial<Marks>): boolean =>
  isProperties(message) &&
  own(message, "origin") !== "DEFAULT" &&
  ((id !== undefined && own(message, "id") === id) ||
    [warning, farewell].some((mark) => mark !== undefined && isMarked(message, mark) === true));

/** The contact was told who takes over, and goes on waiting for that person. */
const isTelling = (message: unknown, policies: readonly ReadyPolicy[]): boolean =>
  isProperties(message) &&
  own(message, "origin") !== "DEFAULT" &&
  policies[0]?.isTelling?.(own(message, "text")) === true;

/** The newest text of ours; undefined when somebody else has said something since. */
const onlyOursSince = (
  messages: readonly unknown[],
  marks: Partial<Marks>,
  sinceMs: number,
): { messageAtMs: number; messageId?: string } | undefined => {
  let ours: { messageAtMs: number; messageId?: string } | undefined;
  for (const message of messages) {
    if (!isProperties(message) || !isBetweenThem(message)) continue;
    const atMs = sentAtMs(message);
    if (atMs === undefined || atMs <= sinceMs) continue;
    if (writerOf(message) === "contact" || !isOwn(message, marks)) return undefined;
    const id = own(message, "id");
    if (atMs > (ours?.messageAtMs ?? 0)) ours = { messageAtMs: atMs, ...(typeof id === "string" && { messageId: id }) };
  }
  return ours;
};

const decide = (
  { policies, nowMs, actNowMs, hold, looked = {}, knownWait }: SessionCase,
  facts: SessionFacts,
  notice: Notice | undefined,
  marks: Partial<Marks>,
  saidGoodbye?: SaidGoodbye,
): AutoCloseDecision => {
  const answers =
    looked.messages &&
    readAnswers(looked.messages.filter((message) => !isOwn(message, marks) && !isTelling(message, policies)));
  const warned = notice?.warnedAtMs === undefined ? undefined : { ...notice, warnedAtMs: notice.warnedAtMs };
  return decideAutoClose(facts, policies, {
    nowMs,
    actNowMs,
    looked,
    ...(answers && { answers }),
    ...(warned && { warned }),
    ...(hold && { hold }),
    ...(saidGoodbye && { saidGoodbye }),
    ...(knownWait && { knownWait }),
  });
};

/** Why nothing is done, and until when at least. A closed day is said before all else: it is what nobody finds in the policy. */
const whyOf = (decision: AutoCloseDecision): { untilMs?: number; why?: Reason } => {
  const why = decision.reasons.find(({ code }) => code === "CLOSED_DAY") ?? decision.reasons.at(-1);
  return { ...(decision.action === "wait" && { untilMs: decision.untilMs }), ...(why && { why }) };
};

/** The contact has written since, which answers whatever we said. */
const isAnswered = ({ lastMessageInMs }: SessionFacts, notice: Notice): boolean =>
  (lastMessageInMs ?? null) !== notice.lastMessageInMs;

/** The contact has written since we meant to close it, and nobody has taken that back. */
export const isAnsweredClose = (facts: SessionFacts, notice: Notice): boolean =>
  notice.state === "closing" && notice.isRespected !== true && isAnswered(facts, notice);

/** A close that the contact has answered, whether it came about or only its farewell went out; what somebody took back is none. */
const goodbyeOf = ({ facts, policies, notice, closedAtMs, looked }: SessionCase): SaidGoodbye | undefined => {
  if (notice === undefined || !isAnsweredClose(facts, notice)) return undefined;
  const { farewell } = ownMarks(policies, notice, facts);
  const { lastMessageInMs, lastMessageOutMs } = notice;
  if (looked?.messages === undefined)
    return farewell === undefined && closedAtMs === undefined ? undefined : { atMs: closedAtMs ?? 0, lastMessageInMs };
  const sentMs = looked.messages
    .filter((message) => isOwn(message, { farewell }))
    .flatMap((message) => (isProperties(message) ? (sentAtMs(message) ?? []) : []))
    .filter((ms) => ms > (lastMessageOutMs ?? 0));
  const saidMs = closedAtMs === undefined ? sentMs : [...sentMs, closedAtMs];
  return saidMs.length === 0 ? undefined : { atMs: Math.max(...saidMs), lastMessageInMs };
};

export const planSession = (one: SessionCase): SessionPlan => {
  const { facts, policies, looked = {}, runId } = one;
  const notice = one.notice && !isAnswered(facts, one.notice) ? one.notice : undefined;
  const marks = one.notice ? ownMarks(policies, one.notice, facts) : {};
  const saidGoodbye = goodbyeOf(one);
  const isPending = notice !== undefined && notice.state !== "warned";
  const actorsOf = (decision: AutoCloseDecision, ready: ReadyPolicy): readonly ReadyPolicy[] =>
    decision.action === "look" ? policies.filter(({ policy }) => decision.mayAct.includes(policy.name)) : [ready];
  /** Only where nobody has said anything since the hold was over. */
  const heldOf = (saidMs: number): { heldUntilMs?: number } => {
    const state = one.hold && holdState(one.hold, facts, one.nowMs, looked.messages);
    return state?.is === "over" && state.sinceMs > saidMs ? { heldUntilMs: state.sinceMs } : {};
  };
  const planOf = (decision: AutoCloseDecision, known: SessionFacts, standing: Notice | undefined): SessionPlan => {
    // Why the session is not another policy's business is of no use to anybody later.
    const why = decision.reasons.filter(({ policy }) => policy === undefined || policy === decision.policy);
    const reasons = why.map(({ code }) => code);
    const ready = policyNamed(policies, decision.policy);
    if (!ready) return { action: "none", code: reasons.at(-1) ?? "NO_POLICY", reasons, ...whyOf(decision) };
    const { name } = ready.policy;
    if (decision.action === "look" && !(decision.needs in looked))
      return { action: "look", needs: decision.needs, policy: ready, mayAct: actorsOf(decision, ready), reasons };
    if (decision.action !== "close" && decision.action !== "warn")
      return { action: "none", policy: name, code: reasons.at(-1) ?? "NO_POLICY", reasons, ...whyOf(decision) };
    // A silence is known by the times that stood before anything of ours: also for a policy that warns nobody, where a warning
    // of another one is the last that was said.
    const isOurs = standing?.messageAtMs !== undefined && standing.messageAtMs === known.lastMessageOutMs;
    const { lastMessageInMs, lastMessageOutMs } = standing && (isOurs || reasons.includes("WARNED")) ? standing : known;
    const held = heldOf(Math.max(lastMessageInMs ?? 0, lastMessageOutMs ?? 0));
    // What was begun under another policy is finished under it: its text may be out already.
    const kind = decision.action === "warn" ? "warning" : "closing";
    const begun = standing?.state === kind ? policyNamed(policies, standing.policy) : undefined;
    return {
      action: decision.action,
      policy: begun ?? ready,
      sendFarewell: decision.action === "close" && decision.sendFarewell,
      ...(decision.as && { as: decision.as }),
      reasons,
      why,
      silence: silenceOf(known.id, { lastMessageInMs, lastMessageOutMs, ...held }),
      silentSince: { lastMessageInMs: lastMessageInMs ?? null, lastMessageOutMs: lastMessageOutMs ?? null },
      ...held,
      ...(one.hold && { holdId: one.hold.id }),
      runId: begun && standing ? standing.runId : runId,
      facts: known,
      ...(standing && { notice: standing }),
      ...(decision.action === "close" && decision.isAgain && one.notice && { again: one.notice }),
    };
  };

  const plain = decide(one, facts, notice, marks, saidGoodbye);
  const ready = policyNamed(policies, plain.policy);
  if (!notice || !isPending || !ready) return planOf(plain, facts, notice);
  if (notice.unsureInRun === runId)
    return { action: "none", policy: ready.policy.name, code: "WAITS_FOR_NEXT_RUN", reasons: [] };
  // A close that follows a warning of ours is noted by the times before that one.
  const warningMs =
    notice.state === "closing" ? (notice.messageAtMs ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  const beforeMs = Math.max(notice.lastMessageOutMs ?? Number.NEGATIVE_INFINITY, warningMs);
  const hasMoved = typeof facts.lastMessageOutMs === "number" && facts.lastMessageOutMs > beforeMs;
  if (!hasMoved) return planOf(plain, facts, notice);
  if (looked.messages === undefined)
    return {
      action: "look",
      needs: "messages",
      policy: ready,
      mayAct: actorsOf(plain, ready),
      reasons: ["OWN_MESSAGE"],
    };
  const ours = onlyOursSince(looked.messages, marks, beforeMs);
  // Somebody else has said something: what we said before counts no longer.
  if (ours === undefined) return planOf(decide(one, facts, undefined, marks, saidGoodbye), facts, undefined);
  const known = { ...facts, lastMessageOutMs: Number.isFinite(beforeMs) ? beforeMs : null };
  const standing = notice.state === "warning" ? { ...notice, ...ours } : notice;
  return planOf(decide(one, known, notice, marks), known, standing);
};
