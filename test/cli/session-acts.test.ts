// `session complete` and `session route`: the difference is shown before anything is written, and what was shown is what is done.
import { userInfo } from "node:os";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { ActAnswer } from "../../cli/session/act-on-session.ts";
import type { SessionStory } from "../../cli/session/show-story.ts";
import { defineConfig } from "../../lib/config.ts";
import { peopleOf } from "../support/people.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";

const sessionId = "5e550000-0000-4000-8000-000000000002";
const config = defineConfig({
  language: "pt-BR",
  routing: { policies: [{ name: "comercial", when: ["requested"], department: "Comercial" }] },
});
let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config });
});
afterAll(() => Promise.all([our.stop(), standIn.stop()]));
beforeEach(async () => {
  our.empty();
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS" }] });
  await standIn.admin("PUT", "limits", { enabled: false });
});

interface AtWts {
  status: string;
  userId: string | null;
}
const atWts = async (): Promise<AtWts> => {
  const sessions = await standIn.admin<(AtWts & { id: string })[]>(
    "GET",
    "sessions?status=STARTED&status=PENDING&status=IN_PROGRESS&status=COMPLETED",
  );
  const found = sessions.find(({ id }) => id === sessionId);
  if (!found) throw new Error("the session is gone");
  return found;
};
const complete = (...more: string[]) => our.hooks("session", "complete", sessionId, ...more);

test("a dry run shows each field before and after, and what is said, and writes nothing", async () => {
  const { code, stdout } = await complete("--reason", "resolvido por telefone", "--farewell", "Até logo!", "--dry-run");
  expect({ code, lines: stdout.trimEnd().split("\n") }).toEqual({
    code: 0,
    lines: [
      `Encerrar o atendimento ${sessionId} da conta default, ambiente local:`,
      "  nota interna: resolvido por telefone",
      "  despedida: Até logo!",
      "  situação: IN_PROGRESS → COMPLETED",
      "Nada foi gravado.",
    ],
  });
  expect((await atWts()).status).toBe("IN_PROGRESS");
});

test("nothing is done before somebody has said yes", async () => {
  expect(await complete()).toMatchObject({ code: 1, stderr: expect.stringContaining("--yes") });
  expect((await atWts()).status).toBe("IN_PROGRESS");
});

test("it is closed, and its story says by whom", async () => {
  const acted = await our.json<ActAnswer>("session", "complete", sessionId, "--yes");
  expect(acted).toMatchObject({
    dryRun: false,
    session: { status: "IN_PROGRESS", isOpen: true },
    changes: [{ field: "Status", label: "situação", from: "IN_PROGRESS", to: "COMPLETED" }],
    expect: { status: "IN_PROGRESS" },
  });
  expect((await atWts()).status).toBe("COMPLETED");
  const { entries } = await our.json<SessionStory>("session", sessionId);
  expect(entries.at(-1)).toMatchObject({ what: "complete", door: "cli", orderedBy: userInfo().username });
  expect(await complete("--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("já está encerrado") });
});

test("it is left alone if its contact writes while somebody thinks about it", async () => {
  const { code, stderr } = await runHere(["session", "complete", sessionId], our.environment, {
    config,
    ask: async () => {
      await standIn.admin("POST", "messages", { sessionId, direction: "FROM_HUB", text: "Esperem!" });
      return "sim";
    },
  });
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("lastMessageIn") });
  expect((await atWts()).status).toBe("IN_PROGRESS");
});

test("what a dry run saw can be asked for again: another session is refused, and a wrong form of it is wrong usage", async () => {
  const { expect: seen } = await our.json<ActAnswer>("session", "complete", sessionId, "--dry-run");
  const same = ["--expect", JSON.stringify(seen), "--dry-run"];
  expect(await complete(...same)).toMatchObject({ code: 0 });
  const other = JSON.stringify({ ...seen, status: "PENDING" });
  expect(await complete("--expect", other, "--yes")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("expect.status"),
  });
  expect(await complete("--expect", "{}", "--yes")).toMatchObject({ code: 2 });
  expect(await complete("--expect", "{", "--yes")).toMatchObject({ code: 2 });
  expect((await atWts()).status).toBe("IN_PROGRESS");
});

test("a move says who would get it and why nobody else, and is made as it was shown", async () => {
  const dry = await our.json<ActAnswer>("session", "route", sessionId, "--dry-run");
  expect(dry.changes.map(({ field }) => field)).toContain("DepartmentId");
  expect(dry.changes.find(({ field }) => field === "DepartmentId")?.toText).toBe("Comercial");
  expect(dry.decided?.text).toMatch(/^Entregue a .+ \(Comercial\) pela regra comercial \(a pedido\)/);
  expect(dry.decided?.details.some((text) => text.startsWith("não "))).toBe(true);
  const before = await atWts();
  expect(await our.hooks("session", "route", sessionId, "--yes", "--reason", "é do comercial")).toMatchObject({
    code: 0,
    stderr: "",
  });
  const { userId } = await atWts();
  expect(userId).not.toBe(before.userId);
  expect(userId).toBe(dry.decision?.userId);
  const again = await our.json<ActAnswer>("session", "route", sessionId, "--department", "Comercial", "--yes");
  expect(again.decided).toBeDefined();
});

test("a person that is named gets it", async () => {
  const { agent } = await peopleOf(standIn.admin);
  const { stdout, code } = await our.hooks("session", "route", sessionId, "--user", "Carla Mendes", "--yes");
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("Carla Mendes") });
  expect((await atWts()).userId).toBe(agent("Carla Mendes").userId);
});

test("a hold and its end show the same difference", async () => {
  const held = await our.json<ActAnswer>("session", "hold", sessionId, "--until", "em 3 dias", "--dry-run");
  expect(held).toMatchObject({
    dryRun: true,
    session: { status: "IN_PROGRESS" },
    changes: [
      { field: "Hold", label: "espera", from: null, fromText: "nenhuma", toText: expect.stringMatching(/09:00$/) },
    ],
  });
});

test("it is shown in the language that is asked for, and noted for the team in that of the configuration", async () => {
  const asked = ["session", "hold", sessionId, "--until", "in 2 days", "--language", "en"];
  const { stdout } = await our.hooks(...asked, "--dry-run");
  expect(stdout).toMatch(/^Hold the session .* until \w{3} /);
  await our.hooks(...asked, "--yes");
  expect(JSON.stringify(our.inside("Commands").ready)).toContain("Em espera até");
  const { entries } = await our.json<SessionStory>("session", sessionId, "--language", "en");
  expect(entries.at(-1)?.text).toMatch(/ at the command line put it on hold until /);
});
