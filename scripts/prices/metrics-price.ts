// Says what the further metrics of hooks.config.ts come to, before anybody deploys them.
import { brokenDown } from "../../lib/core/metrics.ts";
import type { Breakdown } from "../../lib/core/metrics-config.ts";
import { pricesOf } from "./prices.ts";

interface Broken {
  readonly by: readonly Breakdown[];
  /** The names of the webhook sources. */
  readonly sources: readonly string[];
  /** Those that the configuration names; the secret may have more. */
  readonly accounts: readonly string[];
}

/** Beside webhooks: the HTTP API, events and the schedule. */
const otherWaysIn = 3;

/** Undefined where nothing more is reported. */
export const metricsPrice = ({ by, sources, accounts }: Broken): string | undefined => {
  if (by.length === 0) return undefined;
  const { metricMonth } = pricesOf["sa-east-1"];
  const counts: Readonly<Record<Breakdown, number>> = {
    account: accounts.length,
    source: sources.length + otherWaysIn,
  };
  const values = [...new Set(by)].reduce((sum, each) => sum + counts[each], 0);
  const usd = (each: number): string => (each * brokenDown.length * metricMonth).toFixed(2);
  const more = by.includes("account") ? `, and US$ ${usd(1)} for each account more` : "";
  return `metrics.by: ${values} values with ${brokenDown.length} metrics each (${brokenDown.join(", ")}), up to US$ ${usd(values)} a month${more}`;
};
