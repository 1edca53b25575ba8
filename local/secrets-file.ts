// Reads the one file that stands for both secrets of a stage. It is read again at each use, so an edit is a rotation.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAccess } from "../lib/core/access-secret.ts";
import { parseAccounts } from "../lib/core/accounts-secret.ts";
import { Fault } from "../lib/core/faults.ts";
import { readJson } from "../lib/core/read-json.ts";
import { isProperties } from "../lib/core/value.ts";
import { productFolder, userFolder } from "./user-folder.mjs";

/** Tracked by git: its keys and tokens open nothing but this machine. */
export const exampleSecretsFile = join(productFolder, "local/secrets.example.json");

/** In a clone they stand in local/, as before there were folders of a user's own. */
const inUserFolder = (name: string, folder: string): string =>
  join(folder === productFolder ? join(folder, "local") : folder, name);

/** Where a user's keys and tokens stand, or will stand once `ensureSecretsFile` was called. */
export const userSecretsFile = (folder = userFolder()): string => inUserFolder("secrets.json", folder);

/** The example in the user's folder, which has the sources that they added; that of the product where they have none. */
export const userExampleSecretsFile = (folder = userFolder()): string => {
  const own = inUserFolder("secrets.example.json", folder);
  return existsSync(own) ? own : exampleSecretsFile;
};

/**
 * The file of the user, made from the example if it is missing. Git ignores it, and nobody else on the machine may read
 * it: real keys and tokens may stand there.
 */
export const ensureSecretsFile = (file = userSecretsFile(), example = userExampleSecretsFile()): string => {
  try {
    writeFileSync(file, readFileSync(example), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (Object(error).code !== "EEXIST") throw error;
  }
  return file;
};

interface SecretsFile {
  /** What the functions get as the secret `…/accounts`. */
  readonly accounts: object;
  /** What the functions get as the secret `…/access`. */
  readonly access: { readonly clients: object; readonly sources: object; readonly notify: object };
}

/** Throws an Error that names the file and the place, never a value. */
export const readSecretsFile = (file: string): SecretsFile => {
  let content: unknown;
  try {
    content = readJson(readFileSync(file, "utf8"));
  } catch (error) {
    // The parser's own message would quote the file.
    const why = error instanceof SyntaxError ? "it is not JSON" : String(error);
    throw new Error(`the secrets file ${file} cannot be read: ${why}`);
  }
  const part = (name: string, given: unknown): object => {
    if (!isProperties(given)) throw new Error(`the secrets file ${file} needs an object \`${name}\``);
    return given;
  };
  const { accounts, clients, sources = {}, notify = {} } = isProperties(content) ? content : {};
  return {
    accounts: part("accounts", accounts),
    access: { clients: part("clients", clients), sources: part("sources", sources), notify: part("notify", notify) },
  };
};

/**
 * Refuses at the start what the functions would refuse at each request, and answers what they would log. Throws an Error that
 * names the file and what is wrong, never a value.
 */
export const checkSecretsFile = (file: string): string[] => {
  const { accounts, access } = readSecretsFile(file);
  try {
    parseAccounts(JSON.stringify(accounts));
    const { problems, warnings } = parseAccess(JSON.stringify(access));
    return [...problems.map((problem) => `${problem}; this entry is closed`), ...warnings].map(
      (text) => `${file}: ${text}`,
    );
  } catch (error) {
    throw error instanceof Fault ? new Error(`${file}: ${error.message}`) : error;
  }
};
