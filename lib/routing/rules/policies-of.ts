// The policies that are about one account's sessions.

import type { Routing } from "./routing-config.ts";
import type { RoutingPolicy } from "./routing-policy.ts";

/** Those of one account; a policy that names none is of the configuration's own. */
export const policiesOf = ({ policies }: Routing, account: string, ownAccount: string): readonly RoutingPolicy[] =>
  policies.filter((policy) => policy.enabled && (policy.account ?? ownAccount) === account);
