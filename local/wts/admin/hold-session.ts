// Puts a session somebody described in a few properties into the company, believable in all the others.
import { randomUUID } from "node:crypto";
import { exactly } from "../dates.ts";
import type { Message } from "../messages/message.ts";
import { addMessage, effectOf, type NewMessage, newMessage } from "../messages/record-message.ts";
import { seedContact } from "../seed/seed-contact.ts";
import { sessionDefaults } from "../seed/session-defaults.ts";
import type { Session } from "../sessions/session.ts";
import { uuidFrom } from "../uuid-from.ts";
import type { World } from "../world.ts";
import { AdminError } from "./admin-input.ts";
import type { MessageInput, SessionInput } from "./session-input.ts";

const minuteMs = 60_000;

/** Who a session in such a state would be with. */
const defaultRouting = (world: World, input: SessionInput): Pick<Session, "status" | "departmentId" | "userId"> => {
  const { agents, departments } = world.directory;
  const status = input.status ?? (input.userId === null ? "PENDING" : "IN_PROGRESS");
  const isQueued = status === "PENDING" || status === "IN_PROGRESS" || status === "COMPLETED";
  const given = agents.find((agent) => agent.userId === input.userId);
  const fallbackId =
    given?.memberships[0]?.departmentId ?? departments.find((department) => department.isDefault)?.id ?? null;
  const departmentId = input.departmentId === undefined && isQueued ? fallbackId : (input.departmentId ?? null);
  const members = agents.filter((agent) =>
    agent.memberships.some((membership) => membership.departmentId === departmentId),
  );
  const someone = members.find((agent) => agent.availability === "AVAILABLE")?.userId ?? null;
  const isStaffed = isQueued && status !== "PENDING";
  return { status, departmentId, userId: input.userId === undefined && isStaffed ? someone : (input.userId ?? null) };
};

const channelOf = (world: World, input: SessionInput) => {
  const { channels } = world.directory;
  const found =
    input.channelId === undefined
      ? channels.find((channel) => channel.type === (input.channelType ?? "CLOUDAPI_WHATSAPP"))
      : channels.find((channel) => channel.id === input.channelId);
  const channel = found ?? channels[0];
  if (channel === undefined) throw new AdminError("the company has no channel");
  return channel;
};

const completeClassification = (
  session: Session,
  input: NonNullable<SessionInput["classification"]> | null,
): Session["classification"] => {
  if (input === null) return null;
  return {
    id: uuidFrom(session.id, "classification"),
    category: "UNDEFINED",
    categoryDescription: null,
    amount: 0,
    ...input,
  };
};

/** Merges what was given into what is held; messages replace those held. */
export const mergeSession = (world: World, session: Session, input: SessionInput): Session => {
  const { messages: _, classification, channelId, channelType, ...rest } = input;
  const { contactPhone, contactName, contactStatus, contactTags, ...plain } = rest;
  const contact = world.contacts.get(session.contactId);
  if (contact !== undefined)
    Object.assign(contact, {
      ...(contactPhone !== undefined && { phoneNumber: contactPhone }),
      ...(contactName !== undefined && { name: contactName }),
      ...(contactStatus !== undefined && { status: contactStatus }),
      ...(contactTags && { tags: contactTags.map((name) => ({ id: uuidFrom(world.account, "tag", name), name })) }),
    });
  Object.assign(session, plain);
  if (session.status === "COMPLETED" && input.endAt === undefined) session.endAt ??= exactly(world.clock.nowMs());
  if (classification !== undefined) session.classification = completeClassification(session, classification);
  if (channelId !== undefined || channelType !== undefined) {
    const channel = channelOf(world, input);
    session.channelId = channelId ?? channel.id;
    session.channelType = channelType ?? channel.type;
  }
  return session;
};

