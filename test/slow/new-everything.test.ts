// Everything of the catalogue, written into an empty folder by the command, in both languages: it builds, its types and its form are good, and its tests pass.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { policyKinds } from "../../catalogue/policy-kinds.ts";
import { senders } from "../../catalogue/senders.ts";
import { runHooks } from "../../cli/program.ts";
import { defineConfig } from "../../lib/config.ts";
import { productFolder } from "../../local/user-folder.mjs";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "new-everything-")));
afterAll(() => rmSync(scratch, { recursive: true }));

const config = `import { defineConfig } from "wts-session-hooks";

export default defineConfig({
  sources: {},
  autoClose: {
    policies: [],
  },
  routing: {
    policies: [],
  },
});
`;

const tsconfig = {
  extends: join(productFolder, "tsconfig.json"),
  compilerOptions: { typeRoots: [join(productFolder, "node_modules/@types")] },
  include: ["hooks.config.ts", "sources", "policies"],
};

const ran = (folder: string, program: string, args: readonly string[]): { status: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: "utf8" });
  return { status, said: status === 0 ? "" : stdout + stderr };
};

describe.each(["en", "pt-BR"] as const)("in %s", (language) => {
  const folder = join(scratch, language);
  const files: string[] = [];

  beforeAll(async () => {
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    symlinkSync(productFolder, join(folder, "node_modules/wts-session-hooks"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    writeFileSync(join(folder, "hooks.config.ts"), config);
    for (const args of [
      ...senders.map(({ key }) => ["source", key]),
      ...policyKinds.map(({ kind }) => ["policy", kind]),
    ]) {
      let stdout = "";
      let stderr = "";
      const code = await runHooks(["new", ...args, "--json"], {
        environment: {},
        cwd: folder,
        config: defineConfig({ language }),
        stdout: (text) => {
          stdout += text;
        },
        stderr: (text) => {
          stderr += text;
        },
      });
      expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
      const written = JSON.parse(stdout);
      expect([args, written.config.listed]).toEqual([args, true]);
      files.push(...written.files);
    }
  }, 60_000);

  test("all of it is listed, and passes the check of the build", () => {
    const text = readFileSync(join(folder, "hooks.config.ts"), "utf8");
    expect(text.match(/^import \{ \w+ \} from "\.\/(?:sources|policies)\//gm)).toHaveLength(
      senders.length + policyKinds.length,
    );
    expect(ran(folder, join(productFolder, "scripts/build.mjs"), ["--check"])).toEqual({ status: 0, said: "" });
  }, 60_000);

  test("its types are good", () => {
    expect(ran(folder, join(productFolder, "node_modules/typescript/bin/tsc"), ["--noEmit"])).toEqual({
      status: 0,
      said: "",
    });
  }, 60_000);

  test("its tests pass, and there is one for each", () => {
    const tests = files.filter((file) => file.endsWith(".test.ts"));
    expect(tests).toHaveLength(senders.length + policyKinds.length);
    const { status, said } = ran(folder, "--test", ["--test-isolation=none", ...tests]);
    expect({ status, said }).toEqual({ status: 0, said: "" });
  }, 120_000);

  test("a test fails where the mapping is another", () => {
    const file = join(folder, "sources/hotmart.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace('"WON"', '"LOST"'));
    expect(ran(folder, "--test", ["--test-isolation=none", "sources/hotmart.test.ts"]).status).toBe(1);
  }, 60_000);
});

test("its sources and policies have the form that `npm run check` asks of a clone", () => {
  const biome = join(productFolder, "node_modules/@biomejs/biome/bin/biome");
  const options = ["check", `--config-path=${productFolder}`, "--vcs-enabled=false", "--error-on-warnings"];
  const written = readdirSync(scratch).flatMap((folder) =>
    ["sources", "policies"].map((kind) => join(scratch, folder, kind)),
  );
  expect(ran(productFolder, biome, [...options, ...written])).toEqual({ status: 0, said: "" });
}, 60_000);
