// `doctor --probe` as it is typed: it says what it will do, asks before what stays, and writes down what the configuration reads.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { type HooksForTests, type Result, runHere, startHooks } from "../cli/support/hooks-for-tests.ts";
import { englishIn } from "../support/english-words.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

const sessionId = "5e55e55e-0000-4000-8000-000000000001";
const unlimited = {
  share: 1,
  sustained: { requests: 100_000, windowMs: 300_000 },
  burst: { requests: 100_000, windowMs: 5_000 },
};
const config = defineConfig({ limits: unlimited });

let standIn: TestStandIn;
let our: HooksForTests;
let folder: string;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url });
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "probe-"));
  await standIn.admin("POST", "reset", {});
  const { departments } = await standIn.admin<{ departments: { id: string; name: string }[] }>("GET", "directory");
  await standIn.admin("PUT", `sessions/${sessionId}`, {
    contactPhone: "+55 11 98765-4321",
    contactName: "Maria Souza",
    status: "PENDING",
    departmentId: departments.find(({ name }) => name === "Comercial")?.id,
    metadata: { origem: "teste" },
    messages: [{ direction: "FROM_HUB", origin: "GATEWAY", text: "oi", at: new Date().toISOString() }],
  });
});
afterAll(async () => {
  await our.stop();
  await standIn.stop();
});

const answersFile = () => join(folder, "wts-answers.json");
const answers = () => JSON.parse(readFileSync(answersFile(), "utf8"));
const held = () => standIn.admin<Record<string, unknown>>("GET", `sessions/${sessionId}`);

const run = (
  args: readonly string[],
  more: { ask?: (question: string) => Promise<string>; config?: typeof config } = {},
): Promise<Result> =>
  our.runningOtherwise({ wtsUrl: standIn.url }, () =>
    runHere(
      ["doctor", "--probe", "--session", sessionId, ...args],
      { ...our.environment, HOOKS_CONFIG: join(folder, "hooks.config.ts") },
      { config, ...more },
    ),
  );
const writes = async () =>
  (await journalOf(standIn.admin, true)).map(({ method, path }) => `${method} ${path.replace(sessionId, "{id}")}`);

test("--dry-run says every call, and makes none", async () => {
  const { code, stdout } = await run(["--dry-run"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^metadata\n {4}PUT \/chat\/\{v\}\/session\/\{id\}\/partial/m);
  expect(stdout).toMatch(/^noteMovesInteraction, messageListNotes \(a note, which stays\)$/m);
  expect(await journalOf(standIn.admin)).toEqual([]);
});

test("nothing is written before somebody has said yes, and the contact's name is not shown whole", async () => {
  const asked: string[] = [];
  const { code, stdout, stderr } = await run([], {
    ask: async (question) => {
      asked.push(question);
      return "n";
    },
  });
  expect([code, asked.length]).toEqual([1, 1]);
  expect(stderr).toContain("nothing was done");
  expect(stdout).toContain("The session of M… S…, PENDING");
  expect(stdout).not.toContain("Souza");
  expect(await writes()).toEqual([]);
});

test("what stays is asked for, each by itself, and is not done without a yes; the session is given back", async () => {
  const before = await held();
  const asked: string[] = [];
  const { code, stdout } = await run([], {
    ask: async (question) => {
      asked.push(question);
      return asked.length === 1 ? "y" : "";
    },
  });
  expect(code).toBe(0);
  expect(asked).toHaveLength(5);
  expect((await writes()).filter((call) => call.startsWith("POST"))).toEqual([]);
  const after = await held();
  for (const name of ["status", "departmentId", "userId", "number", "endAt", "metadata"])
    expect([name, after[name]]).toEqual([name, before[name]]);
  expect(stdout).toMatch(/^noteMovesInteraction +nobody allowed it/m);
  expect(stdout).toContain("The session is as it was.");
  expect(answers()).toMatchObject({
    default: { baseUrl: standIn.url, answers: { metadata: "merged", sessionApi: "v2-and-v1" } },
  });
  expect(readFileSync(answersFile(), "utf8")).not.toMatch(/98765|Souza|5e55e55e/);
  // Each call was said before it was made.
  const said = stdout.match(/^ +\d+ {2}(GET|PUT|POST) /gm) ?? [];
  expect(said).toHaveLength((await journalOf(standIn.admin)).length);
});

test("--yes and --allow take the place of the answers; a second time asks again, keeps the rest, and says what has changed", async () => {
  await run(["--yes", "--allow", "note"]);
  expect((await writes()).filter((call) => call.startsWith("POST"))).toEqual(["POST /chat/v1/session/{id}/note"]);
  await standIn.admin("PUT", "switches", { metadata: "replaced" });
  const { code, stdout } = await run(["--yes"]);
  expect(code).toBe(0);
  expect(stdout).toContain("metadata was merged when it was last asked, and is replaced now");
  expect(answers().default.answers).toMatchObject({ metadata: "replaced", messageListNotes: "included" });
});

test("a 429 ends it: nothing is provoked further, and the session is given back all the same", async () => {
  await standIn.admin("POST", "faults", [
    { status: 429, headers: { "retry-after": "0" }, path: "/transfer", times: 1 },
  ]);
  const before = await held();
  const { code, stdout } = await run(["--yes", "--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    end: "too much asked",
    notRestored: [],
    open: { partialCompleted: "stopped" },
  });
  const after = await held();
  expect([after.status, after.userId]).toEqual([before.status, before.userId]);
});

test.each([["a session that is closed", { status: "COMPLETED" }, /the session is COMPLETED: name one that is open/]])(
  "%s is refused",
  async (_name, change, expected) => {
    await standIn.admin("PUT", `sessions/${sessionId}`, change);
    const { code, stderr } = await run(["--yes"]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(expected)]);
    expect(await writes()).toEqual([]);
  },
);

test("a file that is not the probe's is left alone", async () => {
  writeFileSync(answersFile(), "[]");
  const { code, stderr } = await run(["--yes"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("is not what `doctor --probe` writes")]);
  expect(readFileSync(answersFile(), "utf8")).toBe("[]");
  rmSync(folder, { recursive: true });
});

test("where the answers cannot be written nobody is asked anything", async () => {
  const { code, stderr } = await our.runningOtherwise({ wtsUrl: standIn.url }, () =>
    runHere(
      ["doctor", "--probe", "--session", sessionId, "--yes"],
      { ...our.environment, HOOKS_CONFIG: join(folder, "nowhere/hooks.config.ts") },
      { config },
    ),
  );
  expect([code, stderr]).toEqual([1, expect.stringMatching(/wts-answers\.json cannot be written \(ENOENT\)/)]);
  expect(await journalOf(standIn.admin)).toEqual([]);
});

test("options of the probe go with it, and it needs a session", async () => {
  expect(await our.hooks("doctor", "--yes")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--yes goes with --probe"),
  });
  expect(await our.hooks("doctor", "--probe")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("needs a --session"),
  });
  expect(await our.hooks("doctor", "--probe", "--session", "x")).toMatchObject({ code: 2 });
});

test("in Portuguese no English word is left but what stands in the calls", async () => {
  const { stdout } = await run(["--yes"], { config: defineConfig({ language: "pt-BR", limits: unlimited }) });
  expect(stdout).toContain("O atendimento está como estava.");
  const own = stdout
    .split("\n")
    .filter((line) => !/^ +\d+ {2}[A-Z]+ \//.test(line) && !/^ {2}(import|wts:)/.test(line));
  expect(englishIn(own.join("\n").replaceAll(/\/\w+|[a-z]+[A-Z]\w*|v2-and-v1/g, ""))).toEqual([]);
});
