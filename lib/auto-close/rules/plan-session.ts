// What a run means to do about one session: the policies' decision, for which nothing that we said ourselves counts.

import type { CostlyFact, LookedUp } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { isBetweenThem, readAnswers, sentAtMs, writerOf } from "../../core/sessions/team-answers.ts";
import { isProperties, own } from "../../core/value.ts";
import { completionOf, warningTextOf } from "./completion-of.ts";
import { decideAutoClose } from "./decide-auto-close.ts";
import type { AutoCloseDecision } from "./first-decision.ts";
import type { Notice, NoticedAction } from "./notice.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason, ReasonCode, SessionCode } from "./reason-codes.ts";

export interface SessionCase {
  facts: SessionFacts;
  /** It is looked up where `mayHaveNotice` says so. */
  notice?: Notice | undefined;
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
  reasons: readonly string[];
  /** It is another one whenever somebody but us has said something: in the same silence nothing is done twice. */
  silence: string;
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

const policyNamed = (policies: readonly ReadyPolicy[], name: string | undefined): ReadyPolicy | undefined =>
  policies.find(({ policy }) => policy.name === name);

export const saysSomething = ({ policy: { warning, close } }: ReadyPolicy): boolean =>
  warning !== undefined || close.note !== undefined || close.farewell !== undefined;

/** Whether our own record of the session can make a difference. It may be another policy's than the one that decides today. */
export const mayHaveNotice = (one: SessionCase): boolean => {
  if (!one.policies.some(saysSomething)) return false;
  const { policy, reasons } = decide(one, one.facts, undefined, []);
  return policy !== undefined && !reasons.some(({ code }) => code === "CONTACT_SPOKE_LAST");
};

const ownTexts = (policies: readonly ReadyPolicy[], { policy, runId }: Notice): readonly string[] => {
  const ready = policyNamed(policies, policy);
  if (!ready) return [];
  const { farewell } = completionOf(ready.policy, { runId, sendFarewell: true });
  return [warningTextOf(ready.policy, runId), farewell].filter((text) => typeof text === "string");
};

const isOwn = (message: unknown, texts: readonly string[]): boolean =>
  isProperties(message) && own(message, "origin") !== "DEFAULT" && texts.some((text) => own(message, "text") === text);

/** The contact was told who takes over, and goes on waiting for that person. */
const isTelling = (message: unknown, policies: readonly ReadyPolicy[]): boolean =>
  isProperties(message) &&
  own(message, "origin") !== "DEFAULT" &&
  policies[0]?.isTelling?.(own(message, "text")) === true;

/** The newest text of ours; undefined when somebody else has said something since. */
const onlyOursSince = (
  messages: readonly unknown[],
  texts: readonly string[],
  sinceMs: number,
): { messageAtMs: number; messageId?: string } | undefined => {
  let ours: { messageAtMs: number; messageId?: string } | undefined;
  for (const message of messages) {
    if (!isProperties(message) || !isBetweenThem(message)) continue;
    const atMs = sentAtMs(message);
    if (atMs === undefined || atMs <= sinceMs) continue;
    if (writerOf(message) === "contact" || !isOwn(message, texts)) return undefined;
    const id = own(message, "id");
    if (atMs > (ours?.messageAtMs ?? 0)) ours = { messageAtMs: atMs, ...(typeof id === "string" && { messageId: id }) };
  }
  return ours;
};

const decide = (
  { policies, nowMs, actNowMs, looked = {} }: SessionCase,
  facts: SessionFacts,
  notice: Notice | undefined,
  texts: readonly string[],
): AutoCloseDecision => {
  const answers =
    looked.messages &&
    readAnswers(looked.messages.filter((message) => !isOwn(message, texts) && !isTelling(message, policies)));
  const warned = notice?.warnedAtMs === undefined ? undefined : { ...notice, warnedAtMs: notice.warnedAtMs };
  const moment = { nowMs, actNowMs, looked, ...(answers && { answers }), ...(warned && { warned }) };
  return decideAutoClose(facts, policies, moment);
};

/** Why nothing is done, and until when at least. A closed day is said before all else: it is what nobody finds in the policy. */
const whyOf = (decision: AutoCloseDecision): { untilMs?: number; why?: Reason } => {
  const why = decision.reasons.find(({ code }) => code === "CLOSED_DAY") ?? decision.reasons.at(-1);
  return { ...(decision.action === "wait" && { untilMs: decision.untilMs }), ...(why && { why }) };
};

/** The contact has written since, which answers whatever we said. */
const isAnswered = ({ lastMessageInMs }: SessionFacts, notice: Notice): boolean =>
  (lastMessageInMs ?? null) !== notice.lastMessageInMs;

export const planSession = (one: SessionCase): SessionPlan => {
  const { facts, policies, looked = {}, runId } = one;
  const notice = one.notice && !isAnswered(facts, one.notice) ? one.notice : undefined;
  const texts = notice ? ownTexts(policies, notice) : [];
  const isPending = notice !== undefined && notice.state !== "warned";
  const actorsOf = (decision: AutoCloseDecision, ready: ReadyPolicy): readonly ReadyPolicy[] =>
    decision.action === "look" ? policies.filter(({ policy }) => decision.mayAct.includes(policy.name)) : [ready];
  const planOf = (decision: AutoCloseDecision, known: SessionFacts, standing: Notice | undefined): SessionPlan => {
    // Why the session is not another policy's business is of no use to anybody later.
    const reasons = decision.reasons
      .filter(({ policy }) => policy === undefined || policy === decision.policy)
      .map(({ code }) => code);
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
    // What was begun under another policy is finished under it: its text may be out already.
    const kind = decision.action === "warn" ? "warning" : "closing";
    const begun = standing?.state === kind ? policyNamed(policies, standing.policy) : undefined;
    return {
      action: decision.action,
      policy: begun ?? ready,
      sendFarewell: decision.action === "close" && decision.sendFarewell,
      reasons,
      silence: `${known.id} in ${lastMessageInMs ?? "none"} out ${lastMessageOutMs ?? "none"}`,
      runId: begun && standing ? standing.runId : runId,
      facts: known,
      ...(standing && { notice: standing }),
    };
  };

  const plain = decide(one, facts, notice, texts);
  const ready = policyNamed(policies, plain.policy);
  if (!notice || !isPending || !ready) return planOf(plain, facts, notice);
  if (notice.unsureInRun === runId)
    return { action: "none", policy: ready.policy.name, code: "WAITS_FOR_NEXT_RUN", reasons: [] };
  const beforeMs = notice.lastMessageOutMs ?? Number.NEGATIVE_INFINITY;
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
  const ours = onlyOursSince(looked.messages, texts, beforeMs);
  if (ours === undefined) return planOf(plain, facts, undefined);
  const known = { ...facts, lastMessageOutMs: notice.lastMessageOutMs };
  const standing = notice.state === "warning" ? { ...notice, ...ours } : notice;
  return planOf(decide(one, known, notice, texts), known, standing);
};
