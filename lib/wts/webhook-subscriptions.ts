// WTS's webhook subscriptions as functions: who is told of what happens in an account. Only the command line and the local start need them.
import { isProperties, own, ownText } from "../core/value.ts";
import type { WtsCaller } from "./caller.ts";
import { WtsApiError } from "./wts-api-error.ts";

export interface WebhookSubscription {
  readonly id: string;
  readonly name: string;
  /** Where nothing is signed a secret stands in it: it is never shown whole. */
  readonly url: string;
  readonly enabled: boolean;
  readonly events: readonly string[];
}

export interface SubscriptionChange {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly enabled?: true;
}

export interface WebhookSubscriptions {
  /** The event types that this account can be told of; they differ by brand. */
  offered(): Promise<readonly string[]>;
  list(): Promise<readonly WebhookSubscription[]>;
  create(subscription: Pick<WebhookSubscription, "name" | "url" | "events">): Promise<void>;
  change(id: string, change: SubscriptionChange): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The documentation says that lists are plain arrays; of other lists a page was met, too. */
const listOf = (answer: unknown): readonly unknown[] => {
  const items: unknown = Array.isArray(answer) ? answer : Object(answer).items;
  if (Array.isArray(items)) return items;
  throw new WtsApiError("GET a list", { failure: "unavailable", reason: "MALFORMED_ANSWER" });
};

/** An event stands by itself, or with a description. */
const eventName = (given: unknown): string[] => {
  const name = typeof given === "string" ? given : ownText(given, "event");
  return name === undefined ? [] : [name];
};

/** What cannot be read is none of ours, and is left alone. */
const subscriptionIn = (given: unknown): WebhookSubscription[] => {
  const id = ownText(given, "id");
  const url = ownText(given, "url");
  if (!isProperties(given) || id === undefined || url === undefined) return [];
  const events = own(given, "events");
  return [
    {
      id,
      name: ownText(given, "name") ?? "",
      url,
      enabled: own(given, "enabled") !== false,
      events: Array.isArray(events) ? events.flatMap(eventName) : [],
    },
  ];
};

const route = "/core/v1/webhook/subscription";

export const webhookSubscriptions = (call: WtsCaller): WebhookSubscriptions => ({
  offered: async () => listOf(await call({ method: "GET", route: "/core/v1/webhook/event" })).flatMap(eventName),
  list: async () => listOf(await call({ method: "GET", route })).flatMap(subscriptionIn),
  // A second one would have everything told twice: where nobody knows whether it was taken, it is not sent again.
  create: async (subscription) => {
    await call({ method: "POST", route, body: { ...subscription, enabled: true }, once: true });
  },
  change: async (id, { url, events, enabled }) => {
    const fields = [
      ...(url === undefined ? [] : ["Url"]),
      ...(events === undefined ? [] : ["Events"]),
      ...(enabled === undefined ? [] : ["Enabled"]),
    ];
    const body = { fields, ...(url !== undefined && { url }), ...(events && { events }), ...(enabled && { enabled }) };
    await call({ method: "PUT", route: `${route}/{id}`, ids: { id }, body });
  },
  remove: async (id) => {
    await call({ method: "DELETE", route: `${route}/{id}`, ids: { id } });
  },
});
