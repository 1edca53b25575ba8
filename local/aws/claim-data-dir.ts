// Lets one process at a time have a folder of data: two on the same data would lose what the other one writes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../is-alive.ts";

const ownerIn = (file: string): number => {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return Number.NaN;
  }
};

/** The folder is this process's until it ends. Throws an Error when another one has it; what a dead one left does not count. */
export const claimDataDir = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "owner.pid");
  const owner = ownerIn(file);
  if (owner > 0 && owner !== process.pid && isAlive(owner))
    throw new Error(
      `DATA_DIR ${dataDir} is in use (pid ${owner}): stop that \`npm start\` first, or set DATA_DIR to another folder. If process ${owner} is something else, remove ${file}`,
    );
  writeFileSync(file, String(process.pid));
};