const say = (world: World, session: Session, input: MessageInput): void => {
  const at = input.at ?? exactly(world.clock.nowMs());
  const direction = input.direction ?? "FROM_HUB";
  const origin = input.origin ?? (direction === "FROM_HUB" ? "GATEWAY" : "DEFAULT");
  const isHuman = origin === "DEFAULT" && direction === "TO_HUB";
  const type = input.type ?? "TEXT";
  const content: NewMessage = {
    id: input.id ?? randomUUID(),
    type,
    direction,
    origin,
    text: input.text ?? null,
    userId: input.userId ?? (isHuman ? session.userId : null),
    ...(type === "NOTE" ? { status: "SAVED" } : {}),
  };
  const message: Message = newMessage(session.id, at, content);
  addMessage(world, message);
  Object.assign(session, effectOf(message, session, world.switches));
};

/** The date that was given is the latest; the other side spoke ten minutes before. */
const impliedDates = (world: World, input: SessionInput): { inAt: string | null; outAt: string | null } => {
  const { lastMessageIn, lastMessageOut, lastInteractionDate } = input;
  const earlier = (date: string | null) => (date === null ? null : exactly(Date.parse(date) - 10 * minuteMs));
  if (lastMessageIn !== undefined && lastMessageOut !== undefined)
    return { inAt: lastMessageIn, outAt: lastMessageOut };
  if (lastMessageIn !== undefined && lastMessageIn !== null)
    return { inAt: lastMessageIn, outAt: earlier(lastMessageIn) };
  const outAt = lastMessageOut ?? lastInteractionDate ?? exactly(world.clock.nowMs() - 20 * minuteMs);
  return { inAt: lastMessageIn === null ? null : earlier(outAt), outAt: lastMessageOut === null ? null : outAt };
};

/** Dates of messages without messages would contradict themselves, so the messages they tell of are made up. */
const impliedMessages = (world: World, input: SessionInput): MessageInput[] => {
  const { inAt, outAt } = impliedDates(world, input);
  const messages: MessageInput[] = [];
  if (inAt !== null) messages.push({ direction: "FROM_HUB", text: "Bom dia, preciso de ajuda", at: inAt });
  if (outAt !== null) messages.push({ direction: "TO_HUB", text: "Olá! Como posso ajudar?", at: outAt });
  return messages;
};

const defaultStart = (world: World, input: SessionInput): string => {
  const known = [
    input.lastMessageIn,
    input.lastMessageOut,
    input.endAt,
    ...(input.messages ?? []).map((message) => message.at),
  ];
  const instants = known.filter((date) => date !== undefined && date !== null).map((date) => Date.parse(date));
  return exactly(Math.min(world.clock.nowMs() - 40 * minuteMs, ...instants.map((ms) => ms - 15 * minuteMs)));
};

export const holdSession = (world: World, input: SessionInput): Session => {
  const id = input.id ?? uuidFrom(world.account, world.seed, "held", world.sessions.size);
  const contactId = input.contactId ?? uuidFrom(id, "contact");
  if (!world.contacts.has(contactId)) seedContact(world, contactId);
  const startMs = Date.parse(input.startAt ?? input.createdAt ?? defaultStart(world, input));
  const session = sessionDefaults(world, id, contactId, startMs, channelOf(world, input));
  Object.assign(session, defaultRouting(world, input));
  world.sessions.set(id, session);
  world.messages.set(id, []);
  for (const content of input.messages ?? impliedMessages(world, input)) say(world, session, content);
  session.updatedAt = session.lastInteractionDate ?? session.createdAt;
  return mergeSession(world, session, input);
};

export const replaceMessages = (world: World, session: Session, messages: readonly MessageInput[]): void => {
  world.messages.set(session.id, []);
  const empty = {
    lastInteractionDate: null,
    lastMessageIn: null,
    lastMessageOut: null,
    lastMessageText: null,
    unreadCount: 0,
  };
  Object.assign(session, empty);
  for (const content of messages) say(world, session, content);
};
