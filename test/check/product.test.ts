// What `npm pack` packs has all it needs: its packages are dependencies, its addresses lead somewhere, its version is told of.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { importedPackages } from "../support/imported-packages.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const projectOf = (file: string) => JSON.parse(readFileSync(`scripts/product/${file}`, "utf8"));

/** The folders that are compiled for it, and what is packed of the rest as it is. */
const compiled: string[] = projectOf("tsconfig.json").include.map((path: string) => path.replace("../../", ""));
const sourcesIn = (folder: string, extension: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension) && !name.includes("node_modules"))
    .map((name) => join(folder, name));
const files = [
  ...compiled.flatMap((folder) => sourcesIn(folder, ".ts")),
  ...["bin", "scripts/build", "scripts/licences"].flatMap((folder) => sourcesIn(folder, ".mjs")),
  "scripts/build.mjs",
];

const own = ["wts-session-hooks"];

test("every package that it imports is a dependency, and not one of the project's own tools", () => {
  const needed = importedPackages(files);
  expect(needed.size).toBeGreaterThan(15);
  const missing = [...needed].filter(([name]) => !own.includes(name) && !(name in manifest.dependencies));
  expect(missing).toEqual([]);
});

describe("every address that it exports", () => {
  const entries = Object.entries<{ types: string[]; default: string }>(manifest.exports).filter(
    ([entry]) => entry !== "./package.json",
  );

  test.each(entries)(
    "%s has a module in a clone, the same one compiled, and types",
    (_entry, { types, default: file }) => {
      const [inClone = "", inPackage] = types;
      expect(existsSync(inClone.replace(/\.js$/, ".ts"))).toBe(true);
      expect(inPackage).toBe(inClone.replace("./", "./product/"));
      expect(existsSync(file)).toBe(true);
      expect(projectOf("tsconfig.types.json").files).toContain(inClone.replace("./", "../../").replace(/\.js$/, ".ts"));
    },
  );

  test.each(entries)(
    "%s exports in a clone what its module does",
    async (_entry, { types: [inClone = ""], default: file }) => {
      const [given, meant] = await Promise.all(
        [file, inClone.replace(/\.js$/, ".ts")].map((path) => import(join(process.cwd(), path))),
      );
      const isOffered = (name: string): boolean => name !== "configShape" && name !== "findProblems";
      expect(Object.keys(given).toSorted()).toEqual(Object.keys(meant).filter(isOffered).toSorted());
    },
  );
});

test("the version has a section in the changelog, and the newest section is that version's", () => {
  const [newest] = [...readFileSync("CHANGELOG.md", "utf8").matchAll(/^## (\d+\.\d+\.\d+) - \d{4}-\d{2}-\d{2}$/gm)];
  expect(newest?.[1]).toBe(manifest.version);
  const { version } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  expect(version).toBe(manifest.version);
});

test("every page that a command or a message names is packed", () => {
  const pages = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/docs\/[\w/-]+\.md/g)].map(([page]) => ({ file, page })),
  );
  expect(pages.length).toBeGreaterThan(15);
  const isPacked = (page: string): boolean =>
    existsSync(page) && !manifest.files.includes(`!${page.split("/", 2).join("/")}`);
  expect(manifest.files).toContain("docs");
  expect(pages.filter(({ page }) => !isPacked(page))).toEqual([]);
});
