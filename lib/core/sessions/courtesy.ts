// Tells the contact's messages that somebody has to answer from thanks, an OK or a sticker, which nobody waits after.
import { isProperties, own, type Properties } from "../value.ts";
import { type CourtesyTerms, isCourtesyText } from "./courtesy-text.ts";
import { isBetweenThem, isSeen, sentAtMs, writerOf } from "./team-answers.ts";

export interface ContactMessage {
  /** Infinity where WTS said no time that can be read: it may be the newest. */
  atMs: number;
  isCourtesy: boolean;
}

const hasFile = (message: Properties): boolean => {
  const files = own(message, "filesIds");
  return (own(message, "fileId") ?? null) !== null || (Array.isArray(files) && files.length > 0);
};

/**
 * Whether a message of the contact is only courtesy after `ours`, the texts that we sent last. What is spoken, shown or
 * filled in never is: nobody knows what it says. WTS documents no type for a reaction; it is known by this one, or is a text.
 */
export const isCourtesy = (message: Properties, ours: readonly string[] = [], terms: CourtesyTerms = {}): boolean => {
  const type = own(message, "type") ?? "TEXT";
  const text = own(message, "text");
  const said = typeof text === "string" ? text : "";
  if (type === "STICKER") return said.trim() === "" && isCourtesyText("👍", { ours });
  if (type !== "TEXT" && type !== "REACTION") return false;
  return !hasFile(message) && isCourtesyText(said, { ...terms, ours });
};

/** Of the team's messages only what the contact got. A message of nobody knows whom may be the contact's. */
const bySide = (message: Properties): "contact" | "team" | undefined => {
  if (!isBetweenThem(message)) return undefined;
  const writer = writerOf(message) ?? "contact";
  return writer === "contact" || isSeen(message) ? writer : undefined;
};

interface Spoken {
  atMs: number;
  side: "contact" | "team";
  text: string;
  message: Properties;
}

const inOrder = (one: Spoken, other: Spoken): number => {
  if (one.atMs !== other.atMs) return one.atMs < other.atMs ? -1 : 1;
  if (one.side !== other.side) return one.side === "team" ? -1 : 1;
  return one.text === other.text ? 0 : one.text < other.text ? -1 : 1;
};

/** What has buttons or a list asks for a choice, whatever its text says; the choice may come as a text. */
const saidIn = (message: Properties): string => {
  const [text, type] = [own(message, "text"), own(message, "type")];
  const said = typeof text === "string" ? text : "";
  return type === "BUTTONS" || type === "LIST" ? `${said}\nEscolha` : said;
};

const spokenOf = (message: unknown): Spoken[] => {
  if (!isProperties(message)) return [];
  const side = bySide(message);
  if (side === undefined) return [];
  const atMs = sentAtMs(message) ?? (side === "contact" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  return [{ atMs, side, text: saidIn(message), message }];
};

/** The contact's messages, the oldest first. `messages` may stand in any order, and more than once. */
export const readContactMessages = (
  messages: readonly unknown[],
  terms: CourtesyTerms = {},
): readonly ContactMessage[] => {
  const read: ContactMessage[] = [];
  let ours: string[] = [];
  let isAnswered = false;
  for (const { atMs, side, text, message } of messages.flatMap(spokenOf).sort(inOrder)) {
    if (side === "contact") {
      const isKnown = Number.isFinite(atMs) && writerOf(message) === "contact";
      const isPolite = isKnown && isCourtesy(message, ours, terms);
      read.push({ atMs, isCourtesy: isPolite });
      // Thanks leave a question of ours open, or one message of courtesy more could make an answer another one.
      isAnswered ||= !isPolite;
      continue;
    }
    ours = isAnswered ? [text] : [...ours, text];
    isAnswered = false;
  }
  return read;
};

/** When the contact last wrote more than courtesy: null where none of the messages is more. */
export const lastRealMessageMs = (messages: readonly unknown[], terms: CourtesyTerms = {}): number | null =>
  readContactMessages(messages, terms).findLast((message) => !message.isCourtesy)?.atMs ?? null;
