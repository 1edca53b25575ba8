// Refuses at the start what the functions would refuse at each request.
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { parseDoors } from "../lib/core/doors-secret.ts";
import { Fault } from "../lib/core/faults.ts";
import { readSecretsFile } from "./aws/read-secrets-file.ts";

/** Throws an Error that names the file and what is wrong, never a value. */
export const checkSecretsFile = (file: string): void => {
  const { accounts, doors } = readSecretsFile(file);
  try {
    parseAccounts(JSON.stringify(accounts));
    parseDoors(JSON.stringify(doors));
  } catch (error) {
    throw error instanceof Fault ? new Error(`${file}: ${error.message}`) : error;
  }
};
