// Reads the doors secret of what runs here or would run here: nothing has to be running to explain something.
import { relative } from "node:path";
import { type Doors, parseDoors } from "../../lib/core/doors-secret.ts";
import { ensureSecretsFile, readSecretsFile } from "../../local/secrets-file.ts";
import { Failure } from "../failure.ts";

/** `doorsName` is the file, as messages call it. */
export const localDoorsSecret = ({ LOCAL_SECRETS_FILE }: NodeJS.ProcessEnv): { doors: Doors; doorsName: string } => {
  const file = LOCAL_SECRETS_FILE || ensureSecretsFile();
  const doorsName = relative(process.cwd(), file);
  try {
    return { doors: parseDoors(JSON.stringify(readSecretsFile(file).doors)), doorsName };
  } catch (error) {
    throw error instanceof Error ? new Failure(`${doorsName}: ${error.message}`) : error;
  }
};
