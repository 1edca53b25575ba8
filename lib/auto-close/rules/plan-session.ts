// What a sweep means to do about one session: the policies' decision, for which nothing that we said ourselves counts.
import { instantMs } from "../../core/instants.ts";
import { readAnswers } from "../../core/sessions/answers.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { isProperties, own } from "../../core/value.ts";
import type { ReasonCode } from "./auto-close-reason.ts";
import { completionOf, warningTextOf } from "./completion-of.ts";
import { type AutoCloseDecision, decideAutoClose } from "./decide-auto-close.ts";
import type { Notice } from "./notice.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { SessionCode } from "./session-code.ts";

export interface SessionCase {
  facts: SessionFacts;
  /** Asked for where `mayHaveNotice` says so. */
  notice?: Notice | undefined;
  /** Of the session, the newest first; read where a plan says `look`. */
  messages?: readonly unknown[];
  policies: readonly ReadyPolicy[];
  /** Idleness is judged at it. */
  nowMs: number;
  actNowMs: number;
  runId: string;
}

export interface PlannedAction {
  action: "close" | "warn";
  policy: ReadyPolicy;
  sendFarewell: boolean;
  reasons: readonly string[];
  /** Another one whenever somebody but us has said something: in the same one nothing is done twice. */
  silence: string;
  /** The run that the texts name: of what was begun before, the one that began it. */
  runId: string;
  /** As they would be had we said nothing. */
  facts: SessionFacts;
  /** Still of use: nobody has answered it. */
  notice?: Notice;
}

export type SessionPlan =
  | PlannedAction
  /** The messages of the session have to be read first. */
  | { action: "look"; policy: ReadyPolicy; reasons: readonly string[] }
  /** `code` is that of the last reason. */
  | { action: "none"; policy?: string; code: ReasonCode | SessionCode; reasons: readonly ReasonCode[] };

const decidedBy = (policies: readonly ReadyPolicy[], name: string | undefined): ReadyPolicy | undefined =>
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
  const ready = decidedBy(policies, policy);
  if (!ready) return [];
  const { farewell } = completionOf(ready.policy, { runId, sendFarewell: true });
  return [warningTextOf(ready.policy, runId), farewell].filter((text) => text !== undefined);
};

const isOwn = (message: unknown, texts: readonly string[]): boolean =>
  isProperties(message) && own(message, "origin") !== "DEFAULT" && texts.some((text) => own(message, "text") === text);

interface OwnMessage {
  messageAtMs: number;
  messageId?: string;
}

/** The newest text of ours; undefined when somebody else said something since. */
const onlyOursSince = (
  messages: readonly unknown[],
  texts: readonly string[],
  sinceMs: number,
): OwnMessage | undefined => {
  let ours: OwnMessage | undefined;
  for (const message of messages) {
    if (!isProperties(message) || own(message, "type") === "NOTE") continue;
    const atMs = instantMs(own(message, "timestamp")) ?? instantMs(own(message, "createdAt"));
    if (atMs === undefined || atMs <= sinceMs) continue;
    if (own(message, "direction") === "FROM_HUB" || !isOwn(message, texts)) return undefined;
    const id = own(message, "id");
    if (atMs > (ours?.messageAtMs ?? 0)) ours = { messageAtMs: atMs, ...(typeof id === "string" && { messageId: id }) };
  }
  return ours;
};

const decide = (
  { policies, nowMs, actNowMs, messages }: SessionCase,
  facts: SessionFacts,
  notice: Notice | undefined,
  texts: readonly string[],
): AutoCloseDecision => {
  const answers = messages && readAnswers(messages.filter((message) => !isOwn(message, texts)));
  const moment = { nowMs, actNowMs, ...(answers && { answers }) };
  const unwarned = decideAutoClose(facts, policies, moment);
  const { warnedAtMs, messageAtMs, lastMessageInMs = null } = notice ?? {};
  if (warnedAtMs === undefined || unwarned.policy === undefined) return unwarned;
  // Whichever policy it was that warned: the contact has been warned.
  const warned = { policy: unwarned.policy, warnedAtMs, lastMessageInMs };
  return decideAutoClose(facts, policies, {
    ...moment,
    warned: { ...warned, ...(messageAtMs !== undefined && { messageAtMs }) },
  });
};

/** The contact has written since: whatever we said is answered. */
const isAnswered = ({ lastMessageInMs }: SessionFacts, notice: Notice): boolean =>
  (lastMessageInMs ?? null) !== notice.lastMessageInMs;

export const planSession = (one: SessionCase): SessionPlan => {
  const { facts, policies, messages, runId } = one;
  const notice = one.notice && !isAnswered(facts, one.notice) ? one.notice : undefined;
  const texts = notice ? ownTexts(policies, notice) : [];
  const isPending = notice !== undefined && notice.state !== "warned";
  const plain = decide(one, facts, notice, texts);
  const planned = (decision: AutoCloseDecision, known: SessionFacts, standing: Notice | undefined): SessionPlan => {
    // Why it is not another policy's business is of no use to anybody later.
    const own = decision.reasons.filter(({ policy }) => policy === undefined || policy === decision.policy);
    const reasons = own.map(({ code }) => code);
    const ready = decidedBy(policies, decision.policy);
    if (!ready) return { action: "none", code: reasons.at(-1) ?? "NO_POLICY", reasons };
    const { name } = ready.policy;
    if (decision.action === "leave" && decision.needs && messages === undefined)
      return { action: "look", policy: ready, reasons };
    if (decision.action !== "close" && decision.action !== "warn")
      return { action: "none", policy: name, code: reasons.at(-1) ?? "NO_POLICY", reasons };
    // Before anything of ours.
    const { lastMessageInMs, lastMessageOutMs } = reasons.includes("WARNED") && standing ? standing : known;
    // What was begun under another policy is finished under it: its text may be out already.
    const kind = decision.action === "warn" ? "warning" : "closing";
    const begun = standing?.state === kind ? decidedBy(policies, standing.policy) : undefined;
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

  const ready = decidedBy(policies, plain.policy);
  if (!notice || !isPending || !ready) return planned(plain, facts, notice);
  if (notice.unsureInRun === runId)
    return { action: "none", policy: ready.policy.name, code: "WAITS_FOR_NEXT_RUN", reasons: [] };
  const beforeMs = notice.lastMessageOutMs ?? Number.NEGATIVE_INFINITY;
  const hasMoved = typeof facts.lastMessageOutMs === "number" && facts.lastMessageOutMs > beforeMs;
  if (!hasMoved) return planned(plain, facts, notice);
  if (messages === undefined) return { action: "look", policy: ready, reasons: ["OWN_MESSAGE"] };
  const ours = onlyOursSince(messages, texts, beforeMs);
  if (ours === undefined) return planned(plain, facts, undefined);
  const known = { ...facts, lastMessageOutMs: notice.lastMessageOutMs };
  const standing = notice.state === "warning" ? { ...notice, ...ours } : notice;
  return planned(decide(one, known, notice, texts), known, standing);
};
