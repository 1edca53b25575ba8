// `new` writes worked files into the user's folder, in their language, and over nothing that is there.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { policyKinds } from "../../../catalogue/policy-kinds.ts";
import { senders } from "../../../catalogue/senders.ts";
import { runHooks } from "../../../cli/program.ts";
import { defineConfig, type HooksConfig } from "../../../lib/config.ts";
import type { Language } from "../../../lib/core/texts/language.ts";
import { englishIn } from "../../support/english-words.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "new-")));
afterAll(() => rmSync(scratch, { recursive: true }));

const plain = `// What I edit.
import { defineConfig } from "wts-session-hooks";

export default defineConfig({
  sources: {},
});
`;

let count = 0;
/** A folder of a user, of which nothing is known but its configuration. */
const folderWith = (config = plain): string => {
  const folder = join(scratch, String(count++));
  mkdirSync(folder);
  writeFileSync(join(folder, "hooks.config.ts"), config);
  return folder;
};

const runIn = async (
  folder: string,
  args: readonly string[],
  more: { config?: HooksConfig; language?: Language } = {},
) => {
  const said = { stdout: "", stderr: "" };
  const { language = "en", config = defineConfig({ language }) } = more;
  const code = await runHooks(args, {
    environment: {},
    cwd: folder,
    config,
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
  });
  return { code, ...said };
};

const read = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

