// With a WTS to ask, `explain` does not call a command good whose department or session nobody has, and its exit code says so.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { explainParked, isGood } from "../../cli/webhooks/explain-delivery.ts";
import type { AskWts } from "../../cli/webhooks/wts-step.ts";
import { defineConfig, type SourceInput } from "../../lib/config.ts";
import { boxHere } from "../support/box-here.ts";
import { manualClock } from "../support/manual-clock.ts";
import { wtsForTests } from "../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { runHere } from "./support/hooks-for-tests.ts";

const id = "5e550000-0000-4000-8000-000000000001";
let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: [{ id, status: "PENDING", contactPhone: "551180045904" }] });
  await standIn.admin("PUT", "limits", { enabled: false });
});

const asking: AskWts = async () => wtsForTests(standIn.url, manualClock(Date.now()));
const note = { command: "'note'", text: "'Pago'" };
const session = { contactPhone: "body.phone" };

const explain = async (
  source: Partial<SourceInput>,
  { phone = "11 98004-5904", askWts = asking, language = "en" as "en" | "pt-BR" } = {},
) => {
  const config = defineConfig({ language, sources: { loja: { verify: "github", map: note, ...source } } });
  const { loja } = config.sources;
  if (!loja) throw new Error("unreachable");
  const stored = {
    ...{ source: "loja", account: "default", method: "POST", headers: {}, query: {}, contentHash: "c" },
    ...{ lastingHash: "l", receivedAt: "2026-11-20T12:00:00.000Z", bytes: Buffer.from(JSON.stringify({ phone })) },
  };
  const explanation = await explainParked(stored, {
    config,
    name: "loja",
    source: loja,
    askWts,
    box: boxHere(config.sources),
  });
  return { ...explanation, good: isGood(explanation), met: explanation.steps.at(-1) };
};

test("it says which session is found, by which number, and what would change there, and changes nothing", async () => {
  const map = [
    { session, status: "'IN_PROGRESS'" },
    { ...note, session },
  ];
  const { good, met } = await explain({ map });
  const found = "(looked for 55119****5904 (nobody has it) and 5511****5904)";
  expect([good, met?.step, met?.says]).toEqual([
    true,
    "at WTS",
    [`0: update: ${id} changes in Status ${found}`, `1: note: ${id} changes in Note ${found}`],
  ]);
  expect((await journalOf(standIn.admin, true)).map(({ method }) => method)).not.toContain("PUT");
  expect((await journalOf(standIn.admin)).every(({ method }) => method === "GET")).toBe(true);
});

test.each<[string, SourceInput["map"], RegExp]>([
  [
    "a department that nobody has",
    { command: "'transfer'", session, department: "'Comercal'" },
    /^0: transfer: COMMAND_INVALID: department: .*the nearest name is Comercial$/,
  ],
  [
    "a person whom nobody knows",
    { session, user: "'Zé Ninguém'", department: "'Comercial'" },
    /^0: update: COMMAND_INVALID: user/,
  ],
  [
    "a session that is not there",
    { ...note, sessionId: "'5e550000-0000-4000-8000-00000000000f'" },
    /SESSION_NOT_FOUND/,
  ],
  [
    "a session to be routed that is not there",
    { command: "'route'", sessionId: "'5e550000-0000-4000-8000-00000000000f'", reason: "'pago'" },
    /^0: route: SESSION_NOT_FOUND/,
  ],
  [
    "a number that nobody has",
    { ...note, session: { contactPhone: "'11 3004-5904'" } },
    /SESSION_REFERENCE_UNRESOLVED: .*5511\*{4}5904 \(nobody has it\)/,
  ],
])("%s is no good command", async (_what, map, says) => {
  const { good, met, verdict } = await explain({ map });
  expect([good, verdict]).toEqual([false, "parked again: correct the mapping first"]);
  expect(met).toMatchObject({ step: "at WTS", ok: false, says: [expect.stringMatching(says)] });
});

test("of a session that is to be routed it says that it is there, and how to learn who would get it", async () => {
  const { good, met } = await explain({ map: { command: "'route'", session, reason: "'pago'" } });
  expect([good, met?.says]).toEqual([true, [expect.stringMatching(`^0: route: ${id} is there; .*route <sessionId>`)]]);
});

