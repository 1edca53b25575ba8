// Reads the accounts and keys from the secrets file; a key that is rotated there counts from the next request on.
import { type BigIntStats, readFileSync, statSync } from "node:fs";
import { isJson } from "./http/body.ts";

export interface Account {
  name: string;
  apiKey: string;
  companyId?: string;
}

export interface AccountsFile {
  all(): readonly Account[];
  byKey(apiKey: string): Account | undefined;
  byName(name: string): Account | undefined;
}

const versionOf = (stats: BigIntStats): string => `${stats.ino}/${stats.size}/${stats.mtimeNs}`;

export const withoutBearer = (token: string): string => token.trim().replace(/^Bearer\s+/i, "");

const readAccounts = (text: string): Account[] => {
  const secret: unknown = JSON.parse(text);
  const accounts = isJson(secret) ? secret.accounts : undefined;
  if (!isJson(accounts)) throw new Error('the secrets file holds no object "accounts"');
  return Object.entries(accounts).map(([name, account]) => {
    const apiKey = isJson(account) ? account.apiKey : undefined;
    if (!isJson(account) || typeof apiKey !== "string" || withoutBearer(apiKey) === "")
      throw new Error(`account ${name} of the secrets file holds no apiKey`);
    const companyId = account.companyId;
    return { name, apiKey: withoutBearer(apiKey), ...(typeof companyId === "string" ? { companyId } : {}) };
  });
};

/** They do not change. */
export const accountsGiven = (accounts: readonly Account[]): AccountsFile => ({
  all: () => accounts,
  byKey: (apiKey) => accounts.find((account) => account.apiKey === apiKey),
  byName: (name) => accounts.find((account) => account.name === name),
});

export const accountsFile = (path: string): AccountsFile => {
  let seen = versionOf(statSync(path, { bigint: true }));
  let accounts = readAccounts(readFileSync(path, "utf8"));

  const refresh = (): readonly Account[] => {
    try {
      const version = versionOf(statSync(path, { bigint: true }));
      if (version !== seen) {
        accounts = readAccounts(readFileSync(path, "utf8"));
        seen = version;
      }
    } catch {
      // The file is half written or being replaced: what was known holds until it can be read again.
    }
    return accounts;
  };

  return {
    all: refresh,
    byKey: (apiKey) => accountsGiven(refresh()).byKey(apiKey),
    byName: (name) => accountsGiven(refresh()).byName(name),
  };
};
