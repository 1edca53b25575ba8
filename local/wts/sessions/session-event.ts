// Makes the `content` of session webhooks: near the API's session, with more flags, details inline and a few fields missing.
import type { Switches } from "../switches.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";
import { windowStatus } from "./session.ts";
import { agentDetails, classificationDetails, contactDetails, departmentDetails } from "./session-details.ts";
import { previewUrl } from "./session-view.ts";
import { heldAsRead } from "./updatable-fields.ts";

type Details = Record<"agentDetails" | "contactDetails" | "classification", unknown>;

/** WTS leaves some of the inline details out of a good part of its events, whatever the session has. */
const shownDetails = (details: Details, shown: Switches["webhookDetails"]): Partial<Details> => {
  if (shown === "inline") return details;
  if (shown === "missing") return {};
  return { agentDetails: null, contactDetails: null, classification: null };
};

export const sessionEvent = (world: World, session: Session) => {
  const window = windowStatus(session, world.clock.nowMs());
  const department = departmentDetails(world, session);
  const contact = contactDetails(world, session);
  const channel = world.directory.channels.find((one) => one.id === session.channelId);
  return {
    id: session.id,
    ...heldAsRead(session),
    companyId: session.companyId,
    contactId: session.contactId,
    channelId: session.channelId,
    ...(world.switches.webhookUserId === "present" ? { userId: session.userId } : {}),
    botId: session.botId,
    botVersionId: session.botVersionId,
    previousSessionId: session.previousSessionId,
    status: session.status,
    active: session.status !== "COMPLETED",
    expired: window === "EXPIRED",
    waitReply: false,
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
    startAt: session.startAt,
    firstUserInteractionAt: session.firstUserInteractionAt,
    firstAgentMessageAt: session.firstResponseAt,
    lastInteractionDate: session.lastInteractionDate,
    lastMessageIn: session.lastMessageIn,
    lastMessageOut: session.lastMessageOut,
    lastMessageText: session.lastMessageText,
    unreadCount: session.unreadCount,
    readTimestamp: session.readTimestamp,
    windowStatus: window,
    channelType: session.channelType,
    channelDetails:
      channel === undefined
        ? null
        : {
            id: channel.id,
            platform: channel.platform,
            provider: channel.provider,
            displayName: channel.name,
            pictureUrl: null,
            providerVariable: session.channelType,
          },
    departmentDetails:
      department === null
        ? null
        : {
            id: department.id,
            name: department.name,
            companyId: department.companyId,
            description: department.description,
          },
    ...shownDetails(
      {
        agentDetails: agentDetails(world, session),
        contactDetails: contact === null ? null : { ...contact, email: world.contacts.get(contact.id)?.email ?? null },
        classification: classificationDetails(session),
      },
      world.switches.webhookDetails,
    ),
    metadata: session.metadata,
    previewUrl: previewUrl(session),
    utm: session.utm,
  };
};
