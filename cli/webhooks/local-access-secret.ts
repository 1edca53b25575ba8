// Reads the access secret of what runs here or would run here: nothing has to be running to explain something.
import { relative } from "node:path";
import { type AccessSecret, parseAccess } from "../../lib/core/access-secret.ts";
import { ensureSecretsFile, readSecretsFile } from "../../local/secrets-file.ts";
import { Failure } from "../failure.ts";

/** `accessName` is the file, as messages call it. */
export const localAccessSecret = ({
  LOCAL_SECRETS_FILE,
}: NodeJS.ProcessEnv): { access: AccessSecret; accessName: string } => {
  const file = LOCAL_SECRETS_FILE || ensureSecretsFile();
  const accessName = relative(process.cwd(), file);
  try {
    return { access: parseAccess(JSON.stringify(readSecretsFile(file).access)), accessName };
  } catch (error) {
    throw error instanceof Error ? new Failure(`${accessName}: ${error.message}`) : error;
  }
};
