// Shows a session as the control endpoints do: everything held, hidden flags included.

import { deliverMessages } from "../messages/deliver-messages.ts";
import { isContacts } from "../messages/message.ts";
import { messageView } from "../messages/message-view.ts";
import type { Session } from "../sessions/session.ts";
import { windowStatus } from "../sessions/session.ts";
import type { World } from "../world.ts";

export const adminSession = (world: World, session: Session) => {
  const held = world.messages.get(session.id) ?? [];
  const windowNow = windowStatus(session, world.clock.nowMs());
  const notes = held.filter((message) => message.type === "NOTE").length;
  const { name = null, phoneNumber = null } = world.contacts.get(session.contactId) ?? {};
  const last = held.findLast(({ type }) => type !== "NOTE" && type !== "TRACK");
  return {
    ...session,
    contact: { name, phoneNumber },
    lastMessage: last === undefined ? null : { at: last.timestamp, by: isContacts(last) ? "CONTACT" : last.origin },
    windowStatus: windowNow,
    messageCount: held.length - notes,
    noteCount: notes,
  };
};

export const adminSessionInFull = (world: World, session: Session) => {
  const held = world.messages.get(session.id) ?? [];
  deliverMessages(world, held);
  return {
    ...adminSession(world, session),
    messages: held.filter((message) => message.type !== "NOTE").map(messageView),
    notes: held.filter((message) => message.type === "NOTE").map(messageView),
  };
};
