// The `content` of message webhooks: the message alone, to be joined with its session by id.
import type { Message } from "./message.ts";
import { messageDetails } from "./message-view.ts";

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
