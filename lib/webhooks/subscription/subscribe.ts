// Subscribes a source at WTS, or mends its subscription: for `npm start` at the stand-in, and for the command line at WTS.
import type { WebhookSubscriptions } from "../../wts/webhook-subscriptions.ts";
import { WtsApiError } from "../../wts/wts-api-error.ts";
import { type PlannedSubscription, planSubscription } from "./plan-subscription.ts";
import type { WantedSubscription } from "./wanted-subscription.ts";

/** Not every brand may have the list of events, and a subscription can do without. */
const offeredEvents = async (subscriptions: WebhookSubscriptions): Promise<readonly string[] | undefined> => {
  try {
    return await subscriptions.offered();
  } catch (error) {
    if (error instanceof WtsApiError && error.isRefusal) return undefined;
    throw error;
  }
};

/** Two calls, which only read. */
export const readSubscriptionPlan = async (
  subscriptions: WebhookSubscriptions,
  wanted: WantedSubscription,
): Promise<PlannedSubscription> =>
  planSubscription(await subscriptions.list(), wanted, await offeredEvents(subscriptions));

/** Where WTS offers none of the events there is nothing to subscribe. */
export const isPossible = ({ plan }: PlannedSubscription): boolean => plan.kind !== "create" || plan.events.length > 0;

/** One call, or none. */
export const followPlan = async (
  subscriptions: WebhookSubscriptions,
  { name }: WantedSubscription,
  { plan }: PlannedSubscription,
): Promise<void> => {
  if (plan.kind === "create") await subscriptions.create({ name, url: plan.url, events: plan.events });
  if (plan.kind === "change") await subscriptions.change(plan.id, plan.change);
};
