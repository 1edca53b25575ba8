// Whether the contact has written more than thanks since a message: then it waits for something, and nothing holds its session.
import { lastRealMessageMs } from "../sessions/courtesy.ts";
import { newestMessagesRead, sentAtMs } from "../sessions/team-answers.ts";
import { isProperties } from "../value.ts";

/** `messages` are the newest of a session, in any order. */
export const contactWroteMore = (messages: readonly unknown[], sinceMs: number): boolean => {
  if ((lastRealMessageMs(messages) ?? Number.NEGATIVE_INFINITY) > sinceMs) return true;
  // Of a full page nobody knows what came before it.
  const isSince = (message: unknown): boolean => !isProperties(message) || !((sentAtMs(message) ?? sinceMs) <= sinceMs);
  return messages.length >= newestMessagesRead && messages.every(isSince);
};
