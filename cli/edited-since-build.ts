// Says whether what runs here was built before the last edit of the configuration: the edit is what commands show, and not what happens.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { userFolder } from "../local/user-folder.mjs";
import type { Connection } from "./connection.ts";

const filesIn = (folder: string, name: string): string[] =>
  existsSync(join(folder, name)) ? readdirSync(join(folder, name)).map((file) => `${name}/${file}`) : [];

/**
 * The first file edited since then, of hooks.config.ts and what it is made of, as a path from the user's folder. Undefined where
 * none was, and of a stage, of which nobody here can say.
 */
export const editedSinceBuild = (
  { startedAt }: Pick<Connection, "startedAt">,
  folder = userFolder(),
): string | undefined => {
  if (!startedAt) return undefined;
  const builtMs = Date.parse(startedAt());
  return ["hooks.config.ts", ...filesIn(folder, "sources"), ...filesIn(folder, "policies")].find(
    (file) => (statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) > builtMs,
  );
};
