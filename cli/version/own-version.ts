// Says which version of the product this is: by its package, and in a clone by the commit as well.
import { execFile } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface OwnVersion {
  readonly version: string;
  readonly node: string;
  /** Of a clone; "+" behind it says that files differ from it. */
  readonly commit?: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

const git = async (...args: readonly string[]): Promise<string> =>
  (await run("git", ["-C", root, ...args])).stdout.trim();

/** Undefined where there is no git, or the folder is inside somebody else's repository, as an installed package is. */
const commitOf = async (): Promise<string | undefined> => {
  try {
    if (realpathSync(await git("rev-parse", "--show-toplevel")) !== realpathSync(root)) return undefined;
    const [commit, changes] = await Promise.all([
      git("rev-parse", "--short=12", "HEAD"),
      git("status", "--porcelain", "--untracked-files=no"),
    ]);
    return `${commit}${changes === "" ? "" : "+"}`;
  } catch {
    return undefined;
  }
};

export const ownVersion = async (): Promise<OwnVersion> => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const commit = await commitOf();
  return { version, node: process.version, ...(commit !== undefined && { commit }) };
};
