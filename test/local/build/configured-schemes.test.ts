// A bundle has the ways to sign that its sources name, each as it is in the table of all of them.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "@jest/globals";
import { build, type Plugin } from "esbuild";
import { schemes } from "../../../lib/webhooks/signatures/schemes.ts";

type Sources = Readonly<Record<string, { verify: string | { scheme: string } }>>;
const { onlyConfiguredSchemes }: { onlyConfiguredSchemes: (config: { sources: Sources }) => Plugin } = await import(
  new URL("../../../scripts/build/only-configured-schemes.mjs", import.meta.url).href
);

const folder = mkdtempSync(join(tmpdir(), "schemes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bundled = async (name: string, sources: Sources): Promise<string[]> => {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    ...{ bundle: true, format: "esm", platform: "node", logLevel: "error", outfile },
    entryPoints: ["lib/webhooks/signatures/schemes.ts"],
    plugins: [onlyConfiguredSchemes({ sources })],
  });
  const { schemes: found }: { schemes: typeof schemes } = await import(pathToFileURL(outfile).href);
  return [...found].map(([key, { name }]) => (key === name ? name : `${key} is ${name}`)).sort();
};

test("each scheme there is can be named", async () => {
  const sources = Object.fromEntries([...schemes.keys()].map((name) => [name, { verify: name }]));
  expect(await bundled("all", sources)).toEqual([...schemes.keys()].sort());
});

test("they are found where the product stands in a folder with spaces and accents", async () => {
  const home = join(folder, "Clínica São João (hooks)");
  cpSync("lib/webhooks/signatures", join(home, "lib/webhooks/signatures"), { recursive: true });
  cpSync("scripts/build", join(home, "scripts/build"), { recursive: true });
  const { onlyConfiguredSchemes: there } = await import(
    pathToFileURL(join(home, "scripts/build/only-configured-schemes.mjs")).href
  );
  const { errors } = await build({
    ...{ bundle: true, write: false, format: "esm", platform: "node", logLevel: "silent" },
    entryPoints: [join(home, "lib/webhooks/signatures/schemes.ts")],
    // What lies beyond the schemes is not copied.
    external: ["../../../*", "../../*"],
    plugins: [there({ sources: { a: { verify: "stripe" } } })],
  });
  expect(errors).toEqual([]);
});

test("those that no source names are left out, and one that several name is there once", async () => {
  const sources = { a: { verify: "stripe" }, b: { verify: { scheme: "hmac" } }, c: { verify: "stripe" } };
  expect(await bundled("some", sources)).toEqual(["hmac", "stripe"]);
  expect(await bundled("none", {})).toEqual([]);
});
