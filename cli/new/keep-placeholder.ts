// Puts a made-up secret of a new source into the file of secrets that git ignores, so that its sample can be signed here.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { readJson } from "../../lib/core/read-json.ts";
import { isProperties, own } from "../../lib/core/value.ts";
import {
  ensureSecretsFile,
  exampleSecretsFile,
  userExampleSecretsFile,
  userSecretsFile,
} from "../../local/secrets-file.ts";
import { withJsonEntry } from "./edit-object.ts";

interface Placeholder {
  file: string;
  name: string;
  secret: string;
  /** The key of the sender's API, where the source asks it something. */
  lookupSecret: string | undefined;
}

const sourcesIn = (text: string): object => {
  try {
    const sources = own(Object(readJson(text)), "sources");
    return isProperties(sources) ? sources : {};
  } catch {
    return {};
  }
};

/** Where `npm start` reads the secrets of the user's folder. */
export const secretsFileOf = (
  { LOCAL_SECRETS_FILE }: NodeJS.ProcessEnv,
  { folder, cwd }: { folder: string; cwd: string },
): string => (LOCAL_SECRETS_FILE ? resolve(cwd, LOCAL_SECRETS_FILE) : userSecretsFile(folder));

export type Kept = "added" | "kept" | "not-kept";

/** Colleagues who take the folder over have their own secrets made from the example in it; that of the product stays as it is. */
export const keepPlaceholders = (folder: string, { file, ...placeholder }: Placeholder): Kept => {
  if (resolve(file) === exampleSecretsFile) return "not-kept";
  const exampleFile = userExampleSecretsFile(folder);
  ensureSecretsFile(file, exampleFile);
  const kept = keepPlaceholder({ file, ...placeholder });
  if (exampleFile !== exampleSecretsFile) keepPlaceholder({ file: exampleFile, ...placeholder });
  return kept;
};

/** "kept" where there is a secret of that name already; "not-kept" for a file that a person has to mend. */
const keepPlaceholder = ({ file, name, secret, lookupSecret }: Placeholder): Kept => {
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (text === undefined) return "not-kept";
  if (Object.hasOwn(sourcesIn(text), name)) return "kept";
  const value = lookupSecret === undefined ? [secret] : { secrets: [secret], lookupSecret };
  const item = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const changed = withJsonEntry(text, { path: ["sources"], container: "ObjectExpression", item, isJson: true });
  if (changed === undefined) return "not-kept";
  writeFileSync(file, changed);
  return "added";
};
