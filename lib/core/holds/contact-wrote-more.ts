// Whether the contact has written more than thanks since a message: then it waits for something, and nothing holds its session.
import { lastRealMessageMs } from "../sessions/courtesy.ts";
import { sentAtMs } from "../sessions/team-answers.ts";
import { isProperties } from "../value.ts";

/** A page of messages has at most so many: of a full one nobody knows what came before it. */
export const messagesAsked = 100;

/** `messages` are the newest of a session, in any order. */
export const contactWroteMore = (messages: readonly unknown[], sinceMs: number): boolean => {
  if ((lastRealMessageMs(messages) ?? Number.NEGATIVE_INFINITY) > sinceMs) return true;
  const isSince = (message: unknown): boolean => !isProperties(message) || !((sentAtMs(message) ?? sinceMs) <= sinceMs);
  return messages.length >= messagesAsked && messages.every(isSince);
};
