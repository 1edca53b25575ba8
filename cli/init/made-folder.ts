// Says what `init` made, for who prints it and for programs.
import type { GitState } from "./start-git.ts";

export interface MadeFolder {
  folder: string;
  /** As it was typed; absent where one stands in it. */
  typed?: string;
  /** Files, as paths from the folder. */
  written: readonly string[];
  /** They were there, and are as they were. */
  kept: readonly string[];
  /** What package.json was given, such as "scripts.start"; empty where it had all of it. */
  added: readonly string[];
  git: GitState;
}
