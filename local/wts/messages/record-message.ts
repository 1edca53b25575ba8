// Adds a message to a session and moves the fields of the session that follow its messages.
import { randomUUID } from "node:crypto";
import { stamp } from "../dates.ts";
import type { Cause } from "../sessions/change-session.ts";
import { changeSession } from "../sessions/change-session.ts";
import type { Session } from "../sessions/session.ts";
import type { Switches } from "../switches.ts";
import { announceMessage } from "../webhooks/announce.ts";
import type { World } from "../world.ts";
import { isContacts, type Message } from "./message.ts";

export type NewMessage = Pick<Message, "direction" | "origin" | "text"> & Partial<Message>;

export const newMessage = (sessionId: string, at: string, content: NewMessage): Message => ({
  id: randomUUID(),
  sessionId,
  createdAt: at,
  updatedAt: at,
  timestamp: at,
  type: "TEXT",
  status: content.direction === "FROM_HUB" ? "SAVED" : "DELIVERED",
  senderId: null,
  templateId: null,
  userId: null,
  fileId: null,
  filesIds: [],
  refId: null,
  readContactAt: null,
  failedReason: null,
  willFail: null,
  ...content,
});

const later = (known: string | null, at: string): string =>
  known !== null && Date.parse(known) > Date.parse(at) ? known : at;

export const addMessage = (world: World, message: Message): void => {
  const messages = world.messages.get(message.sessionId) ?? [];
  const later = messages.findLastIndex((one) => Date.parse(one.timestamp) <= Date.parse(message.timestamp));
  messages.splice(later + 1, 0, message);
  world.messages.set(message.sessionId, messages);
};

const interaction = (session: Session, at: string): Partial<Session> => ({
  lastInteractionDate: later(session.lastInteractionDate, at),
});

/** What a message moves; an older message than those known moves nothing back. */
export const effectOf = (message: Message, session: Session, switches: Switches): Partial<Session> => {
  const at = message.timestamp;
  if (message.type === "NOTE") return switches.noteMovesInteraction === "true" ? interaction(session, at) : {};
  if (message.type === "TRACK")
    return switches.trackMovesOut === "true" ? { lastMessageOut: later(session.lastMessageOut, at) } : {};
  const isLatest = later(session.lastInteractionDate, at) === at;
  const text = isLatest ? { lastMessageText: message.text } : {};
  if (isContacts(message))
    return {
      ...text,
      ...interaction(session, at),
      lastMessageIn: later(session.lastMessageIn, at),
      firstUserInteractionAt: session.firstUserInteractionAt ?? at,
      unreadCount: session.unreadCount + 1,
    };
  const isHuman = message.origin === "DEFAULT";
  return {
    ...text,
    ...(isHuman || switches.automaticMovesInteraction === "true" ? interaction(session, at) : {}),
    ...(isHuman || switches.lastMessageOut === "all" ? { lastMessageOut: later(session.lastMessageOut, at) } : {}),
    // Any answer marks the conversation read, a robot's as well, which is why unread counts say nothing about who waits.
    ...(isLatest ? { unreadCount: 0, readTimestamp: at } : {}),
    ...(isHuman ? { firstResponseAt: session.firstResponseAt ?? at } : {}),
  };
};

export const recordMessage = (
  world: World,
  session: Session,
  content: NewMessage,
  at = stamp(world.clock.nowMs()),
): Message => {
  const message = newMessage(session.id, at, content);
  addMessage(world, message);
  announceMessage(world, message.direction === "FROM_HUB" ? "MESSAGE_RECEIVED" : "MESSAGE_SENT", message);
  const isHuman = message.origin === "DEFAULT" && message.userId !== null;
  const cause: Cause = { source: isHuman ? "USER" : "SYSTEM", userId: isHuman ? message.userId : null };
  changeSession(world, session, effectOf(message, session, world.switches), "SESSION_UPDATE", cause);
  return message;
};
