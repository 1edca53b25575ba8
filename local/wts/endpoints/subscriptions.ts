// Keeps webhook subscriptions; this stand-in takes only receivers on the machine it runs on.
import { randomUUID } from "node:crypto";
import { stamp } from "../dates.ts";
import type { Call, Endpoint } from "../http/call.ts";
import { pathId } from "../http/call.ts";
import { badInput, formError, notFound } from "../http/refusal.ts";
import { type Subscription, webhookEventNames, webhookEvents } from "../webhooks/subscription.ts";
import { isLoopback } from "../webhooks/webhooks.ts";
import type { World } from "../world.ts";

const eventView = (event: Subscription["events"][number]) => ({ event, description: webhookEvents[event] });

export const listWebhookEvents: Endpoint = () => webhookEventNames.map(eventView);

const subscriptionView = (world: World, subscription: Subscription) => ({
  ...subscription,
  companyId: world.companyId,
  events: subscription.events.map(eventView),
});

export const listSubscriptions: Endpoint = ({ world }) =>
  [...world.subscriptions.values()].map((subscription) => subscriptionView(world, subscription));

const findSubscription = (call: Call): Subscription => {
  const subscription = call.world.subscriptions.get(pathId(call, "subscriptionId"));
  if (subscription === undefined) throw notFound("Webhook não encontrado");
  return subscription;
};

export const getSubscription: Endpoint = (call) => subscriptionView(call.world, findSubscription(call));

const checkedText = (name: string, text: string | null, maxLength: number): string => {
  if (text === null || text.length < 1 || text.length > maxLength) throw badInput(`$.${name}`, text);
  return text;
};

const checkedUrl = (text: string | null): string => {
  const url = checkedText("url", text, 500);
  if (!isLoopback(url)) throw formError("URL inválida: este ambiente local só entrega em endereços de loopback");
  return url;
};

const checkedEvents = (events: Subscription["events"] | null): Subscription["events"] => {
  if (events === null || events.length === 0) throw badInput("$.events", events);
  return [...new Set(events)];
};

export const createSubscription: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const now = stamp(world.clock.nowMs());
  const subscription: Subscription = {
    id: randomUUID(),
    createdAt: now,
    updatedAt: now,
    name: checkedText("name", body.text("name"), 100),
    url: checkedUrl(body.text("url")),
    enabled: body.flag("enabled") ?? true,
    events: checkedEvents(body.someOf("events", webhookEventNames)),
  };
  world.subscriptions.set(subscription.id, subscription);
  return subscriptionView(world, subscription);
};

export const updateSubscription: Endpoint = (call) => {
  const body = call.body();
  const subscription = findSubscription(call);
  const fields = body.someOf("fields", ["Name", "Url", "Events", "Enabled"]);
  if (fields === null) throw badInput("$.fields", null);
  const changes: Partial<Subscription> = {
    ...(fields.includes("Name") ? { name: checkedText("name", body.text("name"), 100) } : {}),
    ...(fields.includes("Url") ? { url: checkedUrl(body.text("url")) } : {}),
    ...(fields.includes("Events") ? { events: checkedEvents(body.someOf("events", webhookEventNames)) } : {}),
    ...(fields.includes("Enabled") ? { enabled: body.flag("enabled") ?? true } : {}),
  };
  Object.assign(subscription, changes, { updatedAt: stamp(call.world.clock.nowMs()) });
  return subscriptionView(call.world, subscription);
};

export const deleteSubscription: Endpoint = (call) => {
  call.world.subscriptions.delete(findSubscription(call).id);
};
