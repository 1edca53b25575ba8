// Which messages answered the contact: WTS's message list, narrowed once.
import { instantMs } from "../instants.ts";
import { isProperties, own, type Properties } from "../value.ts";

/** A message that went out to the contact. */
export interface Answer {
  /** DEFAULT is a person in the app; undefined is one that WTS did not name. */
  origin: string | undefined;
  atMs: number;
}

/** Of the team among itself, and marks in the conversation. */
const unseenTypes: readonly unknown[] = ["NOTE", "TRANSITION", "TRACK"];
/** What did not arrive, or is gone. */
const unseenStatuses: readonly unknown[] = ["FAILED", "DELETED"];

/** Whether it is one that team and contact both see, whichever way it went. */
export const isBetweenThem = (message: Properties): boolean => !unseenTypes.includes(own(message, "type"));

export const sentAtMs = (message: Properties): number | undefined =>
  instantMs(own(message, "timestamp")) ?? instantMs(own(message, "createdAt"));

/** In the order given. A message that is not understood is no answer: the contact would be closed on a doubt. */
export const readAnswers = (messages: readonly unknown[]): Answer[] =>
  messages.flatMap((message): Answer[] => {
    if (!isProperties(message) || own(message, "direction") !== "TO_HUB") return [];
    if (!isBetweenThem(message) || unseenStatuses.includes(own(message, "status"))) return [];
    const atMs = sentAtMs(message);
    const origin = own(message, "origin");
    return atMs === undefined ? [] : [{ origin: typeof origin === "string" ? origin : undefined, atMs }];
  });
