// Names what functions are built from, so that what is deployed can be compared with what stands here. It is plain JavaScript,
// since the build asks it as well, on a Node that may strip no types.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { productFolder } from "../../local/user-folder.mjs";

/** What is imported by a path is the user's own, and what has a name is a package. */
const ownImport = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/** The configuration and every file that it is made of. */
const filesOf = (file, found = new Set()) => {
  if (found.has(file) || !existsSync(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(ownImport)) filesOf(resolve(dirname(file), path), found);
  return found;
};

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** A file counts under its path from the folder: where that folder stands makes no difference. */
const hashOf = (folder, files) => {
  const hash = createHash("sha256");
  for (const file of [...files].sort())
    hash.update(`${relative(folder, file)}\n`).update(createHash("sha256").update(readFileSync(file)).digest());
  return hash.digest("hex").slice(0, 12);
};

export const buildIdOf = (configFile, folder = productFolder) => {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const code = [
    join(folder, "serverless.yml"),
    ...["lib", "functions"].flatMap((name) => filesBelow(join(folder, name))),
  ];
  return { version, code: hashOf(folder, code), config: hashOf(dirname(configFile), filesOf(configFile)) };
};

export const buildIdText = ({ version, code, config }) => `${version} code=${code} config=${config}`;

export const readBuildId = (text) => {
  const [, version, code, config] = /^(\S+) code=([0-9a-f]+) config=([0-9a-f]+)$/.exec(text.trim()) ?? [];
  return version === undefined ? undefined : { version, code, config };
};
