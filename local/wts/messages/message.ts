// Says what a message, or a note, of a session is.

export const messageDirections = ["FROM_HUB", "TO_HUB"] as const;
export const messageOrigins = ["DEFAULT", "CAMPAIGN", "OFFICE_HOURS", "BOT", "API", "PAYMENT", "GATEWAY"] as const;

/** A TRACK has an empty text, and nobody sees it: WTS marks something in the conversation with it. */
export const messageTypes = ["TEXT", "DOCUMENT", "NOTE", "TRACK"] as const;

type MessageOrigin = (typeof messageOrigins)[number];

/** The API's messages may come back as FROM_HUB: who wrote one shows in its origin. */
export const isContacts = ({ direction, origin }: Pick<Message, "direction" | "origin">): boolean =>
  direction === "FROM_HUB" && origin !== "API";

export interface Message {
  id: string;
  sessionId: string;
  createdAt: string;
  updatedAt: string;
  timestamp: string;
  type: (typeof messageTypes)[number];
  direction: (typeof messageDirections)[number];
  origin: MessageOrigin;
  status: "PROCESSING" | "QUEUED" | "SAVED" | "SENT" | "DELIVERED" | "READ" | "FAILED";
  senderId: string | null;
  templateId: string | null;
  userId: string | null;
  text: string | null;
  fileId: string | null;
  filesIds: string[];
  refId: string | null;
  readContactAt: string | null;
  failedReason: string | null;
  /** Why delivery is going to fail, known before anybody may see it. */
  willFail: string | null;
}
