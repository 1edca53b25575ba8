// Warns that what runs here was built before the last edit: the edit is what `explain` shows, and not what happens.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { userFolder } from "../local/user-folder.mjs";
import type { Tools } from "./with-connection.ts";

const filesIn = (folder: string, name: string): string[] =>
  existsSync(join(folder, name)) ? readdirSync(join(folder, name)).map((file) => `${name}/${file}`) : [];

/** Answers the first file edited since then, of hooks.config.ts and what it is made of, as a path from the user's folder. */
const editedSince = (instant: string, folder: string): string | undefined =>
  ["hooks.config.ts", ...filesIn(folder, "sources"), ...filesIn(folder, "policies")].find(
    (file) => (statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) > Date.parse(instant),
  );

export const warnOfStaleBuild = ({ connection, output }: Tools): void => {
  const edited = connection.startedAt && editedSince(connection.startedAt(), userFolder());
  if (edited !== undefined)
    output.warn(`warning: ${edited} was edited after \`npm start\` built it: stop that and start it again`);
};
