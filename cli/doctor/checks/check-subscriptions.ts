// Looks at whom WTS tells of what: each source that publishes its events is told of them once, at the right address.

import type { Source } from "../../../lib/webhooks/sources/sources.ts";
import { planSubscription } from "../../../lib/webhooks/subscription/plan-subscription.ts";
import { wantedSubscription } from "../../../lib/webhooks/subscription/wanted-subscription.ts";
import type { WebhookSubscription, WebhookSubscriptions } from "../../../lib/wts/webhook-subscriptions.ts";
import type { Examined } from "../examined.ts";
import { type Finding, notChecked, ok, wrong } from "../finding.ts";
import { addressOf } from "./check-deployment.ts";

const eventsText = (events: readonly string[]): string => events.join(", ");

/** A host that leads to this source, on whatever machine: such as a tunnel's, or the one of before. */
const originElsewhere = (existing: readonly WebhookSubscription[], name: string): string | undefined =>
  existing
    .flatMap(({ url }) => URL.parse(url) ?? [])
    .find(({ pathname }) => `${pathname}/`.startsWith(`/webhooks/${encodeURIComponent(name)}/`))?.origin;

interface Looked {
  name: string;
  source: Source;
  secrets: readonly string[];
  existing: readonly WebhookSubscription[];
  baseUrl: string;
}

const findingsOf = ({ name, source, secrets, existing, baseUrl }: Looked, examined: Examined): readonly Finding[] => {
  const { say } = examined;
  const wanted = wantedSubscription({ name, source, secrets, baseUrl });
  if (!wanted) return [notChecked("subscription", say.subscriptionByHeader, name)];
  const { plan, others } = planSubscription(existing, wanted);
  if (plan.kind === "create") {
    const elsewhere = originElsewhere(existing, name);
    const found =
      elsewhere === undefined
        ? say.subscriptionMissing(eventsText(wanted.events))
        : say.subscriptionElsewhere(new URL(elsewhere).host);
    return [wrong("subscription", found, name)];
  }
  const own = existing.find(({ id }) => id === plan.id);
  const change = plan.kind === "change" ? plan.change : {};
  const missing = wanted.events.filter((event) => !own?.events.includes(event));
  const extra = (own?.events ?? []).filter((event) => !wanted.events.includes(event));
  const twice = others.filter(({ enabled }) => enabled).length;
  const findings = [
    ...(change.url === undefined ? [] : [say.subscriptionSecret]),
    ...(missing.length === 0 ? [] : [say.subscriptionEvents(eventsText(missing))]),
    ...(extra.length === 0 ? [] : [say.subscriptionExtra(eventsText(extra))]),
    ...(change.enabled === undefined ? [] : [say.subscriptionOff]),
    ...(twice === 0 ? [] : [say.subscriptionTwice(twice + 1)]),
  ];
  if (findings.length > 0) return findings.map((found) => wrong("subscription", found, name));
  return [ok("subscription", say.subscriptionGood(eventsText(wanted.events)), name)];
};

export const checkSubscriptions = async (
  examined: Examined,
  account: string,
  subscriptions: Pick<WebhookSubscriptions, "list">,
): Promise<readonly Finding[]> => {
  const { config, connection, access, say } = examined;
  if (!config || !connection) return [];
  const publishing = Object.entries(config.sources).filter(
    ([, { publish, account: of = config.account }]) => publish !== undefined && of === account,
  );
  if (publishing.length === 0) return [notChecked("subscription", say.noPublish, account)];
  const [existing, known] = await Promise.all([subscriptions.list(), access().catch(() => undefined)]);
  const own = examined.url ?? config.publicUrl ?? (await addressOf(examined));
  return publishing.flatMap(([name, source]) => {
    const secrets = known?.sources.get(name)?.secrets ?? [];
    // That it has none was told of with the secret.
    if (secrets.length === 0) return [notChecked("subscription", say.needsSecret(say.checks["access-secret"]), name)];
    // What runs here is reached from elsewhere by a tunnel alone, whose name only WTS was told.
    const isBehindTunnel = connection.url !== undefined && !connection.isStandIn();
    const baseUrl = isBehindTunnel && examined.url === undefined ? originElsewhere(existing, name) : own;
    if (baseUrl === undefined)
      return [notChecked("subscription", isBehindTunnel ? say.subscriptionLocal : say.noAddress, name)];
    return findingsOf({ name, source, secrets, existing, baseUrl }, examined);
  });
};
