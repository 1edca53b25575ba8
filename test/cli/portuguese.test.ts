// What the main commands say where the configuration says "pt-BR": no English word is left in it, and codes stay what they are.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import { englishIn } from "../support/english-words.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";

const everyDay = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((day) => [day, ["00:00-24:00"]]),
);
const config = defineConfig({
  language: "pt-BR",
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: {
    policies: [
      {
        name: "fila",
        match: { status: "PENDING" },
        idle: { hours: 4, clock: "business" },
        hours: { weekly: everyDay },
      },
      { name: "parados", except: { tags: "VIP" }, idle: { hours: 400 } },
    ],
  },
  routing: {
    policies: [
      { name: "vip", when: ["SESSION_NEW"], match: { type: "GROUP" }, department: "Comercial" },
      {
        name: "comercial",
        when: ["SESSION_NEW", "backlog", { ownerSilent: { minutes: 30 } }],
        department: "Comercial",
      },
    ],
  },
});

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.admin("POST", "reset");
  our = await startHooks({ wtsUrl: standIn.url, config });
});
afterEach(() => our.stop());

/** Names of WTS's directory and of zones are what they are. */
const said = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await our.hooks(...args);
  expect({ code, stderr, args }).toEqual({ code: 0, stderr: "", args });
  expect([args, englishIn(stdout)]).toEqual([args, []]);
  return stdout;
};

test("auto-close: the preview, a run, the runs, and one of them", async () => {
  const preview = await said("auto-close", "--dry-run");
  expect(preview).toMatch(
    /^O que uma execução em \p{L}{3}\., \d\d\/\d\d\/\d{4} \d\d:\d\d \(horários de America\/Sao_Paulo\)/u,
  );
  expect(preview).toMatch(/ATENDIMENTO +REGRA +FICA ATÉ +MOTIVO/);
  expect(preview).toMatch(/CONTACT_SPOKE_LAST: o cliente falou por último|NOT_IDLE_YET: parado desde/);
  expect(await said("auto-close")).toMatch(/^Execução \w+ na conta default \(ambiente local\): terminou;/);
  expect(await said("auto-close", "runs")).toMatch(/EXECUÇÃO +COMEÇOU +POR +SITUAÇÃO/);
  const { runs } = await our.json<{ runs: { id: string }[] }>("auto-close", "runs");
  expect(await said("auto-close", "runs", "show", runs[0]?.id ?? "")).toMatch(
    /começou +.+, por \S+ \(linha de comando\)/,
  );
});

test("every session that stays has its reason in Portuguese", async () => {
  const { staying } = await our.json<{ staying: { code: string; why?: string }[] }>("auto-close", "--dry-run");
  expect(staying.length).toBeGreaterThan(10);
  for (const { code, why } of staying) expect([code, why]).toEqual([code, expect.stringMatching(/\p{L}{3}/u)]);
  expect(staying.flatMap(({ why = "" }) => englishIn(why))).toEqual([]);
});

test("route --explain", async () => {
  const { agents, departments } = await standIn.admin<{
    agents: { userId: string; name: string }[];
    departments: { id: string; name: string }[];
  }>("GET", "directory");
  expect(agents.length).toBeGreaterThan(0);
  const id = crypto.randomUUID();
  const departmentId = departments.find(({ name }) => name === "Comercial")?.id;
  await standIn.admin("PUT", `sessions/${id}`, { status: "PENDING", departmentId, userId: null });
  const shown = await said("route", id, "--explain");
  expect(shown).toContain("Nada foi alterado.");
  expect(shown).toMatch(/não pela regra vip: NOT_MATCHED: o atendimento difere, ou o WTS não informou, em: tipo/);
});

test("one session's preview, and what undoing a run would open again", async () => {
  const { staying } = await our.json<{ staying: { sessionId: string }[] }>("auto-close", "--dry-run");
  const [{ sessionId } = { sessionId: "" }] = staying;
  const one = await said("auto-close", "--dry-run", "--session", sessionId);
  expect(one.match(/^[\da-f-]{36} /gm)).toEqual([`${sessionId} `]);
  expect(await said("auto-close", "--dry-run", "--session", crypto.randomUUID())).toContain(
    "não está entre os abertos que uma regra poderia encerrar",
  );
  expect(await our.hooks("auto-close", "--session", sessionId)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--session goes with --dry-run"),
  });
});

test("what is held, and who is where", async () => {
  const id = crypto.randomUUID();
  await standIn.admin("PUT", `sessions/${id}`, { status: "PENDING" });
  expect(await said("holds", "list")).toContain("Nenhum atendimento da conta default, ambiente local, está em espera.");
  const until = ["--until", "em 3 dias", "--yes"];
  expect(await said("session", "hold", id, ...until)).toContain(`Em espera; \`session release ${id}\` desfaz isto.`);
  expect(await said("holds", "list")).toMatch(/ATENDIMENTO +ATÉ +MOTIVO +DEFINIDA POR/);
  expect(await said("session", "release", id, "--yes")).toContain("A espera foi retirada.");
  expect(await said("directory")).toMatch(/DEPARTAMENTO +NA FILA +ATENDENTE +DISPONÍVEL/);
});

test("status, and closed days", async () => {
  expect(await said("status", "--keys")).toMatch(/^Situação: ambiente local\n.+FILA +ESPERAM.+funciona/s);
  const day = localDay(Date.now() + 30 * 86_400_000, "America/Sao_Paulo");
  const [year, month, date] = day.split("-");
  const added = await said("closed-day", "add", day, "--from", "12:00", "--reason", "Padroeira");
  expect(added).toContain(`Fechado: ${date}/${month}/${year} (`);
  expect(added).toContain(") a partir das 12:00, para todos, na conta default (ambiente local)");
  expect(await said("closed-day", "list")).toMatch(/FECHADO +PARA +MOTIVO/);
  expect(await said("closed-day", "remove", day)).toContain("Aberto de novo:");
});

test("deliveries list, on a day with none", async () => {
  expect(await said("deliveries", "list", "--day", "2026-01-31")).toBe(
    "Nenhum comando começou em 2026-01-31 (dia em UTC); --day escolhe outro dia. O que não pôde ser mapeado está em `parked list`; o que uma fonte só observa fica apenas no log dela.\n",
  );
});
