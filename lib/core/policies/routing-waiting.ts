// Whether a contact waits for a person of the team, and since when; a bot's answer is none.
import { instantMs } from "../instant.ts";
import { isProperties, own } from "../value.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { SessionFacts } from "./session-facts.ts";

export type Replies = Pick<RoutingContext, "lastReplyMs" | "waitingSinceMs">;

/** Where nobody looked: before a person's first response all that went out was a bot's; after it, it may be a person's and counts as that. */
const lastReply = (facts: SessionFacts, { lastReplyMs }: Replies): number => {
  const assumed = facts.firstResponseMs === undefined ? undefined : facts.lastMessageOutMs;
  return (lastReplyMs === undefined ? assumed : lastReplyMs) ?? Number.NEGATIVE_INFINITY;
};

/** Undefined when the last word is the team's, or when the contact has said none. */
export const waitingSinceMs = (facts: SessionFacts, replies: Replies): number | undefined => {
  const lastIn = facts.lastMessageInMs ?? undefined;
  if (lastIn === undefined || lastReply(facts, replies) >= lastIn) return undefined;
  return Math.min(replies.waitingSinceMs ?? lastIn, lastIn);
};

/** Whether a person has answered after `sinceMs`. */
export const answeredSince = (facts: SessionFacts, replies: Replies, sinceMs: number): boolean =>
  Math.max(facts.firstResponseMs ?? Number.NEGATIVE_INFINITY, lastReply(facts, replies)) > sinceMs;

const unsent: readonly unknown[] = ["FAILED", "DELETED"];

/** From the session's last messages, in any order: what WTS's own times leave open. */
export const readReplies = (messages: readonly unknown[]): Required<Pick<Replies, "lastReplyMs">> & Replies => {
  const times = (direction: string, isWanted: (origin: unknown) => boolean): number[] =>
    messages.flatMap((message) => {
      if (!isProperties(message) || own(message, "direction") !== direction || !isWanted(own(message, "origin")))
        return [];
      if (unsent.includes(own(message, "status"))) return [];
      return instantMs(own(message, "createdAt")) ?? [];
    });
  const replies = times("TO_HUB", (origin) => origin === "DEFAULT");
  const lastReplyMs = replies.length > 0 ? Math.max(...replies) : null;
  const unanswered = times("FROM_HUB", () => true).filter((ms) => lastReplyMs === null || ms > lastReplyMs);
  return { lastReplyMs, ...(unanswered.length > 0 && { waitingSinceMs: Math.min(...unanswered) }) };
};
