// `wts unsubscribe`: takes subscriptions away at WTS, ours or the one that is named.
import type { HooksConfig } from "../../lib/config.ts";
import { type WebhookSubscription, webhookSubscriptions } from "../../lib/wts/webhook-subscriptions.ts";
import type { Confirmed } from "../confirm.ts";
import type { StageOptions } from "../connection.ts";
import { placeText } from "../display/place-text.ts";
import { Failure } from "../failure.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import type { Tools } from "../with-connection.ts";
import { sourceAt } from "./own-subscriptions.ts";
import { shownAddress } from "./shown-address.ts";
import { addressFor } from "./subscribed-source.ts";
import { wtsWords } from "./wts-words.ts";

export interface UnsubscribeOptions extends StageOptions {
  /** Or its beginning; without it all of ours go. */
  id?: string | undefined;
  url?: string;
  account: string;
  confirmed: Confirmed;
}

/** With --json. */
export interface UnsubscribeAnswer {
  place: string;
  account: string;
  removed: readonly { id: string; address: string }[];
}

const named = (list: readonly WebhookSubscription[], id: string, account: string): WebhookSubscription[] => {
  const found = findByPrefix(list, (each) => [each.id], id);
  if (found) return [found];
  throw new Failure(
    `WTS (account ${account}) has no subscription ${id}: \`npm run hooks -- wts subscriptions\` shows those that it has`,
  );
};

export const unsubscribe = async (
  { connection, output }: Tools,
  config: HooksConfig,
  { id, account, confirmed, ...place }: UnsubscribeOptions,
): Promise<void> => {
  const say = wtsWords[config.language];
  const subscriptions = webhookSubscriptions(await connection.wtsCaller(account));
  const list = await subscriptions.list();
  const ownOnly = async () => {
    const sourceOf = sourceAt(config, await addressFor(connection, config, place));
    return list.filter((each) => sourceOf(each) !== undefined);
  };
  const chosen = id === undefined ? await ownOnly() : named(list, id, account);
  const addresses = [...new Set(chosen.map(({ url }) => shownAddress(url)))];
  if (chosen.length > 0) await confirmed(say.askRemoval(addresses.join(", ")), config.language);
  for (const each of chosen) await subscriptions.remove(each.id);
  const removed = chosen.map(({ id: subscriptionId, url }) => ({ id: subscriptionId, address: shownAddress(url) }));
  output.json({ place: connection.place, account, removed } satisfies UnsubscribeAnswer);
  output.line(
    ...(removed.length === 0
      ? [say.noneOfOurs(account, placeText(connection.place, config.language))]
      : removed.map(({ address }) => say.removed(address))),
  );
};
