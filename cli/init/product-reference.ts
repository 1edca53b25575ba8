// Says how npm finds the product from a user's folder: the clone it was made from, or the package that npm installed.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { readJson } from "../../lib/core/read-json.ts";
import { isProperties, ownText, type Properties } from "../../lib/core/value.ts";
import { productFolder } from "../../local/user-folder.mjs";

const name = "wts-session-hooks";

const fileReference = (folder: string, target: string): string =>
  `file:${relative(folder, target).split(sep).join("/")}`;

const manifestIn = (folder: string): Properties => {
  const file = join(folder, "package.json");
  const content = existsSync(file) ? readJson(readFileSync(file, "utf8")) : {};
  return isProperties(content) ? content : {};
};

/** In what npm installed, the compiled product is a folder of the package, and that one of node_modules. */
const installedIn = (product: string): string | undefined => {
  const packages = dirname(dirname(product));
  return basename(packages) === "node_modules" ? dirname(packages) : undefined;
};

const specIn = (folder: string): string | undefined => {
  const { dependencies, devDependencies } = manifestIn(folder);
  return ownText(dependencies, name) ?? ownText(devDependencies, name);
};

/** A workspace and pnpm keep packages elsewhere than beside the package.json that asks for them. */
const nearestAsking = (folder: string): string | undefined => {
  for (let here = folder; ; here = dirname(here)) {
    if (specIn(here) !== undefined) return here;
    if (here === dirname(here)) return undefined;
  }
};

/** `product` and `cwd` are ours unless a test has others. */
export const productReference = (folder: string, product = productFolder, cwd = process.cwd()): string => {
  const home = installedIn(product);
  if (home === undefined) return fileReference(folder, product);
  const asking = nearestAsking(cwd) ?? home;
  const given = specIn(asking);
  // What was installed from a file has to be found again from elsewhere.
  if (given?.startsWith("file:")) return fileReference(folder, resolve(asking, given.slice("file:".length)));
  return given ?? `^${ownText(manifestIn(product), "version")}`;
};
