// The build as it is run: which configuration goes into the bundles, and what it refuses.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

const directory = mkdtempSync(join(tmpdir(), "build-"));
const dist = join(directory, "dist");
const configFile = join(directory, "other.config.ts");
afterAll(() => rmSync(directory, { recursive: true }));

const build = (config: string, ...options: readonly string[]): Promise<{ stdout: string; stderr: string }> => {
  writeFileSync(configFile, config);
  return runBuild(configFile, ...options);
};

const runBuild = (file: string, ...options: readonly string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, ["scripts/build.mjs", ...options], {
    env: { PATH: process.env.PATH, HOOKS_CONFIG: file, HOOKS_DIST: dist },
  });

const bundled = (): string[] => (existsSync(dist) ? readdirSync(dist) : []);

const having = (folder: string, text: string): string[] =>
  readdirSync(folder)
    .filter((file) => readFileSync(join(folder, file), "utf8").includes(text))
    .map((file) => file.replace(/\.m?[jt]s$/, ""))
    .sort();

describe("every bundle", () => {
  let said: string;
  let announced: string;
  beforeAll(async () => {
    const built = await build(`import { defineConfig } from "wts-session-hooks";
      export default defineConfig({
        wts: { baseUrl: process.env.NOWHERE ?? "https://api.white-label.example" },
        routing: { policies: [{ name: "vendas", when: ["SESSION_NEW"] }] },
      });`);
    said = built.stderr;
    announced = built.stdout;
  });

  test("that reads the configuration has that of HOOKS_CONFIG", () => {
    const functions = readdirSync("functions").sort();
    const bundles = bundled().filter((file) => file.endsWith(".mjs"));
    expect(bundles.sort()).toEqual(
      [...functions.map((file) => file.replace(/\.ts$/, ".mjs")), "mapping-box.mjs"].sort(),
    );
    expect(having(dist, "https://api.white-label.example")).toEqual(having("functions", "../hooks.config.ts"));
  });

  test("is counted in the one line that says that all went well", () => {
    expect(announced).toBe(`${configFile} is valid: ${readdirSync("functions").length} functions are in ${dist}\n`);
  });

  test("has what came of reading it, and nothing of how to read it", () => {
    expect(having(dist, "must name an account")).toEqual([]);
    expect(having(dist, "NOWHERE")).toEqual([]);
  });

  test("has the dates of holidays where it may need them, and the library that knows them nowhere", () => {
    expect(having(dist, "Tiradentes")).toEqual([]);
    expect(having(dist, "astronomia")).toEqual([]);
  });

  test.each([
    ["credentials of a single sign-on", "GetRoleCredentials"],
    ["credentials of another role", "AssumeRole"],
    ["credentials of a process", "credential_process"],
    ["the metadata of EC2", "169.254.169.254"],
    ["files of settings", "AWS_SHARED_CREDENTIALS_FILE"],
    ["events that are streamed", ":event-type"],
    ["its clients' steps", "x-amz-user-agent"],
    ["errors of operations that are not used", "QueueDeletedRecently"],
    ["questions and answers of the query protocol", "aws.protocols#awsQuery"],
  ])("has of the SDK nothing that Lambda has not: %s", (_, text) => {
    expect(having(dist, text)).toEqual([]);
  });

  /** What each may weigh where no source maps anything, in kB: a tenth more than it does. What stands out here has brought something along. */
  const mostKb: Readonly<Record<string, number>> = {
    "accept-update-event": 172,
    "apply-commands": 460,
    "close-idle-sessions": 310,
    "collect-notices": 120,
    "look-after-sessions": 345,
    "mapping-box": 120,
    "notify-people": 165,
    "reassign-session": 315,
    "receive-webhook": 226,
    "relay-outcomes": 120,
    "update-session": 360,
  };

  test("reads secrets without the library that reads the configuration", () => {
    const withLibrary = having(dist, "ZodMiniType");
    // Whose rules of sessions and hours stand beside their shapes have it still: so it is called what it is looked for by.
    expect(withLibrary).toContain("close-idle-sessions");
    for (const name of ["accept-update-event", "receive-webhook", "relay-outcomes"])
      expect(withLibrary).not.toContain(name);
  });

  test("is not heavier than what its function uses", () => {
    const weights = bundled()
      .filter((file) => file.endsWith(".mjs"))
      .map((file): [string, number] => [file.replace(".mjs", ""), statSync(join(dist, file)).size / 1_000]);
    expect(weights.map(([name]) => name).sort()).toEqual(Object.keys(mostKb));
    expect(weights.filter(([name, kb]) => kb > (mostKb[name] ?? 0))).toEqual([]);
  });

  test("has expressions in the mapping box alone, and where no source maps not even the way to sign of one", () => {
    // An error of JSONata's own.
    expect(having(dist, "S0202")).toEqual(["mapping-box"]);
    expect(having(dist, "x-twilio-signature")).toEqual([]);
  });

  test("is built though a policy waits for what nobody publishes, and that is said", () => {
    expect(said).toMatch(
      /other\.config\.ts is valid\. Worth a look:\n {2}- routing\.policies\.vendas\.when: waits for SESSION_NEW/,
    );
    expect(bundled()).toContain("reassign-session.mjs");
  });
});

