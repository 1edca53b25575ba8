// Shows a message as the API answers it, in full or in the short form of an asynchronous send, and as webhooks carry it.
import type { Message } from "./message.ts";

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

/** The `content` of message webhooks: the message alone, to be joined with its session by id. */
export const messageEvent = (message: Message) => ({
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
  },
});
