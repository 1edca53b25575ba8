// `wts subscriptions`: whom WTS tells of what in an account, and whether our sources are among them.
import type { HooksConfig } from "../../lib/config.ts";
import { webhookSubscriptions } from "../../lib/wts/webhook-subscriptions.ts";
import type { StageOptions } from "../connection.ts";
import { describeError } from "../describe-error.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import type { Tools } from "../with-connection.ts";
import { type SourceOf, sourceAt } from "./own-subscriptions.ts";
import { shownAddress } from "./shown-address.ts";
import { addressFor, publishingSources } from "./subscribed-source.ts";
import { wtsWords } from "./wts-words.ts";

export interface ListOptions extends StageOptions {
  url?: string;
  account: string;
}

interface ShownSubscription {
  id: string;
  name: string | undefined;
  /** Without what may be secret of it. */
  address: string;
  enabled: boolean;
  events: readonly string[];
  /** The source of ours that it leads to. */
  source?: string;
}

/** With --json. */
export interface SubscriptionList {
  place: string;
  account: string;
  subscriptions: readonly ShownSubscription[];
  /** Sources that publish events of WTS, and that WTS tells of nothing. */
  missing: readonly string[];
}

/** What WTS says is worth seeing where our own address is not known. */
const knownSources = async (
  { connection, output }: Tools,
  config: HooksConfig,
  options: ListOptions,
): Promise<SourceOf | undefined> => {
  try {
    return sourceAt(config, await addressFor(connection, config, options));
  } catch (error) {
    output.warn(`warning: which of them are ours is not known: ${describeError(error)}`);
    return undefined;
  }
};

export const showSubscriptions = async (tools: Tools, config: HooksConfig, options: ListOptions): Promise<void> => {
  const { connection, output } = tools;
  const { account } = options;
  const say = wtsWords[config.language];
  const list = await webhookSubscriptions(await connection.wtsCaller(account)).list();
  const sourceOf = await knownSources(tools, config, options);
  const subscriptions = list.map(({ id, name, url, enabled, events }) => {
    const source = sourceOf?.({ url });
    return { id, name, address: shownAddress(url), enabled, events, ...(source !== undefined && { source }) };
  });
  const told = new Set(
    subscriptions.flatMap(({ source, enabled }) => (enabled && source !== undefined ? [source] : [])),
  );
  const ofAccount = publishingSources(config).filter(
    (name) => (config.sources[name]?.account ?? config.account) === account,
  );
  const missing = sourceOf === undefined ? [] : ofAccount.filter((name) => !told.has(name));
  output.json({ place: connection.place, account, subscriptions, missing } satisfies SubscriptionList);
  const place = placeText(connection.place, config.language);
  output.line(
    ...(subscriptions.length === 0
      ? [say.none(account)]
      : [
          say.listOf(account, place),
          "",
          ...alignedTable([
            say.heads,
            ...subscriptions.map(({ id, name, address, enabled, source, events }) => [
              id,
              name,
              address,
              enabled ? say.on : say.off,
              source === undefined ? say.notOurs : say.ours(source),
              events.join(", "),
            ]),
          ]),
        ]),
    ...missing.map((name) => say.missing(name, `npm run hooks -- wts subscribe --source ${name}${connection.options}`)),
  );
};
