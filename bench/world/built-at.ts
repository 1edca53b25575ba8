// Builds the functions as another commit would, with a configuration of the bench, so that both can be measured in one run.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConfigName } from "./packaged.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Answers a folder in which `dist/` is what that commit's build made. It is built with the packages that are installed now. */
export const builtAt = (commit: string, config: ConfigName): string => {
  const folder = join(root, ".local/bench/at", commit, config);
  const source = join(folder, "source");
  const run = (command: string, args: readonly string[], cwd = root, environment: NodeJS.ProcessEnv = {}): void => {
    const options = { cwd, env: { ...process.env, ...environment }, encoding: "utf8" } as const;
    execFileSync(command, args, { ...options, stdio: ["ignore", "ignore", "inherit"] });
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run("git", ["worktree", "prune"]);
  run("git", ["worktree", "add", "--quiet", "--detach", source, commit]);
  try {
    symlinkSync(join(root, "node_modules"), join(source, "node_modules"));
    const HOOKS_CONFIG = join(root, "bench/configs", `${config}.ts`);
    run(process.execPath, ["scripts/build.mjs"], source, { HOOKS_CONFIG, HOOKS_DIST: join(folder, "dist") });
  } finally {
    run("git", ["worktree", "remove", "--force", source]);
  }
  return folder;
};
