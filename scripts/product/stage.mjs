// Writes product/, which `npm pack` puts into the package: Node strips no types below node_modules, so it has JavaScript, with the
// types of what a configuration imports beside it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePage } from "../console/bundle-page.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const product = join(root, "product");

/** They are read, run or copied as they are. */
const asTheyAre = ["serverless.yml", "catalogue", "cli", "events/receive-webhook", "lib", "local", "scripts"];
/** Nothing of it runs at a user's: it makes, measures or tests the product. */
const ours = /^scripts\/(console|product|docs|fuzz|licences\/table|mutants)(\/|$)/;
/** Real keys may stand in the first; the second has the packages of this machine. */
const neverPacked = ["secrets.json", "node_modules"];
/** Of the catalogue a user gets copies: it is there as it was written, too. */
const isCompiled = (path) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith("catalogue/");

const compile = (project) => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "--project", join(root, "scripts/product", project)], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
};

rmSync(product, { recursive: true, force: true });
compile("tsconfig.json");
compile("tsconfig.types.json");
// The functions import it: what they get is the user's.
for (const name of ["hooks.config.js", "sources"]) rmSync(join(product, name), { recursive: true, force: true });
for (const name of asTheyAre)
  if (existsSync(join(root, name)))
    cpSync(join(root, name), join(product, name), {
      recursive: true,
      filter: (file) => {
        const path = file.slice(root.length);
        return !neverPacked.includes(basename(file)) && !ours.test(path) && !isCompiled(path);
      },
    });
// The page of the console is made here: whoever installs the product has not what it is made of.
const page = join(product, "console/page");
mkdirSync(page, { recursive: true });
for (const file of await bundlePage()) writeFileSync(join(page, file.name), file.bytes);
const {
  name,
  version,
  type,
  engines,
  dependencies,
  exports: entries,
} = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const exported = Object.entries(entries).flatMap(([entry, { types }]) => (types ? [[entry, types[0]]] : []));
// It makes the product's own name known to the modules in it, as the one at the root does in a clone.
// `doctor` reads there which Node and which packages the product needs.
const manifest = { name, version, type, engines, dependencies, exports: Object.fromEntries(exported) };
writeFileSync(join(product, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
