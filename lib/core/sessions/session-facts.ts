// Reads what a policy may know of a session: WTS's object, list item or webhook content is narrowed once, and every doubt is kept as a doubt.

import { parseStatus, type SessionStatus } from "../command/status.ts";
import { instantMs } from "../instants.ts";
import { firstName } from "../texts/first-name.ts";
import { isProperties, own, ownText, type Properties } from "../value.ts";

/** Ids are in lower case; instants are epoch milliseconds. Undefined means "WTS did not say", null means "none". */
export interface SessionFacts {
  id: string;
  /** Undefined stands for a status that we do not know, too. */
  status: SessionStatus | undefined;
  departmentId: string | null;
  userId: string | null;
  /** The bot that is, or was, at work. */
  botId: string | null;
  contactId: string | undefined;
  channelId: string | undefined;
  channelType: string | undefined;
  type: "INDIVIDUAL" | "GROUP" | undefined;
  /** Ids and names alike. Undefined where the contact's details were not asked for. */
  tags: readonly string[] | undefined;
  metadata: Readonly<Record<string, unknown>> | undefined;
  createdAtMs: number | undefined;
  /** When the contact last wrote; null means never. */
  lastMessageInMs: number | null | undefined;
  /** When a person, a bot or the API last wrote to the contact: WTS does not say here which of them. Null means never. */
  lastMessageOutMs: number | null | undefined;
  lastInteractionMs: number | undefined;
  firstResponseMs: number | undefined;
  /** The state of WhatsApp's 24 hours. It has no meaning on unofficial channels. */
  windowStatus: "ACTIVE" | "EXPIRED" | "NOT_STARTED" | undefined;
  /** Undefined where the contact's details were not asked for, too. */
  contactStatus?: "ACTIVE" | "ARCHIVED" | "BLOCKED" | undefined;
  /** First names, for texts: undefined where there is none that one could greet with. They are never recorded or logged. */
  contactName?: string | undefined;
  ownerName?: string | undefined;
  /** The protocol, by which contact and team name the session. */
  number?: string | undefined;
}

const text = (session: Properties, name: string): string | undefined => ownText(session, name) || undefined;

const id = (session: Properties, name: string): string | undefined => text(session, name)?.toLowerCase();

const oneOf = <Known extends string>(known: readonly Known[], value: unknown): Known | undefined =>
  known.find((each) => each === value);

const tagsOf = (session: Properties): readonly string[] | undefined => {
  const contact = own(session, "contactDetails");
  if (!isProperties(contact)) return undefined;
  const lists = [own(contact, "tagsId"), own(contact, "tagsName")];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter((tag) => typeof tag === "string") : []));
};

/** It goes into texts as it is: what does not look like a protocol is none. */
const protocolOf = (session: Properties): string | undefined => {
  const number = text(session, "number")?.trim();
  return number !== undefined && /^[\p{L}\p{N}][\p{L}\p{N}./#-]{0,39}$/u.test(number) ? number : undefined;
};

const nameIn = (session: Properties, details: string): string | undefined => {
  const person = own(session, details);
  return isProperties(person) ? firstName(own(person, "name")) : undefined;
};

/** Webhooks of WTS may name the person only in the agent's details. */
const userIdOf = (session: Properties): string | null => {
  const agent = own(session, "agentDetails");
  return id(session, "userId") ?? (isProperties(agent) ? id(agent, "userId") : undefined) ?? null;
};

const noneIfNull = (value: unknown): Properties | undefined => (value === null ? {} : undefined);

const instantOrNone = (value: unknown): number | null | undefined => (value === null ? null : instantMs(value));

/** Undefined when the value is no session at all: without an id nothing can be decided about it. */
export const readSessionFacts = (session: unknown): SessionFacts | undefined => {
  if (!isProperties(session)) return undefined;
  const sessionId = id(session, "id");
  if (sessionId === undefined) return undefined;
  const metadata = own(session, "metadata");
  return {
    id: sessionId,
    status: parseStatus(own(session, "status")),
    departmentId: id(session, "departmentId") ?? null,
    userId: userIdOf(session),
    botId: id(session, "botId") ?? null,
    contactId: id(session, "contactId"),
    channelId: id(session, "channelId"),
    channelType: text(session, "channelType"),
    type: oneOf(["INDIVIDUAL", "GROUP"] as const, own(session, "type")),
    tags: tagsOf(session),
    metadata: isProperties(metadata) ? metadata : noneIfNull(metadata),
    createdAtMs: instantMs(own(session, "createdAt")),
    lastMessageInMs: instantOrNone(own(session, "lastMessageIn")),
    lastMessageOutMs: instantOrNone(own(session, "lastMessageOut")),
    lastInteractionMs: instantMs(own(session, "lastInteractionDate")),
    firstResponseMs: instantMs(own(session, "firstResponseAt") ?? own(session, "firstAgentMessageAt")),
    windowStatus: oneOf(["ACTIVE", "EXPIRED", "NOT_STARTED"] as const, own(session, "windowStatus")),
    contactStatus: oneOf(["ACTIVE", "ARCHIVED", "BLOCKED"] as const, ownText(own(session, "contactDetails"), "status")),
    contactName: nameIn(session, "contactDetails"),
    ownerName: nameIn(session, "agentDetails"),
    number: protocolOf(session),
  };
};
