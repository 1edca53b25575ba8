// Says which folder is the user's: what they edit is read there, and what is built or kept for them is written there. It is
// plain JavaScript, since what builds and deploys asks it as well, on a Node that may strip no types.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const name = "hooks.config.ts";

/** The folder of this very product: a clone, or what npm installed. */
export const productFolder = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

const hasConfig = (folder) => existsSync(join(folder, name));

/** The nearest folder, from this one upwards, that has a configuration: whoever stands in sources/ means the same one. */
const nearestWithConfig = (folder) => {
  for (let here = folder; ; here = dirname(here)) {
    if (hasConfig(here)) return here;
    if (here === dirname(here)) return undefined;
  }
};

/** Where there is none at all, it is the folder one stands in: what is to be read there is missed there. */
export const userFolder = ({ HOOKS_CONFIG } = process.env, cwd = process.cwd()) =>
  nearestWithConfig(cwd) ??
  (HOOKS_CONFIG ? dirname(resolve(cwd, HOOKS_CONFIG)) : undefined) ??
  (hasConfig(productFolder) ? productFolder : cwd);

/** HOOKS_CONFIG names another file than hooks.config.ts; nothing says that the file exists. */
export const userConfigFile = (environment = process.env, cwd = process.cwd()) =>
  environment.HOOKS_CONFIG ? resolve(cwd, environment.HOOKS_CONFIG) : join(userFolder(environment, cwd), name);