describe("new source", () => {
  test("a sender of one's own is called by the name that was given, never generic", async () => {
    const folder = folderWith();
    const { code, stdout } = await runIn(folder, ["new", "source", "generic", "--name", "pagarmais"]);
    expect(code).toBe(0);
    expect(stdout).toContain("To do at pagarmais, once it is deployed:");
    expect(read(folder, "sources/pagarmais.test.ts")).toContain("a delivery of pagarmais:");
    const sources = filesIn(folder).filter((file) => file.startsWith("sources/"));
    expect(stdout + sources.map((file) => read(folder, file)).join("")).not.toMatch(/\bgeneric\b/);
  });

  test("writes source, sample and test, lists it, and makes a secret up", async () => {
    const folder = folderWith();
    const { code, stdout, stderr } = await runIn(folder, ["new", "source", "Mercado Pago"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(filesIn(folder)).toEqual([
      "hooks.config.ts",
      "samples/mercadopago.answers.json",
      "samples/mercadopago.json",
      "secrets.json",
      "sources/mercadopago.test.ts",
      "sources/mercadopago.ts",
    ]);
    expect(read(folder, "hooks.config.ts")).toBe(
      plain
        .replace("sources: {}", "sources: { mercadopago }")
        .replace('hooks";\n', 'hooks";\nimport { mercadopago } from "./sources/mercadopago.ts";\n'),
    );
    expect(stdout).toContain("https://<your API>/webhooks/mercadopago");
    expect(stdout).toContain(
      "explain samples/mercadopago.json --source mercadopago --sign --answers samples/mercadopago.answers.json",
    );
    expect(stdout).not.toMatch(/secret-that-opens/);
  });

  test("with another name everything has that name, and a name of TypeScript's own is given another", async () => {
    const folder = folderWith();
    for (const name of ["minha-loja", "class", "2024", "defineConfig"])
      expect(await runIn(folder, ["new", "source", "kommo", "--name", name])).toMatchObject({ code: 0, stderr: "" });
    expect(read(folder, "hooks.config.ts")).toContain(
      'sources: { "minha-loja": minhaLoja, class: classSource, "2024": the2024, defineConfig: defineConfigSource }',
    );
    expect(read(folder, "sources/minha-loja.ts")).toMatch(
      /after \/webhooks\/minha-loja\/.*export const minhaLoja|export const minhaLoja[\s\S]*\/webhooks\/minha-loja\//,
    );
    expect(read(folder, "sources/minha-loja.test.ts")).toContain('import { minhaLoja } from "./minha-loja.ts"');
    const { sources } = JSON.parse(read(folder, "secrets.json"));
    expect(sources["minha-loja"]).toMatchObject({ secrets: [expect.any(String)], lookupSecret: expect.any(String) });
  });

  test("a source that acts only watches at first, and says so; one that only publishes does not", async () => {
    const folder = folderWith();
    const { stdout } = await runIn(folder, ["new", "source", "hotmart"]);
    expect(stdout).toContain("observe: true");
    expect(read(folder, "sources/hotmart.ts")).toContain("\n  observe: true,\n");
    await runIn(folder, ["new", "source", "wts"]);
    expect(read(folder, "sources/wts.ts")).not.toContain("observe");
  });

  test.each(["sources/hotmart.ts", "samples/hotmart.json", "sources/hotmart.test.ts"])(
    "nothing is written where %s is there already, whatever is in it",
    async (file) => {
      const folder = folderWith();
      mkdirSync(join(folder, file, ".."), { recursive: true });
      writeFileSync(join(folder, file), "mine");
      const before = filesIn(folder);
      const { code, stderr } = await runIn(folder, ["new", "source", "hotmart"]);
      expect({ code, isNamed: stderr.includes(file), says: stderr.includes("--name") }).toEqual({
        code: 1,
        isNamed: true,
        says: true,
      });
      expect(filesIn(folder)).toEqual(before);
      expect(read(folder, file)).toBe("mine");
      expect(read(folder, "hooks.config.ts")).toBe(plain);
    },
  );

  test("a name that the configuration has is not given twice", async () => {
    const folder = folderWith();
    const config = defineConfig({ sources: { hotmart: { verify: "github", map: () => [] } } });
    const { code, stderr } = await runIn(folder, ["new", "source", "hotmart"], { config });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("hooks.config.ts has a hotmart already"),
    });
    expect(filesIn(folder)).toEqual(["hooks.config.ts"]);
  });

  test("where the configuration is not written plainly, the two lines to paste are printed, and it stays as it is", async () => {
    const odd = 'import { defineConfig } from "wts-session-hooks";\nexport default defineConfig(await settings());\n';
    const folder = folderWith(odd);
    const { code, stdout } = await runIn(folder, ["new", "source", "hotmart"]);
    expect(code).toBe(0);
    expect(stdout).toContain('  import { hotmart } from "./sources/hotmart.ts";\n  sources: { …, hotmart },');
    expect(read(folder, "hooks.config.ts")).toBe(odd);
    expect(existsSync(join(folder, "sources/hotmart.ts"))).toBe(true);
  });

  test("a secret that somebody has put there stays, and a file that is no JSON is left to them", async () => {
    const folder = folderWith();
    const secrets = '{ "accounts": {}, "clients": {}, "sources": { "hotmart": ["their-own-hottok-of-24-signs"] } }';
    writeFileSync(join(folder, "secrets.json"), secrets);
    expect((await runIn(folder, ["new", "source", "hotmart"])).stdout).toContain("left as it is");
    expect(read(folder, "secrets.json")).toBe(secrets);
    writeFileSync(join(folder, "secrets.json"), "{ half");
    expect((await runIn(folder, ["new", "source", "stripe"])).stdout).toContain("could not be changed");
    expect(read(folder, "secrets.json")).toBe("{ half");
  });

  test("the example of the secrets, which colleagues get, has the new one, too", async () => {
    const folder = folderWith();
    writeFileSync(join(folder, "secrets.example.json"), '{ "accounts": {}, "clients": {}, "sources": {} }');
    await runIn(folder, ["new", "source", "hotmart"]);
    for (const file of ["secrets.example.json", "secrets.json"])
      expect(Object.keys(JSON.parse(read(folder, file)).sources)).toEqual(["hotmart"]);
  });

  test("an unknown sender is wrong usage, with the nearest", async () => {
    const folder = folderWith();
    const { code, stderr } = await runIn(folder, ["new", "source", "hotmrt"]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("the nearest is hotmart") });
    expect((await runIn(folder, ["new", "source"])).code).toBe(2);
    for (const name of ["../evil", "a/b", "a.test", "", "__proto__", "a b"])
      expect([name, (await runIn(folder, ["new", "source", "hotmart", "--name", name])).code]).toEqual([name, 2]);
    expect((await runIn(folder, ["new", "source", "hotmart", "--stage", "prod"])).code).toBe(2);
    expect(filesIn(folder)).toEqual(["hooks.config.ts"]);
  });

  test("--json says all of it, and nothing else", async () => {
    const folder = folderWith();
    const { stdout } = await runIn(folder, ["new", "source", "hotmart", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ sender: "hotmart", name: "hotmart", observes: true, address: "https://<your API>/webhooks/hotmart" },
      files: ["sources/hotmart.ts", "samples/hotmart.json", "sources/hotmart.test.ts"],
      config: { listed: true },
    });
    const listed = JSON.parse((await runIn(folder, ["new", "source", "--list", "--json"])).stdout);
    expect(listed.senders.map(({ key }: { key: string }) => key)).toEqual(senders.map(({ key }) => key));
  });

  test("in Portuguese no English is left in what is said and written for people", async () => {
    const folder = folderWith();
    for (const args of [
      ["source", "--list"],
      ["policy", "--list"],
      ["source", "rdstation"],
      ["source", "wts"],
      ["policy", "close-idle"],
      ["policy", "route-new"],
    ]) {
      const { code, stdout } = await runIn(folder, ["new", ...args], { language: "pt-BR" });
      expect([args, code]).toEqual([args, 0]);
      const ours = stdout
        .replaceAll(new RegExp(policyKinds.map(({ kind }) => kind).join("|"), "g"), " ")
        .replaceAll(/npm run .*? {2}|<sessionId>|(?:sources|policies|samples)\/[\w./-]+/g, " ");
      expect([args, englishIn(ours)]).toEqual([args, []]);
    }
    for (const file of ["sources/rdstation.ts", "policies/close-idle.ts", "policies/route-new.ts"])
      expect([
        file,
        read(folder, file)
          .match(/\/\/ .*/g)
          ?.flatMap((comment) => englishIn(comment)),
      ]).toEqual([file, []]);
  });

  test("--language goes before the configuration's", async () => {
    const folder = folderWith();
    await runIn(folder, ["new", "source", "hotmart", "--language", "pt-BR"], { language: "en" });
    expect(read(folder, "sources/hotmart.ts")).toContain("A Hotmart não assina nada");
  });
});

