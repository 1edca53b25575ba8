// Warns that what runs here was built before the last edit: the edit is what `explain` shows, and not what happens.
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Tools } from "./with-connection.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Answers the first file edited since then, of hooks.config.ts and what it is made of, as a path from the project's folder. */
const editedSince = (instant: string): string | undefined =>
  ["hooks.config.ts", ...readdirSync(`${root}sources`).map((file) => `sources/${file}`)].find(
    (file) => statSync(root + file).mtimeMs > Date.parse(instant),
  );

export const warnOfStaleBuild = ({ connection, output }: Tools): void => {
  const edited = connection.startedAt && editedSince(connection.startedAt());
  if (edited !== undefined)
    output.warn(`warning: ${edited} was edited after \`npm start\` built it: stop that and start it again`);
};
