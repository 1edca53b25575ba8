// `wts subscribe`: has WTS tell a source of its events, once, and says what that changes.

import type { PlannedSubscription, SubscriptionPlan } from "../../lib/webhooks/subscription/plan-subscription.ts";
import { followPlan, isPossible, readSubscriptionPlan } from "../../lib/webhooks/subscription/subscribe.ts";
import { type WebhookSubscription, webhookSubscriptions } from "../../lib/wts/webhook-subscriptions.ts";
import type { StageOptions } from "../connection.ts";
import { placeText } from "../display/place-text.ts";
import { Failure } from "../failure.ts";
import type { Tools } from "../with-connection.ts";
import { shownAddress } from "./shown-address.ts";
import { subscribedSource } from "./subscribed-source.ts";
import { wtsWords } from "./wts-words.ts";

export interface SubscribeOptions extends StageOptions {
  source?: string;
  url?: string;
  dryRun?: boolean;
}

/** With --json. */
export interface SubscribeAnswer {
  place: string;
  account: string;
  source: string;
  /** Without what may be secret of it. */
  address: string;
  events: readonly string[];
  /** Nothing was written, then. */
  dryRun: boolean;
  plan: SubscriptionPlan["kind"];
  newAddress: boolean;
  added: readonly string[];
  removed: readonly string[];
  switchedOn: boolean;
  /** Events that the source wants and WTS does not have. */
  notOffered: readonly string[];
  /** The ids of further subscriptions that lead to the same source. */
  others: readonly string[];
}

const without = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((each) => !others.includes(each));

/** What the plan changes of the subscription as it stands at WTS. */
const changesOf = ({ plan }: PlannedSubscription, existing: readonly WebhookSubscription[]) => {
  if (plan.kind !== "change") return { address: false, added: [], removed: [], enabled: false };
  const { events: before = [] } = existing.find(({ id }) => id === plan.id) ?? {};
  const { url, events: now = before, enabled = false } = plan.change;
  return { address: url !== undefined, added: without(now, before), removed: without(before, now), enabled };
};

/** Answers what had to be done. */
export const subscribeSource = async (
  { connection, output }: Pick<Tools, "connection" | "output">,
  options: SubscribeOptions,
): Promise<SubscriptionPlan["kind"]> => {
  const { dryRun = false } = options;
  const config = await connection.config();
  const say = wtsWords[config.language];
  const { name, account, wanted } = await subscribedSource(connection, config, options);
  const subscriptions = webhookSubscriptions(await connection.wtsCaller(account));
  const existing = await subscriptions.list();
  const planned = await readSubscriptionPlan({ ...subscriptions, list: async () => existing }, wanted);
  const { plan, others, notOffered } = planned;
  if (!isPossible(planned))
    throw new Failure(
      `WTS offers none of ${wanted.events.join(", ")} in account ${account}, so nothing was subscribed: correct \`publish\` of the source ${name}`,
    );
  if (!dryRun) await followPlan(subscriptions, wanted, planned);

  const { address, added, removed, enabled } = changesOf(planned, existing);
  const events = without(wanted.events, notOffered);
  const shown = shownAddress(wanted.urls[0] ?? "");
  output.json({
    ...{ place: connection.place, account, source: name, address: shown, events, dryRun },
    ...{ plan: plan.kind, newAddress: address, added, removed, switchedOn: enabled, notOffered },
    others: others.map(({ id }) => id),
  } satisfies SubscribeAnswer);
  const place = placeText(connection.place, config.language);
  const tense = dryRun ? "would" : "done";
  output.line(
    say.wish({ name, account, place, address: shown, events }),
    plan.kind === "keep" ? say.keep : say[plan.kind][tense],
    ...(address ? [`  ${say.newAddress}`] : []),
    ...(added.length + removed.length > 0 ? [`  ${say.newEvents(added, removed)}`] : []),
    ...(enabled ? [`  ${say.switchedOn}`] : []),
    ...(notOffered.length > 0 ? [say.notOffered(notOffered)] : []),
    ...(others.length > 0 ? [say.others(others.length)] : []),
    ...others.map(({ id }) => `  ${say.other(`npm run hooks -- wts unsubscribe ${id}${connection.options}`)}`),
    ...(dryRun ? [say.nothingWritten] : []),
  );
  return plan.kind;
};
