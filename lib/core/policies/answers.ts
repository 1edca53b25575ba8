// Which messages answered the contact: WTS's message list, narrowed once.
import { instantMs } from "../instant.ts";
import { isProperties, own } from "../value.ts";

/** A message that went out to the contact. */
export interface Answer {
  /** DEFAULT is a person in the app; undefined is one that WTS did not name. */
  origin: string | undefined;
  atMs: number;
}

/** What the contact never sees: notes, marks in the conversation, and what did not arrive. */
const unseenTypes: readonly unknown[] = ["NOTE", "TRANSITION", "TRACK"];
const unseenStatuses: readonly unknown[] = ["FAILED", "DELETED"];

/** In the order given. A message that is not understood is no answer: the contact would be closed on a doubt. */
export const readAnswers = (messages: readonly unknown[]): Answer[] =>
  messages.flatMap((message): Answer[] => {
    if (!isProperties(message) || own(message, "direction") !== "TO_HUB") return [];
    if (unseenTypes.includes(own(message, "type")) || unseenStatuses.includes(own(message, "status"))) return [];
    const atMs = instantMs(own(message, "timestamp")) ?? instantMs(own(message, "createdAt"));
    const origin = own(message, "origin");
    return atMs === undefined ? [] : [{ origin: typeof origin === "string" ? origin : undefined, atMs }];
  });
