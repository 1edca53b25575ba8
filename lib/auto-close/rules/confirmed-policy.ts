// What is kept of a policy that somebody has seen or confirmed: all that says which sessions it closes and when, and none of its texts.
import { isProperties, type Properties } from "../../core/value.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

export interface ConfirmedPolicy {
  policy: Properties;
  /** What the policies before it in the list are about, since those sessions are theirs. */
  earlier: readonly Properties[];
  /** Hours that name no zone are those of this one. */
  timeZone: string;
}

/** A text says by being there that it is sent, and what it says makes no difference. */
const withoutText = (value: unknown): unknown => {
  if (typeof value === "string") return true;
  if (!isProperties(value)) return value;
  const { text: _text, ...rest } = value;
  return rest;
};

/** Its switches are no part of it: off and on again it is the same. */
const contentOf = (given: AutoClosePolicy): Properties => {
  const { name: _name, enabled: _enabled, dryRun: _dryRun, account: _account, warning, close, ...rest } = given;
  const { note: _note, metadata: _metadata, classification: _classification, farewell, ...closing } = close;
  return {
    ...rest,
    ...(warning && { warning: withoutText(warning) }),
    close: { ...closing, ...(farewell !== undefined && { farewell: withoutText(farewell) }) },
  };
};

/** `policies` are those of the account, in their order. */
export const confirmedPolicyOf = (
  policy: AutoClosePolicy,
  policies: readonly AutoClosePolicy[],
  timeZone: string,
): ConfirmedPolicy => ({
  policy: contentOf(policy),
  earlier: policies
    .slice(0, policies.indexOf(policy))
    .filter(({ enabled }) => enabled)
    .map(({ match, except }) => ({ match, except })),
  timeZone,
});
