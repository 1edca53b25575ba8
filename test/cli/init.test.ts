// `init` makes a folder of the user's own: whole, in their language, found by npm, and never over what stands there.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { packageManifest } from "../../cli/init/package-manifest.ts";
import { productReference } from "../../cli/init/product-reference.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { checkSecretsFile } from "../../local/secrets-file.ts";
import { runHere } from "./support/hooks-for-tests.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "init-")));
afterAll(() => rmSync(scratch, { recursive: true }));

let made = 0;
const freshFolder = (): string => {
  made += 1;
  return join(scratch, `folder-${made}`);
};
const init = (...args: readonly string[]) => runHere(["init", ...args], {});

/** Every file in it with its text, but for what git keeps. */
const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !relative(folder, entry.parentPath).startsWith(".git"))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [relative(folder, file), readFileSync(file, "utf8")]),
  );

const everyFile = [
  ".gitignore",
  "README.md",
  "hooks.config.ts",
  "package.json",
  "samples/crm.json",
  "secrets.example.json",
  "secrets.json",
  "sources/crm.test.ts",
  "sources/crm.ts",
  "tsconfig.json",
];

describe("in a folder that is not there yet", () => {
  test.each<[Language, object, RegExp]>([
    ["pt-BR", { LANG: "pt_BR.UTF-8" }, /^Sua pasta está pronta: /],
    ["pt-BR", { LANG: "en_US.UTF-8", LC_ALL: "pt_PT" }, /^Sua pasta está pronta: /],
    ["en", { LANG: "C.UTF-8" }, /^Your folder is ready: /],
  ])("it writes everything in the machine's language: %s for %p", async (language, environment, said) => {
    const folder = freshFolder();
    const { code, stdout } = await runHere(["init", folder], { ...environment });
    expect(code).toBe(0);
    expect(stdout).toMatch(said);
    const files = filesIn(folder);
    expect(Object.keys(files).sort()).toEqual(everyFile);
    expect(files["hooks.config.ts"]).toContain(`language: "${language}"`);
    for (const name of ["README.md", "hooks.config.ts", "sources/crm.ts", "sources/crm.test.ts"])
      expect([name, /\b(atendimento|negócio)/.test(files[name] ?? "")]).toEqual([name, language === "pt-BR"]);
  });

  test("--language counts more than the machine's, and --json prints what was made and nothing else", async () => {
    const folder = freshFolder();
    const { stdout } = await runHere(["init", folder, "--language", "pt-BR", "--json"], { LANG: "en_US" });
    expect(JSON.parse(stdout)).toMatchObject({ folder, written: everyFile, kept: [], added: [] });
    expect(filesIn(folder)["hooks.config.ts"]).toContain("Fuso dos horários");
  });

  test("its secrets are for its owner alone, ignored by git, and good enough to start with", async () => {
    const folder = freshFolder();
    await init(folder);
    const file = join(folder, "secrets.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(checkSecretsFile(file)).toEqual([]);
    const ignored = spawnSync("git", ["-C", folder, "check-ignore", "secrets.json", "secrets.example.json", "dist/x"], {
      encoding: "utf8",
    });
    expect(ignored.stdout.trim().split("\n")).toEqual(["secrets.json", "dist/x"]);
  });

  test("inside a repository no other is made, and that is said", async () => {
    const outer = freshFolder();
    await init(outer);
    const { stdout } = await init(join(outer, "inner"), "--json");
    expect(JSON.parse(stdout).git).toBe("inside");
    expect(readdirSync(join(outer, "inner"))).not.toContain(".git");
  });

  test("what the configuration says is valid", async () => {
    const folder = freshFolder();
    await init(folder);
    const build = spawnSync(process.execPath, [join(process.cwd(), "scripts/build.mjs"), "--check"], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOOKS_DIST: join(folder, "dist") },
      encoding: "utf8",
    });
    expect(build).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("nothing is written over", () => {
  test("in a folder that has files of these names: each is named, and nothing is written", async () => {
    const folder = freshFolder();
    mkdirSync(folder);
    for (const name of ["README.md", ".gitignore", "other.txt"]) writeFileSync(join(folder, name), "mine\n");
    const { code, stderr } = await init(folder);
    expect(code).toBe(1);
    expect(stderr).toContain("nothing was written");
    expect(stderr).toContain("README.md");
    expect(stderr).toContain(".gitignore");
    expect(stderr).not.toContain("other.txt");
    expect(filesIn(folder)).toEqual({ "README.md": "mine\n", ".gitignore": "mine\n", "other.txt": "mine\n" });
  });

  test("a second time it changes nothing, whatever was edited, and says so", async () => {
    const folder = freshFolder();
    await init(folder);
    for (const name of ["hooks.config.ts", "README.md", "secrets.json", "package.json"])
      writeFileSync(join(folder, name), `${readFileSync(join(folder, name), "utf8")}\n`);
    const before = filesIn(folder);
    const { code, stdout } = await init(folder, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ written: [], kept: everyFile, added: [] });
    expect(filesIn(folder)).toEqual(before);
  });

  test("what is missing is added, but an example that was taken out stays out", async () => {
    const folder = freshFolder();
    await init(folder);
    for (const name of ["tsconfig.json", "sources/crm.ts"]) rmSync(join(folder, name));
    const { stdout } = await init(folder, "--json");
    expect(JSON.parse(stdout).written).toEqual(["tsconfig.json"]);
  });

  test("the clone itself is refused", async () => {
    const { code, stderr } = await init(process.cwd());
    expect(code).toBe(1);
    expect(stderr).toContain("is the product itself");
  });

  test("a stage is refused as wrong usage: it makes a folder on this machine", async () => {
    expect((await init(freshFolder(), "--stage", "prod")).code).toBe(2);
  });

  test("a package.json that cannot be read is named", async () => {
    const folder = freshFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), "{ nearly");
    const { code, stderr } = await init(folder);
    expect(code).toBe(1);
    expect(stderr).toContain(`${join(folder, "package.json")} is not a JSON object`);
    expect(readdirSync(folder)).toEqual(["package.json"]);
  });
});

