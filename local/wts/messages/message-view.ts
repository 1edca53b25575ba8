// A message as the API answers it, in full or in the short form of an asynchronous send.
import type { Message } from "./message.ts";

export const messageDetails = (message: Message) => {
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
