// Has the stand-in tell of what happens there, as WTS Chat does once `wts subscribe` has entered our address there.
import type { HooksConfigInput } from "../../lib/config.ts";
import { parseAccess } from "../../lib/core/access-secret.ts";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { followPlan, isPossible, readSubscriptionPlan } from "../../lib/webhooks/subscription/subscribe.ts";
import { wantedSubscription } from "../../lib/webhooks/subscription/wanted-subscription.ts";
import { callWithKey } from "../../lib/wts/call-with-key.ts";
import { webhookSubscriptions } from "../../lib/wts/webhook-subscriptions.ts";
import { readSecretsFile } from "../secrets-file.ts";
import type { Stack } from "../stack.ts";

type Subscriber = Pick<Stack, "url" | "wtsUrl" | "secretsFile">;

/** What the stand-in tells a source of. */
export interface Subscribed {
  source: string;
  events: readonly string[];
}

/** Answers what was subscribed. Throws where the stand-in takes none. */
export const subscribeStandIn = async (
  { url: baseUrl, wtsUrl, secretsFile }: Subscriber,
  { sources = {}, account: ownAccount = "default" }: HooksConfigInput,
): Promise<readonly Subscribed[]> => {
  if (wtsUrl === undefined) return [];
  const { accounts, access } = readSecretsFile(secretsFile);
  const keys = parseAccounts(JSON.stringify(accounts));
  const secretsOf = parseAccess(JSON.stringify(access)).sources;
  const subscribed: Subscribed[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const { secrets = [] } = secretsOf.get(name) ?? {};
    const wanted = wantedSubscription({ name, source, secrets, baseUrl });
    const apiKey = keys.get(source.account ?? ownAccount)?.apiKey;
    if (wanted === undefined || apiKey === undefined) continue;
    const subscriptions = webhookSubscriptions(callWithKey({ baseUrl: wtsUrl, apiKey, clock }));
    const planned = await readSubscriptionPlan(subscriptions, wanted);
    if (!isPossible(planned)) continue;
    await followPlan(subscriptions, wanted, planned);
    subscribed.push({ source: name, events: wanted.events.filter((event) => !planned.notOffered.includes(event)) });
  }
  return subscribed;
};
