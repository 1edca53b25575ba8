// Says what the stand-in holds of a session; what the API shows of it is session-view's business.
import { type ChannelType, hasWindow } from "../directory.ts";

export const categories = ["UNDEFINED", "WON", "LOST", "INFO", "OTHER"] as const;

export interface Classification {
  id: string;
  category: (typeof categories)[number];
  categoryDescription: string | null;
  amount: number;
}

/** In the order of the numbers behind them, by which a comma-joined Status is ORed. */
export const sessionStatuses = ["UNDEFINED", "STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"] as const;

export type SessionStatus = (typeof sessionStatuses)[number];

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

export const statusDescriptions: Record<SessionStatus, string> = {
  UNDEFINED: "Indefinido",
  STARTED: "Iniciado",
  PENDING: "Aguardando atendimento",
  IN_PROGRESS: "Em atendimento",
  COMPLETED: "Concluído",
  HIDDEN: "Oculto",
};

type WindowStatus = "ACTIVE" | "EXPIRED" | "NOT_STARTED";

const windowMs = 24 * 3_600_000;

/** The 24-hour WhatsApp window of a session; on unofficial channels it stays ACTIVE and means nothing. */
export const windowStatus = (session: Session, nowMs: number): WindowStatus => {
  if (!hasWindow(session.channelType)) return "ACTIVE";
  if (session.lastMessageIn === null) return "NOT_STARTED";
  return nowMs - Date.parse(session.lastMessageIn) < windowMs ? "ACTIVE" : "EXPIRED";
};
