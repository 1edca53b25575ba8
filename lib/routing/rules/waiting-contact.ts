// Finds whether a contact waits for a person of the team, and since when; a bot's answer does not count.

import { readContactMessages } from "../../core/sessions/courtesy.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import {
  isBetweenThem,
  newestMessagesRead,
  readAnswers,
  sentAtMs,
  writerOf,
} from "../../core/sessions/team-answers.ts";
import { isProperties } from "../../core/value.ts";
import type { RoutingContext } from "./routing-context.ts";

export type Replies = Pick<RoutingContext, "lastReplyMs" | "waitingSinceMs">;

/**
 * Where nobody looked into the messages: before a person's first response all that went out was a bot's. What went out
 * after it may be a person's, and counts as that.
 */
const lastReply = (facts: SessionFacts, { lastReplyMs }: Replies): number => {
  const assumed = facts.firstResponseMs === undefined ? undefined : facts.lastMessageOutMs;
  return (lastReplyMs === undefined ? assumed : lastReplyMs) ?? Number.NEGATIVE_INFINITY;
};

/** Undefined when the last word is the team's, or when the contact has said nothing that asks for an answer. */
export const waitingSinceMs = (facts: SessionFacts, replies: Replies): number | undefined => {
  const lastIn = facts.lastMessageInMs ?? undefined;
  if (lastIn === undefined || replies.waitingSinceMs === null || lastReply(facts, replies) >= lastIn) return undefined;
  return Math.min(replies.waitingSinceMs ?? lastIn, lastIn);
};

/** Comes behind every time. */
export const waitsForNobody = Number.MAX_SAFE_INTEGER;

/** Since when somebody waits, for the order in which sessions are given out. Where nobody does, it comes behind all others. */
export const waitingFromMs = (facts: SessionFacts, replies: Replies): number =>
  (facts.firstResponseMs === undefined ? facts.createdAtMs : waitingSinceMs(facts, replies)) ?? waitsForNobody;

/** Whether a person has answered after `sinceMs`. */
export const answeredSince = (facts: SessionFacts, replies: Replies, sinceMs: number): boolean =>
  Math.max(facts.firstResponseMs ?? Number.NEGATIVE_INFINITY, lastReply(facts, replies)) > sinceMs;

/** WTS's time of a session and that of its message need not have the same fraction. */
const sameMessageMs = 1_000;

/** What asks for an answer of that which the contact wrote after the reply: null where all of it is only courtesy. */
const askedSince = (
  messages: readonly unknown[],
  lastReplyMs: number | null,
  { words, lastInMs }: Courtesy,
): number | null | undefined => {
  const written = readContactMessages(messages, { furtherWords: words }).filter(
    ({ atMs }) => atMs > (lastReplyMs ?? Number.NEGATIVE_INFINITY),
  );
  const isShown = (written.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + sameMessageMs >= lastInMs;
  // What stands before those that were read may ask for an answer, too.
  if (!isShown || (lastReplyMs === null && messages.length >= newestMessagesRead)) return undefined;
  return written.find(({ isCourtesy }) => !isCourtesy)?.atMs ?? null;
};

interface Courtesy {
  /** Further words that are only courtesy. */
  words: readonly string[];
  /** When the contact last wrote, as the session says. */
  lastInMs: number;
}

/** Finds in the session's last messages, in any order, what WTS's own times leave open. */
export const readReplies = (
  messages: readonly unknown[],
  courtesy?: Courtesy,
): Required<Pick<Replies, "lastReplyMs">> & Replies => {
  const replies = readAnswers(messages).flatMap(({ origin, atMs }) => (origin === "DEFAULT" ? [atMs] : []));
  const lastReplyMs = replies.length > 0 ? Math.max(...replies) : null;
  const unanswered = messages.flatMap((message) => {
    if (!isProperties(message) || writerOf(message) !== "contact" || !isBetweenThem(message)) return [];
    const atMs = sentAtMs(message);
    return atMs !== undefined && (lastReplyMs === null || atMs > lastReplyMs) ? [atMs] : [];
  });
  const askedMs = courtesy && askedSince(messages, lastReplyMs, courtesy);
  if (askedMs !== undefined) return { lastReplyMs, waitingSinceMs: askedMs };
  return { lastReplyMs, ...(unanswered.length > 0 && { waitingSinceMs: Math.min(...unanswered) }) };
};
