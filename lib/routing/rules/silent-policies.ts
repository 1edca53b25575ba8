// Finds the policies that wait for events of WTS which no source of their account publishes: every key is right, and they never act.
import { policiesOf } from "./policies-of.ts";
import type { Routing } from "./routing-config.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { hasPolicyOn, triggersOf } from "./triggers-of.ts";

/** A source that puts WTS's own events on the bus. */
export interface PublishingSource {
  name: string;
  account: string;
  publish: readonly string[];
}

/** Only WTS's own webhook announces these; everything else a policy waits for is looked for by the schedule, or requested. */
export const announcedByWts = ["SESSION_NEW", "SESSION_UPDATE"] as const;

export interface SilentPolicy {
  readonly policy: string;
  readonly events: readonly string[];
  /** It has no other triggers, so that it never acts by itself. */
  readonly isOnlyOnes: boolean;
}

export const silentPolicy = (policy: RoutingPolicy, published: readonly string[]): SilentPolicy | undefined => {
  const events = announcedByWts.filter((on) => hasPolicyOn(on, [policy]) && !published.includes(on));
  if (events.length === 0) return undefined;
  return { policy: policy.name, events, isOnlyOnes: events.length === triggersOf(policy).length };
};

/** Of every account that has policies. */
export const silentPolicies = (
  routing: Routing,
  { account: ownAccount, sources }: { account: string; sources: readonly PublishingSource[] },
): readonly SilentPolicy[] => {
  const accounts = new Set(routing.policies.map(({ account = ownAccount }) => account));
  return [...accounts].flatMap((account) => {
    const published = sources.filter((source) => source.account === account).flatMap(({ publish }) => publish);
    return policiesOf(routing, account, ownAccount).flatMap((policy) => silentPolicy(policy, published) ?? []);
  });
};
