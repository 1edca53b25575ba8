// What is handed on with the bundles: packages whose licences ask for no more than to be named, and the texts they ask for.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { importedPackages } from "../../support/imported-packages.ts";

const root = new URL("../../../", import.meta.url);
// They have no types, as the build runs them on any Node.
const { licenceProblem } = await import(new URL("scripts/licences/licence-problem.mjs", root).href);
const { thirdPartyNotices } = await import(new URL("scripts/licences/third-party-notices.mjs", root).href);

const under = (licence?: string): string | undefined => licenceProblem({ name: "theirs", version: "1.0.0", licence });

test.each(["MIT", "ISC", "Apache-2.0", "(ISC AND CC-BY-3.0)", "(MIT OR GPL-3.0-only)"])("%s is taken", (licence) => {
  expect(under(licence)).toBeUndefined();
});

test.each([
  "GPL-3.0-only",
  "AGPL-3.0-or-later",
  "LGPL-2.1",
  "MPL-2.0",
  "MIT AND GPL-2.0",
  "CC-BY-SA-3.0",
  "UNLICENSED",
  "SEE LICENSE IN LICENSE.md",
  "MIT AND (GPL-2.0 OR AGPL-3.0)",
  "",
])("%j stops it, and is named", (licence) => {
  expect(under(licence)).toMatch(/^theirs 1\.0\.0 is under /);
});

test("so does a package that names none", () => {
  expect(under()).toBe("theirs 1.0.0 names no licence");
});

test("each text stands in the notices once, with all whose it is; who comes without one has a maker", () => {
  const notices: string = thirdPartyNotices([
    { name: "a", version: "1.0.0", licence: "MIT", texts: ["Their terms"] },
    { name: "b", version: "2.0.0", licence: "ISC", texts: [], author: "Somebody" },
    { name: "c", version: "3.0.0", licence: "MIT", texts: ["Their terms", "Their notice"] },
  ]);
  expect(notices).toContain("a 1.0.0: MIT\nb 2.0.0: ISC\nc 3.0.0: MIT\n");
  expect(notices).toContain("a, c\n\nTheir terms\n");
  expect(notices.split("Their terms")).toHaveLength(2);
  expect(notices).toContain("c\n\nTheir notice\n");
  expect(notices).toContain("b: by Somebody\n");
});

test("every package that what is deployed imports is in the reference", () => {
  const files = ["functions", "lib"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => fileURLToPath(new URL(`${folder}/${name}`, root))),
  );
  const imported = [...importedPackages(files).keys()].filter((name) => name !== "wts-session-hooks");
  expect(imported.length).toBeGreaterThan(8);
  const reference = readFileSync(new URL("docs/reference/licences.md", root), "utf8");
  expect(imported.filter((name) => !reference.includes(`| \`${name}\` |`))).toEqual([]);
});

test("what the build wrote names every package of the reference, with the texts", () => {
  const notices = readFileSync(new URL("dist/third-party-notices.txt", root), "utf8");
  const rows = readFileSync(new URL("docs/reference/licences.md", root), "utf8").matchAll(
    /^\| `(.+)` \| (.+) \| (.+) \|$/gm,
  );
  const named = [...rows].map(([, name, version, licence]) => `${name} ${version}: ${licence}`);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((line) => !notices.includes(`\n${line}\n`))).toEqual([]);
  for (const text of ["TERMS AND CONDITIONS FOR USE", "Permission is hereby granted", "CC BY-SA 3.0"])
    expect(notices).toContain(text);
});
