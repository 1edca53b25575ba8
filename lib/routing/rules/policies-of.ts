// Picks the policies of one account. It stands apart from the shape of the configuration, which no function has to carry.
import type { Routing } from "./routing-config.ts";
import type { RoutingPolicy } from "./routing-policy.ts";

/** The policies for the sessions of one account. A policy that names no account is for the configuration's own. */
export const policiesOf = ({ policies }: Routing, account: string, ownAccount: string): readonly RoutingPolicy[] =>
  policies.filter((policy) => policy.enabled && (policy.account ?? ownAccount) === account);
