// Lists the policies of the catalogue. A new one is a folder of policies/ with its test, and a line here.
import type { AutoClosePolicyInput, RoutingPolicyInput } from "wts-session-hooks";
import { abandonedBot } from "./policies/abandoned-bot/policy.ts";
import { backlog } from "./policies/backlog/policy.ts";
import { closeAfterAnswer } from "./policies/close-after-answer/policy.ts";
import { closeForgotten } from "./policies/close-forgotten/policy.ts";
import { closeIdle } from "./policies/close-idle/policy.ts";
import { nightly } from "./policies/nightly/policy.ts";
import { onRequest } from "./policies/on-request/policy.ts";
import { ownerSilent } from "./policies/owner-silent/policy.ts";
import { returnToOwner } from "./policies/return-to-owner/policy.ts";
import { routeNew } from "./policies/route-new/policy.ts";
import { routeVip } from "./policies/route-vip/policy.ts";

interface Kind {
  /** Its folder here, and the name of the policy unless somebody says another. */
  readonly kind: string;
  /** What policy.ts exports. */
  readonly identifier: string;
}

export type PolicyKind = Kind &
  (
    | { readonly part: "autoClose"; readonly policy: AutoClosePolicyInput }
    | { readonly part: "routing"; readonly policy: RoutingPolicyInput }
  );

/** They stand in the order in which people look for them. */
export const policyKinds: readonly PolicyKind[] = [
  { kind: "close-idle", identifier: "closeIdle", part: "autoClose", policy: closeIdle },
  { kind: "close-after-answer", identifier: "closeAfterAnswer", part: "autoClose", policy: closeAfterAnswer },
  { kind: "close-forgotten", identifier: "closeForgotten", part: "autoClose", policy: closeForgotten },
  { kind: "abandoned-bot", identifier: "abandonedBot", part: "autoClose", policy: abandonedBot },
  { kind: "nightly", identifier: "nightly", part: "autoClose", policy: nightly },
  { kind: "route-new", identifier: "routeNew", part: "routing", policy: routeNew },
  { kind: "route-vip", identifier: "routeVip", part: "routing", policy: routeVip },
  { kind: "on-request", identifier: "onRequest", part: "routing", policy: onRequest },
  { kind: "owner-silent", identifier: "ownerSilent", part: "routing", policy: ownerSilent },
  { kind: "backlog", identifier: "backlog", part: "routing", policy: backlog },
  { kind: "return-to-owner", identifier: "returnToOwner", part: "routing", policy: returnToOwner },
];
