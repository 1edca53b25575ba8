// Knows which packages stand in what esbuild wrote, from what it noted down of that.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

const inPackage = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const legalFile = /^(?:licen[cs]e|notice|copying)/i;

const described = (folder, root) => {
  const { name, version, license, author } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  return {
    name,
    version,
    licence: typeof license === "string" ? license : undefined,
    author: typeof author === "string" ? author : author?.name,
    texts: readdirSync(join(root, folder))
      .filter((file) => legalFile.test(file))
      .sort()
      .map((file) => readFileSync(join(root, folder, file), "utf8").trim()),
  };
};

/** Where npm installed us, packages stand beside us, and what is below is ours. */
const isForeign = (path) => path.startsWith("node_modules/") || path.startsWith("../");

/** It may stand above us, where npm installed us beside it. */
const folderOf = (name, root) =>
  createRequire(join(root, "package.json"))
    .resolve.paths(name)
    .map((folder) => join(folder, name))
    .filter(existsSync)
    .slice(0, 1)
    .map((folder) => relative(root, folder));

/** `also` names packages of which something is left that esbuild does not see. */
export const bundledPackages = (metafile, { root, also = [] }) => {
  const folders = new Set(also.flatMap((name) => folderOf(name, root)));
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0 || !isForeign(path)) continue;
      const [folder] = inPackage.exec(join(root, path)) ?? [];
      if (folder !== undefined) folders.add(relative(root, folder));
    }
  return [...folders]
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => described(folder, root))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};
