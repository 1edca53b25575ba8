// Shows a session as the API answers it: v1 and v2 differ by `type`, details come only when they are asked for.
import type { World } from "../world.ts";
import { type Session, statusDescriptions, windowStatus } from "./session.ts";
import {
  agentDetails,
  channelDetails,
  classificationDetails,
  contactDetails,
  departmentDetails,
} from "./session-details.ts";
import { heldAsRead } from "./updatable-fields.ts";

export const detailNames = [
  "Undefined",
  "AgentDetails",
  "DepartmentsDetails",
  "ContactDetails",
  "ChannelTypeDetails",
  "ClassificationDetails",
  "ChannelDetails",
] as const;

type DetailName = (typeof detailNames)[number];
export type SessionVersion = "v1" | "v2";

export const previewUrl = (session: Session): string => `https://app.wts.chat/chat2/sessions/${session.id}`;

/** Waiting and service times leave the API as text, in which hours grow past 24. */
const durationText = (durationMs: number): string => {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
};

export const sessionView = (
  world: World,
  session: Session,
  version: SessionVersion = "v1",
  details: readonly DetailName[] = [],
) => {
  const nowMs = world.clock.nowMs();
  const startMs = Date.parse(session.startAt);
  const endMs = session.endAt === null ? nowMs : Date.parse(session.endAt);
  const responseMs = session.firstResponseAt === null ? endMs : Date.parse(session.firstResponseAt);
  const showsClassification =
    details.includes("ClassificationDetails") && world.switches.classificationShown === "with-details";
  return {
    id: session.id,
    ...heldAsRead(session),
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
    startAt: session.startAt,
    status: session.status,
    companyId: session.companyId,
    contactId: session.contactId,
    channelId: session.channelId,
    userId: session.userId,
    previewUrl: previewUrl(session),
    title: session.title,
    utm: session.utm,
    origin: session.origin,
    contactDetails: details.includes("ContactDetails") ? contactDetails(world, session) : null,
    agentDetails: details.includes("AgentDetails") ? agentDetails(world, session) : null,
    channelDetails: details.includes("ChannelDetails") ? channelDetails(world, session) : null,
    departmentDetails: details.includes("DepartmentsDetails") ? departmentDetails(world, session) : null,
    classification: showsClassification ? classificationDetails(session) : null,
    statusDescription: statusDescriptions[session.status],
    timeService: durationText(endMs - startMs),
    timeWait: durationText(responseMs - startMs),
    firstResponseAt: session.firstResponseAt,
    botId: session.botId,
    unreadCount: session.unreadCount,
    lastMessageText: session.lastMessageText,
    lastInteractionDate: session.lastInteractionDate,
    lastMessageOut: session.lastMessageOut,
    lastMessageIn: session.lastMessageIn,
    windowStatus: windowStatus(session, nowMs),
    metadata: session.metadata,
    channelType: session.channelType,
    ...(version === "v2" ? { type: session.type } : {}),
  };
};
