// Finds the messages that answered the contact: WTS's message list is narrowed here, once.
import { instantMs } from "../instants.ts";
import { isProperties, own, type Properties } from "../value.ts";

/** So many of a session's newest messages are read to know who waits: one page of WTS's. */
export const newestMessagesRead = 100;

/** A message that went out to the contact. */
export interface Answer {
  /** DEFAULT is a person in the app; undefined means that WTS did not name the origin. */
  origin: string | undefined;
  atMs: number;
}

/** No contact has these origins, whatever side WTS names: what was sent over the API was seen as FROM_HUB, too. */
const automaticOrigins: readonly unknown[] = ["CAMPAIGN", "OFFICE_HOURS", "BOT", "API", "PAYMENT"];

/**
 * Whether the contact wrote the message or our side did, a person or not; undefined where WTS does not say. `userId` is not
 * asked: what was sent over the API has one, too.
 */
export const writerOf = (message: Properties): "contact" | "team" | undefined => {
  if (automaticOrigins.includes(own(message, "origin"))) return "team";
  const direction = own(message, "direction");
  if (direction === "TO_HUB") return "team";
  return direction === "FROM_HUB" ? "contact" : undefined;
};

/** The contact never sees what the team writes among itself, nor the marks in the conversation. */
const unseenTypes: readonly unknown[] = ["NOTE", "TRANSITION", "TRACK"];
/** These messages did not arrive, or are gone. */
const unseenStatuses: readonly unknown[] = ["FAILED", "DELETED"];

/** Whether team and contact both see the message, whichever way it went. */
export const isBetweenThem = (message: Properties): boolean => !unseenTypes.includes(own(message, "type"));

/** Whether the message got to the contact, and is still there, as far as WTS knows. */
export const isSeen = (message: Properties): boolean => !unseenStatuses.includes(own(message, "status"));

export const sentAtMs = (message: Properties): number | undefined =>
  instantMs(own(message, "timestamp")) ?? instantMs(own(message, "createdAt"));

/**
 * The answers stand in the order of the messages. A message that is not understood is no answer: otherwise the contact
 * would be closed on a doubt.
 */
export const readAnswers = (messages: readonly unknown[]): Answer[] =>
  messages.flatMap((message): Answer[] => {
    if (!isProperties(message) || writerOf(message) !== "team") return [];
    if (!isBetweenThem(message) || !isSeen(message)) return [];
    const atMs = sentAtMs(message);
    const origin = own(message, "origin");
    return atMs === undefined ? [] : [{ origin: typeof origin === "string" ? origin : undefined, atMs }];
  });
