// The 24-hour WhatsApp window of a session; on unofficial channels it stays ACTIVE and means nothing.
import { hasWindow } from "../channel-type.ts";
import type { Session } from "./session.ts";

export type WindowStatus = "ACTIVE" | "EXPIRED" | "NOT_STARTED";

const windowMs = 24 * 3_600_000;

export const windowStatus = (session: Session, nowMs: number): WindowStatus => {
  if (!hasWindow(session.channelType)) return "ACTIVE";
  if (session.lastMessageIn === null) return "NOT_STARTED";
  return nowMs - Date.parse(session.lastMessageIn) < windowMs ? "ACTIVE" : "EXPIRED";
};
