// Puts what happened into a webhook and hands it to everyone subscribed.
import { stamp } from "../dates.ts";
import type { Message } from "../messages/message.ts";
import { messageEvent } from "../messages/message-view.ts";
import type { Session } from "../sessions/session.ts";
import { sessionEvent } from "../sessions/session-event.ts";
import type { World } from "../world.ts";
import type { WebhookEvent } from "./subscription.ts";

type SessionEventType = "SESSION_NEW" | "SESSION_UPDATE" | "SESSION_COMPLETE";
type MessageEventType = "MESSAGE_RECEIVED" | "MESSAGE_SENT" | "MESSAGE_UPDATED";

const announce = (world: World, eventType: WebhookEvent, content: () => unknown, changeMetadata: unknown): void => {
  const subscribers = [...world.subscriptions.values()].filter((one) => one.enabled && one.events.includes(eventType));
  if (subscribers.length === 0) return;
  const urls = subscribers.map((one) => one.url);
  const event = { eventType, date: stamp(world.clock.nowMs()), content: content(), changeMetadata };
  world.webhooks.post(urls, event, world.switches);
};

export const announceSession = (
  world: World,
  eventType: SessionEventType,
  session: Session,
  metadata: unknown = null,
): void => {
  announce(world, eventType, () => sessionEvent(world, session), metadata);
};

export const announceMessage = (world: World, eventType: MessageEventType, message: Message): void => {
  announce(world, eventType, () => messageEvent(world, message), null);
};
