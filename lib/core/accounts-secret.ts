// The accounts secret: which WTS account has which API key, and which company id names it.
import { refuseConfig } from "./config-problems.ts";
import { Fault, faults } from "./faults.ts";
import { entryName, parseSecret, secretText } from "./secret.ts";
import { entries, exactly, optional, text } from "./secret-shape.ts";

export interface Account {
  readonly apiKey: string;
  readonly companyId?: string | undefined;
}

/** The accounts stand by their names, of which `default` is always there. */
export type Accounts = ReadonlyMap<string, Account>;

/** What may be known of them by whoever calls none of them. */
export type AccountNames = ReadonlyMap<string, Pick<Account, "companyId">>;

const what = "the accounts secret";

const shape = entries(
  entryName,
  exactly(
    {
      apiKey: secretText,
      companyId: optional(
        text({
          clean: (id) => id.toLowerCase(),
          message: "must be a UUID",
          like: [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "must be a UUID"],
        }),
      ),
    },
    "must be {apiKey, companyId?}",
  ),
  "must be an object of accounts, {default: {apiKey, companyId?}}",
);

/** `given` is `{"default": {"apiKey": "pn_…", "companyId"?: "…"}, …}`. Throws CONFIG_INVALID. */
export const parseAccounts = (given: string): Accounts => {
  const accounts = new Map(Object.entries(parseSecret(what, shape, given)));
  const companyIds = [...accounts.values()].flatMap(({ companyId }) => companyId ?? []);
  refuseConfig(what, [
    ...(accounts.has("default") ? [] : ["default: this account is required"]),
    ...(new Set(companyIds).size === companyIds.length ? [] : ["two accounts have the same companyId"]),
  ]);
  return accounts;
};

/** Answers which of these accounts a company id names, whatever was given for one; undefined where it names none. */
export const accountOfCompany = (
  companyId: unknown,
  accounts: AccountNames,
  among: Iterable<string> = accounts.keys(),
): string | undefined => {
  if (typeof companyId !== "string") return undefined;
  const id = companyId.toLowerCase();
  return [...among].find((name) => accounts.get(name)?.companyId === id);
};

/**
 * Answers which account a command is for: the one its company names, among those open to its sender, and never another
 * tenant's. Throws COMMAND_INVALID.
 */
export const accountOf = (
  companyId: string | undefined,
  client: { readonly accounts: readonly string[] },
  { accounts, account }: { accounts: AccountNames; account: string },
): string => {
  const open = client.accounts.length > 0 ? client.accounts : [account];
  if (companyId === undefined) return open[0] ?? account;
  const named = accountOfCompany(companyId, accounts, open);
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
