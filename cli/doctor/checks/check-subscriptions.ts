// Looks at whom WTS tells of what: each source that publishes its events is told of them once, at the right address.

import type { Source } from "../../../lib/webhooks/sources/sources.ts";
import { isBelow, planSubscription } from "../../../lib/webhooks/subscription/plan-subscription.ts";
import { wantedSubscription } from "../../../lib/webhooks/subscription/wanted-subscription.ts";
import type { WebhookSubscription, WebhookSubscriptions } from "../../../lib/wts/webhook-subscriptions.ts";
import type { Examined } from "../examined.ts";
import { type Finding, notChecked, ok, warning, wrong } from "../finding.ts";
import { addressOf } from "./check-deployment.ts";
import { leadsHere } from "./leads-here.ts";

const eventsText = (events: readonly string[]): string => events.join(", ");

/** Hosts that lead to this source, on whatever machine: such as a tunnel's, or the one of before. Those that are told come first. */
const originsOf = (existing: readonly WebhookSubscription[], name: string): readonly string[] =>
  existing
    .toSorted((one, other) => Number(other.enabled) - Number(one.enabled))
    .flatMap(({ url }) => URL.parse(url) ?? [])
    .filter(({ pathname }) => `${pathname}/`.startsWith(`/webhooks/${encodeURIComponent(name)}/`))
    .map(({ origin }) => origin);

interface Looked {
  name: string;
  source: Source;
  secrets: readonly string[];
  existing: readonly WebhookSubscription[];
  baseUrl: string;
  /** What has to be typed so that WTS tells this source. */
  command: string;
}

const findingsOf = (
  { name, source, secrets, existing, baseUrl, command }: Looked,
  examined: Examined,
): readonly Finding[] => {
  const { say } = examined;
  const wanted = wantedSubscription({ name, source, secrets, baseUrl });
  if (!wanted) return [notChecked("subscription", say.subscriptionByHeader, name)];
  const { plan, others } = planSubscription(existing, wanted);
  if (plan.kind === "create") {
    const [elsewhere] = originsOf(existing, name);
    const found =
      elsewhere === undefined
        ? say.subscriptionMissing(eventsText(wanted.events), command)
        : say.subscriptionElsewhere(new URL(elsewhere).host, command);
    return [wrong("subscription", found, name)];
  }
  const own = existing.find(({ id }) => id === plan.id);
  const change = plan.kind === "change" ? plan.change : {};
  const missing = wanted.events.filter((event) => !own?.events.includes(event));
  const extra = (own?.events ?? []).filter((event) => !wanted.events.includes(event));
  const twice = others.filter(({ enabled }) => enabled).length;
  const findings = [
    ...(change.url === undefined ? [] : [say.subscriptionSecret(command)]),
    ...(missing.length === 0 ? [] : [say.subscriptionEvents(eventsText(missing), command)]),
    ...(extra.length === 0 ? [] : [say.subscriptionExtra(eventsText(extra), command)]),
    ...(change.enabled === undefined ? [] : [say.subscriptionOff(command)]),
    ...(twice === 0 ? [] : [say.subscriptionTwice(twice + 1)]),
  ];
  const told = existing.filter(({ url, enabled }) => enabled && !isBelow(url, wanted.address));
  const elsewhere = [...new Set(originsOf(told, name))].map((origin) =>
    warning("subscription", say.subscriptionAlso(new URL(origin).host), name),
  );
  if (findings.length > 0) return [...findings.map((found) => wrong("subscription", found, name)), ...elsewhere];
  return elsewhere.length > 0 ? elsewhere : [ok("subscription", say.subscriptionGood(eventsText(wanted.events)), name)];
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
  // The stand-in reaches this machine, whatever the name of what is deployed.
  const here = connection.isStandIn() ? connection.url : (config.publicUrl ?? (await addressOf(examined)));
  const own = examined.url ?? here;
  const isOnly = Object.values(config.sources).filter(({ publish }) => publish !== undefined).length === 1;
  const looks = publishing.map(async ([name, source]) => {
    const secrets = known?.sources.get(name)?.secrets ?? [];
    // That it has none was told of with the secret.
    if (secrets.length === 0) return [notChecked("subscription", say.needsSecret(say.checks["access-secret"]), name)];
    // What runs here is reached from elsewhere by a tunnel alone, whose name only WTS was told.
    const isBehindTunnel = connection.url !== undefined && !connection.isStandIn() && examined.url === undefined;
    const baseUrl = isBehindTunnel ? originsOf(existing, name)[0] : own;
    if (baseUrl === undefined)
      return [notChecked("subscription", isBehindTunnel ? say.subscriptionLocal : say.noAddress, name)];
    const sourceOptions = isOnly ? "" : ` --source ${name}`;
    const urlOptions = isBehindTunnel || examined.url !== undefined ? ` --url ${baseUrl}` : "";
    const command = `npm run hooks -- wts subscribe${sourceOptions}${urlOptions}`;
    const lost = isBehindTunnel ? await leadsHere(baseUrl, name) : undefined;
    if (lost !== undefined) return [wrong("subscription", say.subscriptionTunnel(new URL(baseUrl).host, lost), name)];
    return findingsOf({ name, source, secrets, existing, baseUrl, command }, examined);
  });
  return (await Promise.all(looks)).flat();
};
