// One account's API key, as the accounts secret has it now.
import type { Secret } from "../aws/secrets.ts";
import type { Accounts } from "../core/accounts-secret.ts";
import { Fault, faults } from "../core/faults.ts";

export interface ApiKey {
  get(): Promise<string>;
  /** The key that took the refused one's place, or the refused one again when there is none. */
  refresh(refused: string): Promise<string>;
}

export const accountApiKey = (secret: Secret<Accounts>, account: string): ApiKey => {
  const keyIn = (accounts: Accounts): string => {
    const found = accounts.get(account);
    if (found) return found.apiKey;
    throw new Fault(faults.configInvalid, { message: "the accounts secret lacks an account", logged: { account } });
  };
  return {
    get: async () => keyIn(await secret.get()),
    refresh: async (refused) => {
      const held = await secret.get();
      return keyIn(held) === refused ? keyIn(await secret.refresh(held)) : keyIn(held);
    },
  };
};
