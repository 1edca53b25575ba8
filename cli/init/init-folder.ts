// Writes a folder of the user's own, and nothing over what stands there.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readJson } from "../../lib/core/read-json.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { productFolder } from "../../local/user-folder.mjs";
import { Failure } from "../failure.ts";
import { folderFiles } from "./folder-files.ts";
import { initWords } from "./init-words.ts";
import type { MadeFolder } from "./made-folder.ts";
import { packageManifest } from "./package-manifest.ts";
import { productReference } from "./product-reference.ts";
import { startGit } from "./start-git.ts";

interface InitOptions {
  /** As it was typed; the folder one stands in unless said. */
  folder: string | undefined;
  language: Language;
  environment: NodeJS.ProcessEnv;
}

const manifestName = "package.json";

const readManifest = (file: string, language: Language): object => {
  if (!existsSync(file)) return {};
  try {
    const manifest: unknown = readJson(readFileSync(file, "utf8"));
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return manifest;
  } catch {
    // The failure below says it.
  }
  throw new Failure(initWords[language].badManifest(file));
};

/** npm runs its scripts at the root of the clone, wherever the command was typed. */
const typedIn = ({ INIT_CWD }: NodeJS.ProcessEnv): string => INIT_CWD || process.cwd();

const write = (file: string, text: string, mode = 0o666): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx", mode });
};

/** Throws Failure where anything of it stands there already, unless it is a folder that was made so: then what is missing is added. */
export const initFolder = ({ folder: typed = ".", language, environment }: InitOptions): MadeFolder => {
  const here = typedIn(environment);
  const folder = resolve(here, typed);
  if (folder === productFolder) throw new Failure(initWords[language].isProduct(folder));
  const files = folderFiles(language, basename(folder));
  const isThere = ({ path }: { path: string }): boolean => existsSync(join(folder, path));
  const kept = files.filter(isThere);
  const isMadeBefore = isThere({ path: "hooks.config.ts" });
  if (kept.length > 0 && !isMadeBefore)
    throw new Failure(
      initWords[language].occupied(folder),
      kept.map(({ path }) => path),
    );
  const manifestFile = join(folder, manifestName);
  const hadManifest = existsSync(manifestFile);
  const { manifest, added } = packageManifest(readManifest(manifestFile, language), {
    name: basename(folder),
    language,
    reference: productReference(folder),
  });
  // An example that somebody took out stays out.
  const missing = files.filter((file) => !isThere(file) && !(isMadeBefore && file.isExample));
  try {
    for (const { path, text, mode } of missing) write(join(folder, path), text, mode);
    if (added.length > 0) writeFileSync(manifestFile, `${JSON.stringify(manifest, undefined, 2)}\n`);
  } catch (error) {
    const { code = String(error), path = folder } = Object(error);
    throw new Failure(initWords[language].notWritten(path, code));
  }
  return {
    folder,
    ...(folder !== here && { typed }),
    written: [...(hadManifest ? [] : [manifestName]), ...missing.map(({ path }) => path)].sort(),
    kept: [...(hadManifest ? [manifestName] : []), ...kept.map(({ path }) => path)].sort(),
    added: hadManifest ? added : [],
    git: startGit(folder),
  };
};
