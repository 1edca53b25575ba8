// Shows a message as the API answers it, in full or in the short form of an asynchronous send, and as webhooks carry it.
import type { World } from "../world.ts";
import { isContacts, type Message } from "./message.ts";

const messageDetails = (message: Message) => {
  if (message.failedReason === null) return null;
  const error = { date: message.updatedAt, origin: "GATEWAY", key: "DELIVERY_FAILED", text: message.failedReason };
  return { errors: [error] };
};

export const messageView = (message: Message) => {
  const { willFail: _, ...shown } = message;
  return { ...shown, details: messageDetails(message) };
};

export const quickMessageView = (message: Message, baseUrl: string) => ({
  id: message.id,
  createdAt: message.createdAt,
  updatedAt: message.updatedAt,
  sessionId: message.sessionId,
  senderId: message.senderId,
  status: message.status,
  statusUrl: `${baseUrl}/chat/v1/message/${message.id}/status`,
  failureReason: message.failedReason,
});

/** The sender's number and the receiver's: one is the channel's, the other the contact's. */
const numbersOf = (world: World, message: Message) => {
  const session = world.sessions.get(message.sessionId);
  const channel = world.directory.channels.find(({ id }) => id === session?.channelId);
  const own = channel?.number ?? null;
  const contacts = world.contacts.get(session?.contactId ?? "")?.phoneNumber ?? null;
  return isContacts(message) ? { from: contacts, to: own } : { from: own, to: contacts };
};

/** The `content` of message webhooks: the message alone, to be joined with its session by id. */
export const messageEvent = (world: World, message: Message) => ({
  id: message.id,
  senderId: message.senderId,
  createdAt: message.createdAt,
  updatedAt: message.updatedAt,
  editedAt: null,
  type: message.type,
  active: true,
  sessionId: message.sessionId,
  templateId: message.templateId,
  userId: message.userId,
  timestamp: message.timestamp,
  text: message.text,
  direction: message.direction,
  status: message.status,
  origin: message.origin,
  readContactAt: message.readContactAt,
  fileId: message.fileId,
  refId: message.refId,
  waitingOptIn: false,
  details: {
    file: null,
    location: null,
    contact: null,
    errors: messageDetails(message)?.errors ?? null,
    transcription: null,
    ...(world.switches.webhookNumbers === "present" ? numbersOf(world, message) : {}),
  },
});
