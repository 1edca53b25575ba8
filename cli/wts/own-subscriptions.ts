// Tells which subscriptions of WTS lead to a source of ours, wherever it is deployed.
import type { HooksConfig } from "../../lib/config.ts";
import { isBelow } from "../../lib/webhooks/subscription/plan-subscription.ts";
import type { WebhookSubscription } from "../../lib/wts/webhook-subscriptions.ts";
import { publishingSources } from "./subscribed-source.ts";

/** Answers the source's name. */
export type SourceOf = (subscription: Pick<WebhookSubscription, "url">) => string | undefined;

export const sourceAt =
  (config: HooksConfig, baseUrl: string): SourceOf =>
  ({ url }) =>
    publishingSources(config).find((name) =>
      isBelow(url, `${baseUrl.replace(/\/$/, "")}/webhooks/${encodeURIComponent(name)}`),
    );
