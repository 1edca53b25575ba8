// Which account a command is for: the one its company names, among those open to the caller, and never another tenant's.
import type { Accounts } from "../core/accounts-secret.ts";
import type { Client } from "../core/doors-secret.ts";
import { Fault, faults } from "../core/faults.ts";

/** Name of the account. Throws COMMAND_INVALID for a company that is not open to the caller. */
export const accountOf = (
  companyId: string | undefined,
  client: Pick<Client, "accounts">,
  { accounts, account }: { accounts: Accounts; account: string },
): string => {
  const open = client.accounts.length > 0 ? client.accounts : [account];
  if (companyId === undefined) return open[0] ?? account;
  const named = open.find((name) => accounts.get(name)?.companyId === companyId);
  if (named !== undefined) return named;
  throw new Fault(faults.commandInvalid, {
    issues: [
      {
        path: "companyId",
        code: "COMPANY_UNKNOWN",
        message: "no account open to this caller has this companyId; leave it out for the caller's own account",
      },
    ],
  });
};
