// `doctor` beside queues and a table of its own: what it says of a good place, of one that is not, and where there is none.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { defineConfig } from "../../../lib/config.ts";
import { buildIdOf, buildIdText } from "../../../scripts/build/build-id.mjs";
import { englishIn } from "../../support/english-words.ts";
import { ownEnvironment } from "../../support/own-files.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";
import { type HooksForTests, runHere, startHooks } from "../support/hooks-for-tests.ts";

interface Told {
  verdict: string;
  counts: Record<string, number>;
  findings: { check: string; verdict: string; about?: string; what: string; cure?: string }[];
}

const build = buildIdText(buildIdOf(ownEnvironment.HOOKS_CONFIG));
const policies = [
  {
    name: "vip",
    when: ["ownerSilent" as const].map(() => ({ ownerSilent: { minutes: 30 } })),
    department: "Comercial",
  },
];
const config = defineConfig({ routing: { policies } });

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config });
});
beforeEach(() => standIn.admin("POST", "reset", {}));
afterEach(() => our.empty());
afterAll(async () => {
  await our.stop();
  await standIn.stop();
});

/** The HTTP API is not part of it: whatever answers stands in for it. */
const running = () => ({ build, wtsUrl: standIn.url, url: `${standIn.url}/__admin` });
const told = (...args: string[]): Promise<Told> => our.runningOtherwise(running(), () => our.json("doctor", ...args));

const found = ({ findings }: Told, verdict: string) =>
  findings.filter((each) => each.verdict === verdict).map(({ check, about }) => (about ? `${check} ${about}` : check));

test("every line of what is wrong says what to do", async () => {
  our.put("Parked", { reason: { code: "RETRIES_EXHAUSTED" } });
  await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
  const report = await told();
  expect(report.verdict).toBe("wrong");
  expect(found(report, "wrong")).toEqual(expect.arrayContaining(["api-key default", "parked"]));
  for (const { verdict, cure, what } of report.findings)
    if (verdict === "wrong" || verdict === "warning") expect([what, cure]).toEqual([what, expect.any(String)]);
});

test("the exit code says the verdict, and --json stands alone on stdout", async () => {
  our.put("CommandsDead", { odd: true }, "group");
  const bad = await our.runningOtherwise(running(), () => our.hooks("doctor"));
  expect(bad).toMatchObject({ code: 1, stderr: "Something is wrong: each line above says what to do.\n" });
  expect(bad.stdout).toMatch(/^WRONG +parked +1 in commands-dead/m);
  expect(bad.stdout).toMatch(/^ {4}do: `npm run hooks -- parked list`/m);
});

test("WTS is asked a dozen times at most, and only to read", async () => {
  await told();
  const journal = await journalOf(standIn.admin);
  expect(journal.length).toBeGreaterThanOrEqual(4);
  expect(journal.length).toBeLessThanOrEqual(12);
  expect(journal.filter(({ method }) => method !== "GET")).toEqual([]);
});

test("--account asks about that one alone, and refuses one that is not there", async () => {
  const report = await told("--account", "filial");
  expect(new Set(report.findings.flatMap(({ check, about }) => (check === "api-key" ? [about] : [])))).toEqual(
    new Set(["filial"]),
  );
  expect(await our.hooks("doctor", "--account", "nobody")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("there is no account nobody"),
  });
});

test("an address that is not WTS's is told from one that is away, and nobody's key is sent there", async () => {
  const elsewhere = (url: string) =>
    our.runningOtherwise({ ...running(), endpoints: { ...our.endpoints, WTS_BASE_URL: url } }, () =>
      our.json<Told>("doctor"),
    );
  const { findings } = await elsewhere(our.endpoints.AWS_ENDPOINT_URL_SQS);
  expect(findings).toContainEqual(
    expect.objectContaining({ check: "wts", verdict: "wrong", what: expect.stringContaining("not as WTS Chat does") }),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ check: "api-key", about: "default", verdict: "not-checked" }),
  );
  const away = await elsewhere("http://127.0.0.1:9");
  expect(away.findings).toContainEqual(
    expect.objectContaining({ check: "wts", what: expect.stringContaining("ECONNREFUSED") }),
  );
});

test("where nothing runs it looks at what there is, and says why not at the rest", async () => {
  const { stdout } = await runHere(["doctor"], { LOCAL_RUNNING_FILE: "/nowhere/running.json" });
  expect(stdout).toMatch(/^ok +configuration +valid: \d+ sources/m);
  expect(stdout).toMatch(/^not checked +what is deployed +it needs a stack: `npm start`/m);
});

test("in Portuguese no English word is left", async () => {
  const own = defineConfig({
    language: "pt-BR",
    account: "nenhuma",
    routing: { policies: [{ ...policies[0], name: "vip", department: "Comercal", when: ["backlog"] }] },
  });
  our.put("Parked", { odd: true });
  await our.hooks("pause");
  const { stdout } = await our.runningOtherwise(running(), () => runHere(["doctor"], our.environment, { config: own }));
  await our.hooks("resume");
  expect(stdout).toMatch(/^ERRADO +retidos +1 retido/m);
  expect(englishIn(stdout)).toEqual([]);
});
