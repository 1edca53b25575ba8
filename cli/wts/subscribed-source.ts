// Finds the source that WTS is to tell of its events, and the address at which WTS reaches it.
import type { HooksConfig } from "../../lib/config.ts";
import { type WantedSubscription, wantedSubscription } from "../../lib/webhooks/subscription/wanted-subscription.ts";
import type { Connection, StageOptions } from "../connection.ts";
import { deployedRegion } from "../connection.ts";
import { Failure } from "../failure.ts";
import { stageUrl } from "../stage-stack.ts";
import { findSource, firstSecret } from "../webhooks/find-source.ts";

/** The names of those that publish events of WTS: no others can be told of any. */
export const publishingSources = ({ sources }: HooksConfig): readonly string[] =>
  Object.keys(sources).filter((name) => sources[name]?.publish !== undefined);

const chosenName = (config: HooksConfig, named: string | undefined): string => {
  const names = publishingSources(config);
  const [only] = names;
  if (named !== undefined) return named;
  if (only === undefined)
    throw new Failure(
      "no source of hooks.config.ts publishes events of WTS, so there is nothing to subscribe: add one, such as catalogue/sources/wts/source.ts",
    );
  if (names.length > 1) throw new Failure(`${names.join(", ")} publish events of WTS: name one with --source`);
  return only;
};

const isThisMachine = (url: string): boolean => /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/.test(url);

/** The address of the HTTP API as WTS reaches it. */
export const addressFor = async (
  connection: Connection,
  config: HooksConfig,
  { url, stage, region = deployedRegion }: StageOptions & { url?: string | undefined },
): Promise<string> => {
  if (url !== undefined) return url;
  if (stage !== undefined) return config.publicUrl ?? stageUrl({ stage, region });
  if (connection.url !== undefined && isThisMachine(connection.wtsBaseUrl() ?? "")) return connection.url;
  if (config.publicUrl !== undefined) return config.publicUrl;
  throw new Failure(
    "WTS does not reach this machine: open a tunnel to it, start with TUNNEL_HOST, and give its address with --url (docs/guides/try-it.md)",
  );
};

export interface SubscribedSource {
  name: string;
  account: string;
  wanted: WantedSubscription;
}

/** Throws Failure where WTS cannot be told of it. */
export const subscribedSource = async (
  connection: Connection,
  config: HooksConfig,
  { source: named, ...place }: StageOptions & { source?: string | undefined; url?: string | undefined },
): Promise<SubscribedSource> => {
  const { name, source } = findSource(config, chosenName(config, named));
  if (source.publish === undefined)
    throw new Failure(
      `the source ${name} publishes nothing of WTS: give it \`publish\` with the event types, or name another with --source`,
    );
  const access = await connection.access();
  firstSecret(access, name, connection.accessName);
  const { secrets = [] } = access.sources.get(name) ?? {};
  const baseUrl = await addressFor(connection, config, place);
  const wanted = wantedSubscription({ name, source, secrets, baseUrl });
  if (wanted === undefined)
    throw new Failure(
      `the source ${name} expects its secret in a header, and WTS sends none of ours: enter the address of whatever adds it at WTS by hand`,
    );
  return { name, account: source.account ?? config.account, wanted };
};
