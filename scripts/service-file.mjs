// Lays serverless.yml where osls looks for it, which is the folder that it packages and nowhere else: that of a user has none in git.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { productFolder } from "../local/user-folder.mjs";

const name = "serverless.yml";
const madeHere =
  "# Written anew at every build, from the product. Take this line away, and the file is yours and stays as it is.\n";

/** osls takes a plugin from the folder that it packages alone: where the product is not installed below it, a copy is laid there. */
const pluginIn = (folder, path) => {
  const file = join(productFolder, path);
  const way = relative(folder, file);
  if (!way.startsWith("..")) return way;
  const copy = join(".local", basename(path));
  mkdirSync(dirname(join(folder, copy)), { recursive: true });
  copyFileSync(file, join(folder, copy));
  return copy;
};

const fromFolder = (folder) => (_, path) => `- ./${pluginIn(folder, path).split(sep).join("/")}`;

/** Answers whether it is the user's own, which is then left as it is. */
export const layServiceFile = (folder) => {
  const file = join(folder, name);
  if (folder === productFolder) return false;
  if (existsSync(file) && !readFileSync(file, "utf8").startsWith(madeHere)) return true;
  const text = readFileSync(join(productFolder, name), "utf8");
  writeFileSync(file, madeHere + text.replace(/- \.\/(scripts\/only-osls\.mjs)$/m, fromFolder(folder)));
  return false;
};
