// Makes a user's folder a repository, where git is there and the folder stands in none yet.
import { spawnSync } from "node:child_process";

/** "made": it is one now. "inside": it stands in one. "absent": there is no git, or it could not. */
export type GitState = "made" | "inside" | "absent";

const git = (folder: string, ...args: readonly string[]) =>
  spawnSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

export const startGit = (folder: string): GitState => {
  const { error, stdout = "" } = git(folder, "rev-parse", "--is-inside-work-tree");
  if (error) return "absent";
  if (stdout.trim() === "true") return "inside";
  return git(folder, "init", "--quiet").status === 0 ? "made" : "absent";
};
