// A session as the stand-in holds it; what the API shows of it is session-view's business.
import type { ChannelType } from "../channel-type.ts";
import type { SessionStatus } from "./session-status.ts";

export const categories = ["UNDEFINED", "WON", "LOST", "INFO", "OTHER"] as const;

export interface Classification {
  id: string;
  category: (typeof categories)[number];
  categoryDescription: string | null;
  amount: number;
}

export interface Session {
  id: string;
  companyId: string;
  contactId: string;
  channelId: string;
  channelType: ChannelType;
  type: "INDIVIDUAL" | "GROUP";
  departmentId: string | null;
  userId: string | null;
  botId: string | null;
  botVersionId: string | null;
  previousSessionId: string | null;
  status: SessionStatus;
  number: string | null;
  title: string | null;
  origin: string | null;
  createdAt: string;
  updatedAt: string;
  startAt: string;
  endAt: string | null;
  firstResponseAt: string | null;
  firstUserInteractionAt: string | null;
  lastInteractionDate: string | null;
  lastMessageIn: string | null;
  lastMessageOut: string | null;
  lastMessageText: string | null;
  unreadCount: number;
  readTimestamp: string | null;
  metadata: Record<string, unknown> | null;
  utm: Record<string, string> | null;
  classification: Classification | null;
  autocomplete: boolean;
  reactivateDisabled: boolean;
  reactivateOnNewMessage: boolean;
}
