// `session hold`, `session release` and `holds list`: what somebody means by a time is shown, asked for, kept, and taken back.
import { userInfo } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { holds } from "../../lib/records/holds.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
const config = defineConfig({ language: "pt-BR" });
let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  our = await startHooks({ wtsUrl: standIn.url, config });
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS" }] });
  await standIn.admin("PUT", "limits", { enabled: false });
});
afterEach(() => our.stop());

const held = () => holds({ table: our.table, clock }).read("default", sessionId);
const hold = (...more: string[]) => our.hooks("session", "hold", sessionId, "--until", "em 3 dias", ...more);

test("a dry run shows the instant in the zone, and writes nothing", async () => {
  const { code, stdout } = await hold("--dry-run");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Pôr em espera o atendimento 5e55.*, até \S+, \d\d\/\d\d\/\d{4} 09:00 \(America\/Sao_Paulo\)\.\nNada foi gravado\./,
  );
  expect(await held()).toBeUndefined();
});

test("an account's own zone is that of the list, too, as it was when the hold was set", async () => {
  await our.stop();
  our = await startHooks({
    wtsUrl: standIn.url,
    config: defineConfig({ language: "pt-BR", accounts: { default: { timeZone: "America/Rio_Branco" } } }),
  });
  const set = await hold("--yes");
  const [, until] = /até (\S+ \S+ \d\d:\d\d) \(America\/Rio_Branco\)/.exec(set.stdout) ?? [];
  expect(until).toMatch(/09:00$/);
  const { stdout } = await our.hooks("holds", "list");
  expect(stdout).toContain("horários de America/Rio_Branco");
  expect(stdout).toContain(until);
});

test("nothing is done before somebody has said yes", async () => {
  const { code, stderr } = await hold();
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("--yes") });
  expect(await held()).toBeUndefined();
});

test("whoever takes a minute and a half to say yes has it done all the same", async () => {
  const { now } = clock;
  try {
    const { code, stderr } = await runHere(["session", "hold", sessionId, "--until", "em 3 dias"], our.environment, {
      config,
      ask: async () => {
        clock.now = () => now() + 90_000;
        return "sim";
      },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  } finally {
    clock.now = now;
  }
  expect(await held()).toMatchObject({ source: "cli" });
});

test("a phone number is read as one of the account's own country", async () => {
  await our.stop();
  our = await startHooks({
    wtsUrl: standIn.url,
    config: defineConfig({ language: "pt-BR", accounts: { default: { phoneCountry: "PT" } } }),
  });
  await standIn.admin("POST", "reset", {
    sessions: [{ id: sessionId, status: "IN_PROGRESS", contactPhone: "351912345678" }],
  });
  const { code, stderr } = await our.hooks(
    "session",
    "hold",
    "--phone",
    "912 345 678",
    "--until",
    "em 3 dias",
    "--yes",
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(await held()).toMatchObject({ source: "cli" });
});

test("it is held with who typed it and why, listed, told in the session's story, and released", async () => {
  expect(await hold("--reason", "ligar de volta", "--yes")).toMatchObject({ code: 0, stderr: "" });
  const setBy = userInfo().username;
  expect(await held()).toMatchObject({ setBy, source: "cli", reason: "ligar de volta" });
  expect(await our.json("holds", "list")).toMatchObject({ holds: [{ sessionId, setBy, reason: "ligar de volta" }] });
  expect((await our.hooks("holds", "list")).stdout).toContain("ligar de volta");
  expect((await our.hooks("session", sessionId)).stdout).toContain(`${setBy} pela linha de comando pôs em espera até`);
  expect((await our.hooks("session", sessionId)).stdout).toContain("ligar de volta");
  expect(await our.hooks("session", "release", sessionId, "--yes")).toMatchObject({ code: 0 });
  expect(await held()).toMatchObject({ ended: { as: "RELEASED" } });
  const { entries } = await our.json<{ entries: { what: string; orderedBy?: string }[] }>("session", sessionId);
  expect(entries.filter(({ what }) => what === "hold")).toMatchObject([{ orderedBy: setBy }, { orderedBy: setBy }]);
  expect((await our.hooks("session", "release", sessionId)).stdout).toContain("Nenhuma espera");
  expect((await our.hooks("holds", "list")).stdout).toContain("Nenhum atendimento");
});

test.each([
  ["what is not understood", "logo", "não foi entendido"],
  ["what is past", "hoje 00:00", "must lie ahead"],
  ["what is too far", "31/12/2030 09:00", "within 90 days"],
])("%s is refused, and says so", async (_what, until, message) => {
  const { code, stderr } = await our.hooks("session", "hold", sessionId, "--until", until, "--yes");
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});
