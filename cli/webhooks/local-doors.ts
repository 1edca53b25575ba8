// The doors secret of what runs here or would run here: nothing has to be running to explain something.
import { relative } from "node:path";
import { type Doors, parseDoors } from "../../lib/core/doors-secret.ts";
import { readSecretsFile } from "../../local/aws/read-secrets-file.ts";
import { defaultSecretsFile } from "../../local/stack.ts";
import { Failure } from "../failure.ts";

export interface NamedDoors {
  doors: Doors;
  /** The file, as messages call it. */
  doorsName: string;
}

export const localDoors = ({ LOCAL_SECRETS_FILE }: NodeJS.ProcessEnv): NamedDoors => {
  const file = LOCAL_SECRETS_FILE || defaultSecretsFile;
  const doorsName = relative(process.cwd(), file);
  try {
    return { doors: parseDoors(JSON.stringify(readSecretsFile(file).doors)), doorsName };
  } catch (error) {
    throw error instanceof Error ? new Failure(`${doorsName}: ${error.message}`) : error;
  }
};
