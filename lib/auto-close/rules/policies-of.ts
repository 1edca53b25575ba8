// Says which policies are about an account's sessions, and which accounts have any: a policy that names an account is for it alone.
import type { AutoCloseConfig, AutoClosePolicy } from "./auto-close-policy.ts";

interface WithPolicies {
  account: string;
  autoClose: Pick<AutoCloseConfig, "accounts"> & { policies: readonly AutoClosePolicy[] };
}

/** Those of the policies that name no account. */
const commonAccounts = ({ account, autoClose }: WithPolicies): readonly string[] => autoClose.accounts ?? [account];

/** They stand in the order of the configuration, disabled ones among them. */
export const policiesOf = (config: WithPolicies, account: string): readonly AutoClosePolicy[] =>
  config.autoClose.policies.filter((policy) =>
    policy.account === undefined ? commonAccounts(config).includes(account) : policy.account === account,
  );

/** The accounts whose sessions are looked at. */
export const accountsOf = (config: WithPolicies): readonly string[] => {
  const named = config.autoClose.policies.flatMap(({ account, enabled }) => (enabled && account) || []);
  return [...new Set([...commonAccounts(config), ...named])];
};
