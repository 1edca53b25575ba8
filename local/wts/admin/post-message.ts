// Posts a message that somebody wrote or a robot sent, outside the API: the session follows, subscribers hear of it.
import { randomUUID } from "node:crypto";
import { exactly, stamp } from "../dates.ts";
import { type Message, messageDirections, messageOrigins, messageTypes } from "../messages/message.ts";
import { messageView } from "../messages/message-view.ts";
import { recordMessage } from "../messages/record-message.ts";
import { seedContact } from "../seed/seed-contact.ts";
import { sessionDefaults } from "../seed/session-defaults.ts";
import { changeSession } from "../sessions/change-session.ts";
import { reactivates, reopened } from "../sessions/completion.ts";
import type { Session } from "../sessions/session.ts";
import { announceSession } from "../webhooks/announce.ts";
import type { World } from "../world.ts";
import { AdminError, aDate, aText, aUuid, oneOf, orNull, readProperties } from "./admin-input.ts";
import { adminSession } from "./admin-session-view.ts";

const readContact = (value: unknown, name: string) =>
  readProperties(value, name, { name: aText, phoneNumber: aText, departmentId: aUuid });

const shape = {
  sessionId: aUuid,
  newContact: readContact,
  direction: oneOf(messageDirections),
  origin: oneOf(messageOrigins),
  type: oneOf(messageTypes),
  text: aText,
  at: aDate,
  userId: orNull(aUuid),
};

const beginSession = (
  world: World,
  { contactId, channelId, ...given }: Pick<Session, "contactId" | "channelId"> & Partial<Session>,
  at: string,
): Session => {
  const channel = world.directory.channels.find((one) => one.id === channelId);
  if (channel === undefined) throw new AdminError(`no channel ${channelId} is held`);
  const session = sessionDefaults(world, randomUUID(), contactId, Date.parse(at), channel);
  Object.assign(session, { ...given, createdAt: at, startAt: at, updatedAt: exactly(Date.parse(at)) });
  world.sessions.set(session.id, session);
  announceSession(world, "SESSION_NEW", session);
  return session;
};

const nextSession = (world: World, { id, contactId, channelId }: Session, at: string): Session =>
  beginSession(world, { contactId, channelId, previousSessionId: id }, at);

/** In a department, it waits in that queue; without one, the bot has it. */
const firstSession = (world: World, contact: ReturnType<typeof readContact>, at: string): Session => {
  const { name, phoneNumber, departmentId } = contact;
  if (name === undefined) throw new AdminError("the message.newContact needs a name");
  if (departmentId !== undefined && !world.directory.departments.some(({ id }) => id === departmentId))
    throw new AdminError(`no department has the id ${departmentId}`);
  const contactId = randomUUID();
  const known = seedContact(world, contactId);
  Object.assign(known, { name, ...(phoneNumber !== undefined && { phoneNumber }), email: null, tags: [] });
  const channelId = world.directory.channels[0]?.id ?? "";
  const queued = departmentId === undefined ? {} : ({ status: "PENDING", departmentId } as const);
  return beginSession(world, { contactId, channelId, ...queued }, at);
};

/** A message newer than the end opens a completed session again, or a customer's begins the next one. */
const sessionFor = (world: World, session: Session, direction: Message["direction"], at: string): Session => {
  if (session.status !== "COMPLETED") return session;
  if (session.endAt !== null && Date.parse(at) <= Date.parse(session.endAt)) return session;
  if (direction === "FROM_HUB" && !reactivates(session, Date.parse(at))) return nextSession(world, session, at);
  changeSession(world, session, reopened(session));
  return session;
};

export const postMessage = (world: World, input: unknown) => {
  const {
    sessionId,
    newContact,
    direction,
    origin,
    type = "TEXT",
    text,
    at,
    userId = null,
  } = readProperties(input, "the message", shape);
  if (direction === undefined || text === undefined || (sessionId === undefined) === (newContact === undefined))
    throw new AdminError("the message needs direction, text, and either sessionId or newContact");
  const sentAt = at ?? stamp(world.clock.nowMs());
  const talkOf = (id: string): Session => {
    const known = world.sessions.get(id);
    if (known === undefined) throw new AdminError(`no session ${id} is held`);
    return sessionFor(world, known, direction, sentAt);
  };
  const session = newContact ? firstSession(world, newContact, sentAt) : talkOf(sessionId ?? "");
  const content = {
    direction,
    origin: origin ?? (direction === "FROM_HUB" ? "GATEWAY" : "DEFAULT"),
    type,
    text,
    userId: userId ?? (origin === "DEFAULT" ? session.userId : null),
  } as const;
  const message = recordMessage(world, session, content, sentAt);
  return { message: messageView(message), session: adminSession(world, session) };
};
