// How one test file of a user is run: a folder of their own has `npm test` for all of them, a clone has its own tests there.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { productFolder } from "../../local/user-folder.mjs";

export const testCommand = (folder: string, file: string): string =>
  folder === productFolder || !existsSync(join(folder, "package.json"))
    ? `npm run node -- --test ${file}`
    : `npm test -- ${file}`;