test("a good file that is only checked is said to be good, in its language, and what was built before stays", async () => {
  writeFileSync(join(dist, "built-before.mjs"), "");
  const before = bundled();
  const good = `import { defineConfig } from "wts-session-hooks"; export default defineConfig({ limits: { share: 0.5 } });`;
  expect(await build(good, "--check")).toEqual({ stdout: `${configFile} is valid\n`, stderr: "" });
  const portuguese = good.replace("limits:", 'language: "pt-BR", limits:');
  expect(await build(portuguese, "--check")).toEqual({ stdout: `${configFile} está bom\n`, stderr: "" });
  await expect(build(good.replace("0.5", "2"), "--check")).rejects.toMatchObject({ code: 1 });
  expect(bundled()).toEqual(before);
});

test("a file that is not there is refused by name", async () => {
  await expect(runBuild("/nowhere.config.ts")).rejects.toMatchObject({
    code: 1,
    stderr: "there is no configuration file /nowhere.config.ts: HOOKS_CONFIG must name one that exists\n",
  });
});

test("a file with mistakes is refused with all of them, and nothing is written", async () => {
  const wrong = build(`export default { timeZone: "Mars/North", limits: { share: 2 } };`);
  await expect(wrong).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/other\.config\.ts\n[\s\S]*timeZone: must be[\s\S]*limits\.share: must be/),
  });
  expect(bundled()).toEqual([]);
});

test("a file with mistakes in policies and in sources is refused with both in one go", async () => {
  const wrong = build(`import { defineConfig } from "wts-session-hooks";
    export default defineConfig({
      routing: { policies: [{ name: "vendas", when: ["backlog"], capacity: 0 }] },
      sources: { loja: { verify: "github", map: { sessionId: "body.id", statu: "'COMPLETED'" } } },
    });`);
  await expect(wrong).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /vendas\.capacity: must be at least 1, and is 0[\s\S]*loja\.map\.statu: .*nearest one is status/,
    ),
  });
});

test("a file that is no program is refused with the line", async () => {
  await expect(build("export default {")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/other\.config\.ts:1:16[\s\S]*other\.config\.ts cannot be bundled\n$/),
  });
});

test("a name that is not imported is refused by name, without a stack", async () => {
  await expect(build("export default { sources: { loja } };")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/other\.config\.ts\nReferenceError: loja is not defined\n$/),
  });
});

test("the configuration of the user is read by the functions, the command line and npm start, and by no test", async () => {
  await expect(import("../../hooks.config.ts")).rejects.toThrow("a test reads hooks.config.ts, which is the user's");
});
