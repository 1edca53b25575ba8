// Whether the contact has written more than thanks since a message: then it waits for something, and nothing holds its session.

import { isBetweenThem, sentAtMs, writerOf } from "../sessions/team-answers.ts";
import { isProperties } from "../value.ts";

/** A page of messages has at most so many: of a full one nobody knows what came before it. */
const fullPage = 100;

/** `messages` are the newest of a session, in any order. A message that is not understood counts as one of the contact's. */
export const contactWroteMore = (messages: readonly unknown[], sinceMs: number): boolean => {
  const since = messages.filter((message) => !isProperties(message) || !((sentAtMs(message) ?? Infinity) <= sinceMs));
  if (messages.length >= fullPage && since.length === messages.length) return true;
  return since.some((message) => !isProperties(message) || (writerOf(message) !== "team" && isBetweenThem(message)));
};
