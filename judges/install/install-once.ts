// Installs one part into a folder named after what it holds: there is nothing to do the second time, and who comes meanwhile waits.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const pauseMs = 200;
const marker = "installed.json";

export interface InstallTarget {
  /** Below it lie the folders of all parts. */
  readonly home: string;
  readonly part: string;
  /** All that the result depends on: versions, lockfiles, Node's headers. */
  readonly inputs: readonly string[];
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** Where the part lies once it is installed: another input is another folder, so that no running program loses its files. */
export const installedFolder = ({ home, part, inputs }: InstallTarget): string =>
  join(home, `${part}-${hashOf(JSON.stringify(inputs))}`);

export const isInstalled = (target: InstallTarget): boolean => existsSync(join(installedFolder(target), marker));

/** Answers undefined while somebody else has it. The kernel takes the name back from whoever dies, so that no lock is left over. */
const tryLock = async (folder: string): Promise<Server | undefined> => {
  const server = createServer();
  server.listen({ path: `\0wts-session-hooks-install-${hashOf(folder)}` });
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    if (Object(error).code !== "EADDRINUSE") throw error;
    return undefined;
  }
};

/** Answers true if it had to be made. `make` gets an empty folder; if it throws, nothing counts as installed. */
export const installOnce = async (
  target: InstallTarget,
  make: (folder: string) => Promise<void>,
  onWait: () => void = () => {},
): Promise<boolean> => {
  const folder = installedFolder(target);
  let waits = false;
  while (!isInstalled(target)) {
    const lock = await tryLock(folder);
    if (!lock) {
      if (!waits) onWait();
      waits = true;
      await delay(pauseMs);
      continue;
    }
    try {
      if (isInstalled(target)) return false;
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await make(folder);
      writeFileSync(join(folder, marker), `${JSON.stringify({ part: target.part })}\n`);
      return true;
    } finally {
      lock.close();
    }
  }
  return false;
};
