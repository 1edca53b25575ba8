// Says on what a run was made: without it, no number of it means anything to somebody else.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const git = (...args: string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

/** What it was measured at is a commit and nothing else, or it says so. Its own pages do not count: a run writes them. */
const commitNow = (): string => {
  const changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs");
  return `${git("rev-parse", "--short=12", "HEAD")}${changed === "" ? "" : ", with changes that are in no commit"}`;
};

const versionOf = (packageFile: string): string | undefined => {
  try {
    return JSON.parse(readFileSync(packageFile, "utf8")).version;
  } catch {
    return undefined;
  }
};

export interface Machine {
  readonly commit: string;
  readonly day: string;
  readonly processor: string;
  readonly system: string;
  readonly node: string;
  readonly load: string;
  /** Of packages, by name; one that is not installed is left out. */
  readonly versions: Readonly<Record<string, string>>;
}

export const machineNow = (): Omit<Machine, "versions"> => ({
  commit: commitNow(),
  day: new Date().toISOString().slice(0, 10),
  processor: `${availableParallelism()} cores of ${cpus()[0]?.model.trim() || "a processor without a name"}`,
  system: `${type()} ${release()} on ${arch()}, ${Math.round(totalmem() / 2 ** 30)} GB`,
  node: process.version,
  load: (loadavg()[0] ?? 0).toFixed(1),
});

/** `packages` are the files that say so, by name. */
export const versionsIn = (packages: Readonly<Record<string, string>>): Machine["versions"] =>
  Object.fromEntries(
    Object.entries(packages).flatMap(([name, file]) => {
      const version = versionOf(file);
      return version === undefined ? [] : [[name, version]];
    }),
  );
