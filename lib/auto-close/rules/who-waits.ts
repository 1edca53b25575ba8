// Whether the contact waits for an answer: the one thing for which nobody may be closed.

import { type ContactMessage, readContactMessages } from "../../core/sessions/courtesy.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { newestMessagesRead } from "../../core/sessions/team-answers.ts";
import { boundByWindow } from "../../core/sessions/whatsapp-window.ts";
import {
  type AutoCloseAction,
  type AutoCloseCase,
  addReason,
  isPlausible,
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
    if (ms === undefined || (ms !== null && !isPlausible(ms)))
      return keepOpen(one, "FACT_MISSING", `WTS did not say its ${name}, or not in a way that can be read`);
  const hasWritten = windowStatus === "ACTIVE" || windowStatus === "EXPIRED";
  if (lastMessageInMs === null && hasWritten && boundByWindow(channelType))
    return keepOpen(
      one,
      "FACTS_CONTRADICT",
      "WhatsApp's window was opened, yet the contact is said never to have written",
    );
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
  const written = readContactMessages(moment.looked.messages, ready.courtesy);
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
  if (ready.policy.waitingOn === "anyone") return undefined;
  const { lastMessageInMs, lastMessageOutMs } = facts;
  if (typeof lastMessageOutMs !== "number" && lastMessageInMs === null)
    return keepOpen(one, "NO_MESSAGE", "nobody has written anything yet");
  if (moment.knownWait?.policy === ready.policy.name)
    return keepOpen(one, moment.knownWait.code, "the contact waits for an answer, as was read before in this silence");
  if (!contactSpokeLast(facts)) return undefined;
  if (ready.courtesy !== undefined && readWait(one) !== "waits") return undefined;
  return typeof lastMessageOutMs === "number"
    ? keepOpen(one, "CONTACT_SPOKE_LAST", "the contact spoke last and waits for an answer")
    : keepOpen(one, "CONTACT_SPOKE_LAST", "the contact wrote and has no answer yet");
};

/** This costs a call to WTS, so it is asked last. A contact that never wrote waits for no answer. */
export const answerDoesNotCount = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { waitingOn, answersThatDoNotCount: none } = one.ready.policy;
  if (waitingOn === "anyone" || typeof one.facts.lastMessageInMs !== "number") return undefined;
  if (none.length === 0 && !mayBeCourtesy(one)) return undefined;
  const wait = readWait(one);
  if (wait === "answered") return undefined;
  if (wait === "courtesy" || wait === "unspoken") {
    addReason(one, "COURTESY_REPLY", "the contact's last word was only courtesy, after which nobody waits");
    return undefined;
  }
  if (wait === undefined)
    return needAnswers(
      one,
      mayBeCourtesy(one)
        ? "the contact spoke last; whether that was more than courtesy is to be read"
        : `answers by ${none.join(", ")} do not count; who answered is to be read`,
    );
  return keepOpen(one, "ANSWER_DOES_NOT_COUNT", `the contact has only had answers by ${none.join(", ")}, or none`);
};
