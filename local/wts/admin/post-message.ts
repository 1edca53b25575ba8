// Posts a message that somebody wrote or a robot sent, outside the API: the session follows, subscribers hear of it.
import { randomUUID } from "node:crypto";
import { exactly, stamp } from "../dates.ts";
import { type Message, messageDirections, messageOrigins, messageTypes } from "../messages/message.ts";
import { messageView } from "../messages/message-view.ts";
import { recordMessage } from "../messages/record-message.ts";
import { sessionDefaults } from "../seed/session-defaults.ts";
import { changeSession } from "../sessions/change-session.ts";
import { reactivates, reopened } from "../sessions/completion.ts";
import type { Session } from "../sessions/session.ts";
import { announceSession } from "../webhooks/announce.ts";
import type { World } from "../world.ts";
import { AdminError, aDate, aText, aUuid, oneOf, orNull, readProperties } from "./admin-input.ts";
import { adminSession } from "./admin-session-view.ts";

const shape = {
  sessionId: aUuid,
  direction: oneOf(messageDirections),
  origin: oneOf(messageOrigins),
  type: oneOf(messageTypes),
  text: aText,
  at: aDate,
  userId: orNull(aUuid),
};

const nextSession = (world: World, previous: Session, at: string): Session => {
  const channel = world.directory.channels.find((one) => one.id === previous.channelId);
  if (channel === undefined) throw new AdminError(`no channel ${previous.channelId} is held`);
  const session = sessionDefaults(world, randomUUID(), previous.contactId, Date.parse(at), channel);
  Object.assign(session, {
    previousSessionId: previous.id,
    createdAt: at,
    startAt: at,
    updatedAt: exactly(Date.parse(at)),
  });
  world.sessions.set(session.id, session);
  announceSession(world, "SESSION_NEW", session);
  return session;
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
    direction,
    origin,
    type = "TEXT",
    text,
    at,
    userId = null,
  } = readProperties(input, "the message", shape);
  if (sessionId === undefined || direction === undefined || text === undefined)
    throw new AdminError("the message needs sessionId, direction and text");
  const known = world.sessions.get(sessionId);
  if (known === undefined) throw new AdminError(`no session ${sessionId} is held`);
  const sentAt = at ?? stamp(world.clock.nowMs());
  const session = sessionFor(world, known, direction, sentAt);
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
