// Looks at what everything here runs on: Node, and the packages that npm was to install.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isProperties, own, ownText, type Properties } from "../../../lib/core/value.ts";
import { productFolder } from "../../../local/user-folder.mjs";
import type { DoctorWords } from "../doctor-words.ts";
import { type Finding, ok, wrong } from "../finding.ts";

const readJson = (file: string): Properties => {
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  return isProperties(content) ? content : {};
};

/** What npm installed has what its code needs to know of itself in an inner folder, and what npm knows of it in the outer one. */
const manifestFolder = (folder: string): string => {
  const inner = readJson(join(folder, "package.json"));
  const outer = readJson(join(folder, "..", "package.json"));
  const isInner = own(inner, "engines") === undefined && ownText(inner, "name") === ownText(outer, "name");
  return isInner && ownText(inner, "name") !== undefined ? dirname(folder) : folder;
};

const numbersIn = (version: string): number[] => (/\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);

const isAtLeast = (version: string, wanted: string): boolean => {
  const [have, want] = [numbersIn(version), numbersIn(wanted)];
  const differs = want.findIndex((part, index) => part !== (have[index] ?? 0));
  return differs === -1 || (have[differs] ?? 0) > (want[differs] ?? 0);
};

/** Of the ranges that npm knows, package.json uses `^1.2.3` and `>=1`, with `||` between them. */
const isInRange = (version: string, range: string): boolean =>
  range.split("||").some((part) => {
    const isCaret = part.trim().startsWith("^");
    return isAtLeast(version, part) && (!isCaret || numbersIn(version)[0] === numbersIn(part)[0]);
  });

export const checkNode = (
  say: DoctorWords,
  version = process.versions.node,
  folder = productFolder,
): readonly Finding[] => {
  const engines = ownText(own(readJson(join(manifestFolder(folder), "package.json")), "engines"), "node") ?? ">=24";
  return [
    isInRange(version, engines) ? ok("node", say.nodeGood(version)) : wrong("node", say.nodeOther(version, engines)),
  ];
};

/** npm puts a package beside the one that needs it, or further up. */
const installedVersion = (folder: string, name: string): string | undefined => {
  for (let here = folder; ; here = dirname(here)) {
    const file = join(here, "node_modules", name, "package.json");
    if (existsSync(file)) return ownText(readJson(file), "version");
    if (here === dirname(here)) return undefined;
  }
};

/** Where there is a lock file, as in a clone, each has to be of the very version; the tools of whoever works on it count there, too. */
export const checkPackages = (say: DoctorWords, given = productFolder): readonly Finding[] => {
  const folder = manifestFolder(given);
  const { dependencies, devDependencies } = readJson(join(folder, "package.json"));
  const lock = own(readJson(join(folder, "package-lock.json")), "packages");
  const locked = isProperties(lock) ? lock : undefined;
  const namesIn = (listed: unknown): string[] => (isProperties(listed) ? Object.keys(listed) : []);
  const names = [...namesIn(dependencies), ...(locked === undefined ? [] : namesIn(devDependencies))];
  const installed = names.map((name) => ({ name, version: installedVersion(folder, name) }));
  const missing = installed.filter(({ version }) => version === undefined);
  const other = installed.filter(({ name, version }) => {
    const wanted = locked && ownText(own(locked, `node_modules/${name}`), "version");
    return version !== undefined && wanted !== undefined && version !== wanted;
  });
  const listed = (found: readonly { name: string }[]): string => found.map(({ name }) => name).join(", ");
  const findings = [
    ...(missing.length > 0 ? [wrong("packages", say.packagesMissing(listed(missing)))] : []),
    ...(other.length > 0 ? [wrong("packages", say.packagesOther(listed(other)))] : []),
  ];
  return findings.length > 0 ? findings : [ok("packages", say.packagesGood(names.length))];
};
