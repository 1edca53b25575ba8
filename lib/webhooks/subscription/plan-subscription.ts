// Decides what has to be done at WTS so that a source is told of its events once: never a second subscription of the same address.
import type { SubscriptionChange, WebhookSubscription } from "../../wts/webhook-subscriptions.ts";
import type { WantedSubscription } from "./wanted-subscription.ts";

export type SubscriptionPlan =
  | { readonly kind: "create"; readonly url: string; readonly events: readonly string[] }
  | { readonly kind: "keep"; readonly id: string }
  | { readonly kind: "change"; readonly id: string; readonly change: SubscriptionChange };

export interface PlannedSubscription {
  readonly plan: SubscriptionPlan;
  /** They are ours as well: with each of them WTS tells everything once more. */
  readonly others: readonly WebhookSubscription[];
  /** Events of the source that WTS does not offer in this account. */
  readonly notOffered: readonly string[];
}

const normalized = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

/** Below it there may be another secret, which was taken out since. */
export const isBelow = (url: string, address: string): boolean => {
  const [given, own] = [normalized(url), normalized(address)];
  return given === own || given.startsWith(`${own}/`) || given.startsWith(`${own}?`);
};

const sameEvents = (some: readonly string[], others: readonly string[]): boolean =>
  new Set(some).size === new Set(others).size && some.every((event) => others.includes(event));

/** `offered` is undefined where WTS does not say it: then it may refuse. */
export const planSubscription = (
  existing: readonly WebhookSubscription[],
  { address, urls, events: wished }: WantedSubscription,
  offered?: readonly string[],
): PlannedSubscription => {
  const good = urls.map(normalized);
  const isGood = ({ url }: WebhookSubscription): boolean => good.includes(normalized(url));
  const ours = existing.filter(({ url }) => isBelow(url, address));
  const notOffered = offered === undefined ? [] : wished.filter((event) => !offered.includes(event));
  const events = wished.filter((event) => !notOffered.includes(event));
  const [url = ""] = urls;
  const own = ours.find((each) => isGood(each) && each.enabled) ?? ours.find(isGood) ?? ours[0];
  if (own === undefined) return { plan: { kind: "create", url, events }, others: [], notOffered };
  const change: SubscriptionChange = {
    ...(!isGood(own) && { url }),
    ...(!sameEvents(own.events, events) && { events }),
    ...(!own.enabled && { enabled: true as const }),
  };
  return {
    plan: Object.keys(change).length === 0 ? { kind: "keep", id: own.id } : { kind: "change", id: own.id, change },
    others: ours.filter((each) => each !== own),
    notOffered,
  };
};
