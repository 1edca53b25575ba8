// Reads a session, or a part of one, as a test hands it in.
import { channelTypes } from "../directory.ts";
import { messageDirections, messageOrigins, messageTypes } from "../messages/message.ts";
import { categories, sessionStatuses } from "../sessions/session.ts";
import {
  aCount,
  aDate,
  aFlag,
  aNumber,
  anObject,
  aText,
  aUuid,
  listOf,
  oneOf,
  orNull,
  readProperties,
} from "./admin-input.ts";

const messageShape = {
  id: aUuid,
  direction: oneOf(messageDirections),
  origin: oneOf(messageOrigins),
  type: oneOf(messageTypes),
  text: orNull(aText),
  at: aDate,
  userId: orNull(aUuid),
};

const readMessage = (value: unknown, name: string) => readProperties(value, name, messageShape);

const readClassification = (value: unknown, name: string) => {
  const shape = { id: aUuid, category: oneOf(categories), categoryDescription: orNull(aText), amount: aNumber };
  return readProperties(value, name, shape);
};

const sessionShape = {
  id: aUuid,
  contactId: aUuid,
  /** The contact is given this number, name, state, and these tags. */
  contactPhone: aText,
  contactName: aText,
  contactStatus: oneOf(["ACTIVE", "ARCHIVED", "BLOCKED"]),
  contactTags: listOf(aText),
  channelId: aUuid,
  channelType: oneOf(channelTypes),
  type: oneOf(["INDIVIDUAL", "GROUP"]),
  departmentId: orNull(aUuid),
  userId: orNull(aUuid),
  botId: orNull(aUuid),
  previousSessionId: orNull(aUuid),
  status: oneOf(sessionStatuses),
  number: orNull(aText),
  title: orNull(aText),
  origin: orNull(aText),
  createdAt: aDate,
  updatedAt: aDate,
  startAt: aDate,
  endAt: orNull(aDate),
  firstResponseAt: orNull(aDate),
  lastInteractionDate: orNull(aDate),
  lastMessageIn: orNull(aDate),
  lastMessageOut: orNull(aDate),
  lastMessageText: orNull(aText),
  unreadCount: aCount,
  metadata: orNull(anObject),
  classification: orNull(readClassification),
  autocomplete: aFlag,
  reactivateDisabled: aFlag,
  reactivateOnNewMessage: aFlag,
  messages: listOf(readMessage),
};

export const readSessionInput = (value: unknown, name: string) => readProperties(value, name, sessionShape);

export type SessionInput = ReturnType<typeof readSessionInput>;
export type MessageInput = ReturnType<typeof readMessage>;
