// Whether we may write to a contact now, and how: as a text, or as a template where WhatsApp's window is closed.
import { foldName } from "../names.ts";
import type { SessionFacts } from "../sessions/session-facts.ts";
import { windowOpenUntil } from "../sessions/whatsapp-window.ts";

export type WhyNot = "CONTACT_BLOCKED" | "CONTACT_TAGGED" | "CONTACT_OPTED_OUT" | "CONTACT_UNKNOWN" | "WINDOW_CLOSED";

export type MayMessage =
  /** `untilMs` is when the window closes; Infinity where none binds, and for a template. */
  { may: true; as: "text" | "template"; untilMs: number } | { may: false; why: WhyNot };

/** What it depends on; the contact's details have to have been asked for. */
export type MessagingFacts = Pick<
  SessionFacts,
  "channelType" | "windowStatus" | "lastMessageInMs" | "tags" | "contactStatus"
>;

export interface MessagingTerms {
  nowMs: number;
  /** Tags by name or id: who has one of them gets nothing. */
  neverMessage: readonly string[];
  /** The contact asked for silence, and has not taken it back. */
  isOptedOut: boolean;
  hasTemplate: boolean;
}

/** Why nothing at all may be said to the contact, whatever the window. */
const contactRefusal = (
  { contactStatus, tags }: MessagingFacts,
  { neverMessage, isOptedOut }: MessagingTerms,
): WhyNot | undefined => {
  if (contactStatus === "BLOCKED") return "CONTACT_BLOCKED";
  if (isOptedOut) return "CONTACT_OPTED_OUT";
  if (neverMessage.length === 0) return undefined;
  // Where WTS does not show the tags, one of them may be among them.
  if (tags === undefined) return "CONTACT_UNKNOWN";
  const has = new Set(tags.map(foldName));
  return neverMessage.some((tag) => has.has(foldName(tag))) ? "CONTACT_TAGGED" : undefined;
};

export const mayMessage = (facts: MessagingFacts, terms: MessagingTerms): MayMessage => {
  const refusal = contactRefusal(facts, terms);
  if (refusal !== undefined) return { may: false, why: refusal };
  const untilMs = windowOpenUntil(facts, terms.nowMs);
  if (untilMs !== undefined) return { may: true, as: "text", untilMs };
  return terms.hasTemplate
    ? { may: true, as: "template", untilMs: Number.POSITIVE_INFINITY }
    : { may: false, why: "WINDOW_CLOSED" };
};
