// Whether the contact waits for an answer: the one thing for which nobody may be closed.

import { isPlausible } from "../../core/plausible-instant.ts";
import { type ContactMessage, readContactMessages } from "../../core/sessions/courtesy.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { newestMessagesRead } from "../../core/sessions/team-answers.ts";
import { boundByWindow } from "../../core/sessions/whatsapp-window.ts";
import { firstName } from "../../core/texts/first-name.ts";
import {
  type AutoCloseAction,
  type AutoCloseCase,
  addReason,
  keepOpen,
  needAnswers,
  type SaidGoodbye,
} from "./auto-close-case.ts";

/** Without both times nobody can say who spoke last. */
export const unclear = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { lastMessageInMs, lastMessageOutMs, channelType, windowStatus } = one.facts;
  for (const [name, ms] of [
    ["lastMessageIn", lastMessageInMs],
    ["lastMessageOut", lastMessageOutMs],
  ] as const)
    if (ms === undefined || (ms !== null && !isPlausible(ms))) return keepOpen(one, "FACT_MISSING", { fact: name });
  const hasWritten = windowStatus === "ACTIVE" || windowStatus === "EXPIRED";
  if (lastMessageInMs === null && hasWritten && boundByWindow(channelType)) return keepOpen(one, "FACTS_CONTRADICT");
  return undefined;
};

/** Both are undefined, or null, for a session in which nobody wrote. */
const contactSpokeLast = ({ lastMessageInMs, lastMessageOutMs }: SessionFacts): boolean =>
  typeof lastMessageInMs === "number" && (typeof lastMessageOutMs !== "number" || lastMessageInMs >= lastMessageOutMs);

/** The contact spoke last, and for this policy it makes a difference what was said. */
export const mayBeCourtesy = ({ facts, ready }: AutoCloseCase): boolean =>
  ready.courtesy !== undefined && contactSpokeLast(facts);

/** WTS's time of a session and that of its message need not have the same fraction. */
const sameMessageMs = 1_000;

/** The contact's messages, the newest last; undefined where its last one is more than courtesy, or is not among them yet. */
const readCourtesy = ({ facts, ready, moment }: AutoCloseCase): readonly ContactMessage[] | undefined => {
  if (ready.courtesy === undefined || moment.looked?.messages === undefined) return undefined;
  const written = readContactMessages(moment.looked.messages, {
    furtherWords: ready.courtesy,
    names: [firstName(facts.ownerName)].filter((name) => name !== undefined),
  });
  const newest = written.at(-1);
  const isShown = newest !== undefined && newest.atMs + sameMessageMs >= (facts.lastMessageInMs ?? 0);
  return isShown && newest.isCourtesy ? written : undefined;
};

/** When somebody whose answers count last wrote; an answer of nobody knows whom is none. */
const countedAnswerMs = ({ ready, moment: { answers = [] } }: AutoCloseCase): number => {
  const none: readonly string[] = ready.policy.answersThatDoNotCount;
  const counted = answers.filter(({ origin }) => origin !== undefined && !none.includes(origin));
  return Math.max(Number.NEGATIVE_INFINITY, ...counted.map(({ atMs }) => atMs));
};

/** What the messages say of who waits; undefined where they have not been read. */
const readWait = (one: AutoCloseCase): "answered" | "courtesy" | "unspoken" | "waits" | undefined => {
  const { facts, moment } = one;
  if (moment.answers === undefined) return undefined;
  const answeredAtMs = countedAnswerMs(one);
  if (answeredAtMs > (facts.lastMessageInMs ?? 0) && !contactSpokeLast(facts)) return "answered";
  const written = readCourtesy(one);
  if (written === undefined) return "waits";
  const realMs = written.findLast(({ isCourtesy }) => !isCourtesy)?.atMs;
  if (answeredAtMs > (realMs ?? Number.NEGATIVE_INFINITY)) return "courtesy";
  // An older message that was not read may be what the contact waits with.
  const areAllRead = (moment.looked?.messages?.length ?? 0) < newestMessagesRead;
  return realMs === undefined && areAllRead ? "unspoken" : "waits";
};

/** Nothing in the session is an answer, and nothing in it asks for one. */
export const isUnspoken = (one: AutoCloseCase): boolean =>
  one.ready.courtesy !== undefined && readWait(one) === "unspoken";

/** Whether the contact has written since, and only that, and nobody whose answers count has. */
export const isOnlyCourtesySince = (one: AutoCloseCase, { atMs, lastMessageInMs }: SaidGoodbye): boolean => {
  const since = readCourtesy(one)?.filter((message) => message.atMs > (lastMessageInMs ?? Number.NEGATIVE_INFINITY));
  return since?.every(({ isCourtesy }) => isCourtesy) === true && countedAnswerMs(one) <= atMs;
};

export const contactWaits = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { facts, ready, moment } = one;
  const { waitingOn, answersThatDoNotCount: notCounted } = ready.policy;
  if (waitingOn === "anyone") return undefined;
  if (typeof facts.lastMessageOutMs !== "number" && facts.lastMessageInMs === null)
    return keepOpen(one, "NO_MESSAGE", { since: "any" });
  if (moment.knownWait?.policy === ready.policy.name)
    return moment.knownWait.code === "CONTACT_SPOKE_LAST"
      ? keepOpen(one, "CONTACT_SPOKE_LAST")
      : keepOpen(one, "ANSWER_DOES_NOT_COUNT", { notCounted });
  if (!contactSpokeLast(facts)) return undefined;
  return ready.courtesy !== undefined && readWait(one) !== "waits" ? undefined : keepOpen(one, "CONTACT_SPOKE_LAST");
};

/** This costs a call to WTS, so it is asked last. A contact that never wrote waits for no answer. */
export const answerDoesNotCount = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { waitingOn, answersThatDoNotCount: notCounted } = one.ready.policy;
  if (waitingOn === "anyone" || typeof one.facts.lastMessageInMs !== "number") return undefined;
  if (notCounted.length === 0 && !mayBeCourtesy(one)) return undefined;
  switch (readWait(one)) {
    case undefined:
      return needAnswers(one, mayBeCourtesy(one) ? { courtesy: true } : { notCounted });
    case "waits":
      return keepOpen(one, "ANSWER_DOES_NOT_COUNT", { notCounted });
    case "answered":
      return undefined;
    default:
      addReason(one, "COURTESY_REPLY");
      return undefined;
  }
};