describe("new policy", () => {
  test("writes policy and test under the name, and lists it last in its part", async () => {
    const config = plain.replace("sources: {},", "autoClose: {\n    policies: [outra],\n  },");
    const folder = folderWith(config);
    expect(await runIn(folder, ["new", "policy", "close-idle", "--name", "parados"])).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(filesIn(folder)).toEqual(["hooks.config.ts", "policies/parados.test.ts", "policies/parados.ts"]);
    expect(read(folder, "hooks.config.ts")).toContain("policies: [outra, parados],");
    expect(read(folder, "policies/parados.ts")).toMatch(/export const parados = [\s\S]*name: "parados"/);
    expect(read(folder, "policies/parados.test.ts")).toContain("decideClose([parados], ");
  });

  test("says what has to happen before it acts, and which source it needs", async () => {
    const folder = folderWith();
    expect((await runIn(folder, ["new", "policy", "nightly"])).stdout).toContain("auto-close confirm nightly");
    expect((await runIn(folder, ["new", "policy", "route-vip"])).stdout).toContain("new source wts");
    expect((await runIn(folder, ["new", "policy", "backlog"])).stdout).not.toContain("new source wts");
    const config = defineConfig({ sources: { wts: { verify: "wts", publish: ["SESSION_NEW"] } } });
    expect((await runIn(folder, ["new", "policy", "route-new"], { config })).stdout).not.toContain("new source wts");
  });

  test("nothing is written over, no name is given twice, and an unknown kind is wrong usage", async () => {
    const folder = folderWith();
    expect((await runIn(folder, ["new", "policy", "close-idle"])).code).toBe(0);
    expect((await runIn(folder, ["new", "policy", "close-idle"])).code).toBe(1);
    const config = defineConfig({ autoClose: { policies: [{ name: "nightly", idle: { days: 1 } }] } });
    expect((await runIn(folder, ["new", "policy", "nightly"], { config })).code).toBe(1);
    const { code, stderr } = await runIn(folder, ["new", "policy", "close-idel"]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("the nearest is close-idle") });
    for (const name of ["Parados", "a_b", "-a", "x".repeat(41)])
      expect([name, (await runIn(folder, ["new", "policy", "nightly", `--name=${name}`])).code]).toEqual([name, 2]);
  });

  test("--list has every kind, with what it does", async () => {
    const { stdout } = await runIn(folderWith(), ["new", "policy", "--list"]);
    for (const { kind } of policyKinds) expect(stdout).toMatch(new RegExp(`^${kind} +[A-Z].*[.]$`, "m"));
  });
});
