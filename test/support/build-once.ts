// Builds a folder that all test files share, in whichever process needs it first, while the others wait for it.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isAlive } from "../../local/is-alive.ts";

const lookEveryMs = 20;
/** Every change of what is built begins a folder of its own: those of before are nobody's. */
const keptMs = 86_400_000;

const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const takeLock = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (Object(error).code !== "EEXIST") throw error;
    return false;
  }
};

/** Whoever was killed while building has left its lock. */
const dropDead = (lock: string): void => {
  try {
    const holder = readFileSync(lock, "utf8");
    // For a moment it is empty.
    if (holder !== "" && !isAlive(Number(holder))) rmSync(lock, { force: true });
  } catch (error) {
    if (Object(error).code !== "ENOENT") throw error;
  }
};

const removeOld = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    if (mtimeMs < Date.now() - keptMs) rmSync(path, { recursive: true, force: true });
  }
};

/** Answers the folder. `build` fills another, which gets this one's name when it is whole. */
export const buildOnce = (folder: string, build: (into: string) => void): string => {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  for (;;) {
    if (existsSync(folder)) {
      const now = new Date();
      utimesSync(folder, now, now);
      return folder;
    }
    if (takeLock(lock)) break;
    dropDead(lock);
    sleep(lookEveryMs);
  }
  const unfinished = `${folder}.${process.pid}`;
  try {
    // Somebody may have finished between the look and the lock.
    if (existsSync(folder)) return folder;
    removeOld(dirname(folder));
    mkdirSync(unfinished);
    build(unfinished);
    renameSync(unfinished, folder);
    return folder;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    rmSync(lock, { force: true });
  }
};