test("a package.json that is there keeps everything it has, whatever that is, and is given what it lacks once", () => {
  const options = { name: "loja", language: "en", reference: "^1.0.0" } as const;
  const texts = fc.dictionary(fc.constantFrom("start", "test", "lint", "build"), fc.string());
  const manifests = fc.record(
    { name: fc.string(), type: fc.constantFrom("commonjs", "module"), scripts: texts, dependencies: texts },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(manifests, (existing) => {
      const { manifest, added } = packageManifest(existing, options);
      expect(manifest).toMatchObject(existing);
      expect(packageManifest(manifest, options)).toEqual({ manifest, added: [] });
      expect(added.every((name) => !Object.keys(existing).includes(name))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["Clínica São João (hooks)", "clinica-sao-joao-hooks"],
  ["minha-empresa", "minha-empresa"],
  ["日本", "session-hooks"],
])("a folder called %s is the package %s", (name, expected) => {
  const { manifest } = packageManifest({}, { name, language: "pt-BR", reference: "^1.0.0" });
  expect(manifest).toMatchObject({ name: expected });
});

describe("the folder finds the product", () => {
  const installedFrom = (spec: string | undefined): string => {
    const home = freshFolder();
    const product = join(home, "node_modules/wts-session-hooks/product");
    mkdirSync(product, { recursive: true });
    writeFileSync(join(product, "package.json"), JSON.stringify({ name: "wts-session-hooks", version: "3.2.1" }));
    const dependencies = spec === undefined ? {} : { "wts-session-hooks": spec };
    writeFileSync(join(home, "package.json"), JSON.stringify({ dependencies }));
    return product;
  };
  const folder = join(scratch, "mine");

  test("in the clone it was made from, where npm links it", () => {
    const reference = productReference(folder);
    expect(reference).toMatch(/^file:\.\.\//);
    expect(resolve(folder, reference.slice("file:".length))).toBe(process.cwd());
  });

  test("by the version it was installed with", () => {
    expect(productReference(folder, installedFrom("^3.1.0"))).toBe("^3.1.0");
    expect(productReference(folder, installedFrom(undefined))).toBe("^3.2.1");
  });

  test.each(["packages/hooks", "packages/hooks/sources"])(
    "as a package of a workspace asks for it, whose packages stand further up: %s",
    (cwd) => {
      const product = installedFrom(undefined);
      const home = dirname(dirname(dirname(product)));
      mkdirSync(join(home, "packages/hooks/sources"), { recursive: true });
      const devDependencies = { "wts-session-hooks": "file:../../../it.tgz" };
      writeFileSync(join(home, "packages/hooks/package.json"), JSON.stringify({ devDependencies }));
      expect(productReference(join(home, "other"), product, join(home, cwd))).toBe("file:../../it.tgz");
    },
  );

  test("in the file it was installed from, from wherever the folder stands", () => {
    const product = installedFrom("file:../packages/wts-session-hooks-3.2.1.tgz");
    expect(productReference(join(scratch, "deep/er/mine"), product)).toBe(
      "file:../../../packages/wts-session-hooks-3.2.1.tgz",
    );
  });
});