test("nobody is there, and that is to be ignored", async () => {
  const { good, met } = await explain({ map: { ...note, session }, onNone: "ignore" }, { phone: "11 97777-0000" });
  expect([good, met?.says]).toEqual([
    true,
    [expect.stringMatching(/^0: note: ignored: no open session fits \(looked/)],
  ]);
});

test("where WTS cannot be asked, that is said, and nothing is called wrong", async () => {
  const askWts: AskWts = () => Promise.reject(new Error("nothing runs here"));
  const { good, met } = await explain({ map: { ...note, session } }, { askWts });
  expect([good, met?.says, met?.notes]).toEqual([
    true,
    ["not looked up"],
    [expect.stringMatching(/nothing runs here/)],
  ]);
});

describe("the verdict", () => {
  const folder = mkdtempSync(join(tmpdir(), "explain-"));
  const file = join(folder, "deal.json");
  const secretsFile = join(folder, "secrets.json");
  const key = "pn_test_default_0123456789";
  beforeAll(() => {
    writeFileSync(file, JSON.stringify({ phone: "11 98004-5904" }));
    const sources = { loja: ["a-secret-of-this-test-0123456789"] };
    writeFileSync(secretsFile, JSON.stringify({ accounts: {}, clients: {}, sources }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verdict = async (map: SourceInput["map"], ...more: string[]) => {
    const config = defineConfig({
      wts: { baseUrl: standIn.url },
      sources: { loja: { verify: "github", map, onNone: "ignore" } },
    });
    const asked: string[] = [];
    const args = ["explain", file, "--source", "loja", "--sign", "--json", ...more];
    const environment = { LOCAL_SECRETS_FILE: secretsFile, LOCAL_RUNNING_FILE: join(folder, "nothing.json") };
    const askHidden = async (question: string) => {
      asked.push(question);
      return key;
    };
    const { code, stdout, stderr } = await runHere(args, environment, { config, askHidden });
    expect(stdout + stderr).not.toContain(key);
    return { code, asked: asked.length, ...(JSON.parse(stdout) as { verdict: string; lookedUp?: boolean }) };
  };

  test("is not looked up where nobody can be asked, and 'applied' with a key that is asked for once", async () => {
    expect(await verdict([{ ...note, session }])).toMatchObject({
      ...{ code: 0, asked: 0, lookedUp: false },
      verdict: expect.stringMatching(/^not looked up: /),
    });
    expect(
      await verdict(
        [
          { ...note, session },
          { session, status: "'IN_PROGRESS'" },
        ],
        "--key",
      ),
    ).toMatchObject({
      ...{ code: 0, asked: 1, lookedUp: true, verdict: "taken, and would be applied" },
    });
  });

  test("is bad, and so is the exit code, for what would be refused; without a command there is nothing to look up", async () => {
    const wrong = { command: "'transfer'", session, department: "'Comercal'" };
    expect(await verdict(wrong, "--key")).toMatchObject({
      ...{ code: 1, lookedUp: true, verdict: expect.stringMatching(/^taken, and refused by the worker/) },
    });
    const { code, verdict: said, lookedUp } = await verdict("null", "--key");
    expect({ code, said, lookedUp }).toEqual({ code: 0, said: "taken, and nothing is done", lookedUp: undefined });
  });

  test("a key goes with a file, and not with what has one", async () => {
    for (const args of [
      ["explain", file, "--key", "--stage", "prod"],
      ["explain", "--parked", "1234", "--key"],
    ])
      expect(await runHere(args, {})).toMatchObject({ code: 2, stderr: expect.stringContaining("--key goes with") });
  });
});

test("the verdict is in the language of the configuration, and leaves no other in it", async () => {
  const language = "pt-BR";
  const none: AskWts = () => Promise.reject(new Error("nothing runs here"));
  const verdicts = await Promise.all([
    explain({ map: { ...note, session } }, { language }),
    explain({ map: { ...note, session } }, { language, askWts: none }),
    explain({ map: { command: "'transfer'", session, department: "'Comercal'" } }, { language }),
  ]);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual([
    "`parked replay` faria isso, quando este mapeamento for o que roda",
    expect.stringContaining("não consultada: se o WTS tem"),
    "retida de novo: corrija primeiro o mapeamento",
  ]);
});
