// Fills in everything a session needs that nobody said anything about.
import { exactly } from "../dates.ts";
import type { Channel } from "../directory.ts";
import type { Session } from "../sessions/session.ts";
import type { World } from "../world.ts";

/** Protocol numbers count up through the day in UTC that they were given on. */
const nextProtocol = (world: World, atMs: number): string => {
  const day = new Date(atMs).toISOString().slice(0, 10).replaceAll("-", "");
  const number = (world.protocols.get(day) ?? 0) + 1;
  world.protocols.set(day, number);
  return `${day}${String(number).padStart(5, "0")}`;
};

export const sessionDefaults = (
  world: World,
  id: string,
  contactId: string,
  startMs: number,
  channel: Channel,
): Session => {
  const at = exactly(startMs);
  return {
    id,
    companyId: world.companyId,
    contactId,
    channelId: channel.id,
    channelType: channel.type,
    type: "INDIVIDUAL",
    departmentId: null,
    userId: null,
    botId: null,
    botVersionId: null,
    previousSessionId: null,
    status: "STARTED",
    number: nextProtocol(world, startMs),
    title: world.contacts.get(contactId)?.name ?? null,
    origin: "Contato",
    createdAt: at,
    updatedAt: at,
    startAt: at,
    endAt: null,
    firstResponseAt: null,
    firstUserInteractionAt: null,
    lastInteractionDate: null,
    lastMessageIn: null,
    lastMessageOut: null,
    lastMessageText: null,
    unreadCount: 0,
    readTimestamp: null,
    metadata: null,
    utm: null,
    classification: null,
    autocomplete: false,
    reactivateDisabled: false,
    reactivateOnNewMessage: false,
  };
};
