// `route --explain` and `directory`, beside a stand-in for WTS: everything is shown, nothing is changed.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { AccountDirectory } from "../../cli/routing/read-directory.ts";
import type { ExplainedRoute } from "../../cli/routing/show-explanation.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { manualClock } from "../support/manual-clock.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { type HooksForTests, type Result, runHere, runProcess, startHooks } from "./support/hooks-for-tests.ts";

let our: HooksForTests;
let wts: TestStandIn;
let folder: string;
beforeAll(async () => {
  [our, wts] = await Promise.all([startHooks(), startTestStandIn()]);
  folder = mkdtempSync(join(tmpdir(), "hooks-config-"));
});
afterAll(async () => {
  await Promise.all([our.stop(), wts.stop()]);
  rmSync(folder, { recursive: true });
});

interface Directory {
  departments: { id: string; name: string }[];
  agents: { userId: string; email: string; name: string }[];
}
interface Session {
  id: string;
  departmentId: string;
  userId: string | null;
}

let people: Directory;
beforeEach(async () => {
  await wts.admin("POST", "reset");
  people = await wts.admin<Directory>("GET", "directory");
});
const departmentId = (name: string) => people.departments.find((each) => each.name === name)?.id ?? "";
const userId = (email: string) => people.agents.find((each) => each.email.startsWith(`${email}@`))?.userId ?? "";

const waitingSession = async (more: object = {}): Promise<string> => {
  const id = crypto.randomUUID();
  await wts.admin<Session>("PUT", `sessions/${id}`, {
    status: "PENDING",
    departmentId: departmentId("Comercial"),
    userId: null,
    ...more,
  });
  return id;
};

type Routing = NonNullable<HooksConfigInput["routing"]>;

const withConfigAt = async (
  clock: Clock | undefined,
  config: Pick<HooksConfigInput, "routing" | "language">,
  ...args: string[]
): Promise<Result> => {
  const file = join(folder, `${crypto.randomUUID()}.config.ts`);
  writeFileSync(
    file,
    `import { defineConfig } from "wts-session-hooks";\nexport default defineConfig(${JSON.stringify(config)});\n`,
  );
  const endpoints = { ...our.endpoints, WTS_BASE_URL: wts.url };
  return our.runningOtherwise({ endpoints }, () =>
    runHere(args, { ...our.environment, HOOKS_CONFIG: file }, { clock }),
  );
};
const withConfig = (config: Pick<HooksConfigInput, "routing" | "language">, ...args: string[]) =>
  withConfigAt(undefined, config, ...args);
const withRouting = (routing: Routing, ...args: string[]) => withConfig({ routing }, ...args);

const sales: Routing = {
  policies: [
    { name: "vip", when: ["SESSION_NEW"], match: { tags: "VIP", type: "GROUP" }, department: "Recepção" },
    { name: "sales", when: ["SESSION_NEW", "backlog"], department: "Comercial", capacity: 90 },
  ],
};

describe("route --explain", () => {
  test("shows who would get the session and why nobody else, and changes nothing", async () => {
    const id = await waitingSession();
    await wts.admin("PUT", `agents/${userId("carla.mendes")}`, { availability: "UNAVAILABLE" });
    await wts.admin("DELETE", "requests");
    const { code, stdout, stderr } = await withRouting(sales, "route", id, "--explain");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Session ${id} of account default in the local stack. Nothing is changed.`);
    expect(stdout).toMatch(/department +Comercial/);
    expect(stdout).toMatch(/moves today +0 of 10/);
    expect(stdout).toMatch(/SESSION_NEW +sales +assign to João Silva, Comercial +CHOSEN/);
    expect(stdout).toMatch(/schedule: backlog +sales +assign to João Silva, Comercial/);
    expect(stdout).toMatch(/not by vip: NOT_MATCHED: the session differs, or WTS did not say, in (tags, )?type\n/);
    expect(stdout).toMatch(/João Silva +yes +\d+ +0 +– +CHOSEN +fewest open sessions \(\d+\) of 1/);
    expect(stdout).toMatch(/Carla Mendes +no +\d+ +0 +– +UNAVAILABLE +is set to unavailable/);
    expect(stdout).toMatch(/Gustavo Teixeira +yes .+ NOT_A_MEMBER/);
    expect(await journalOf(wts.admin, true)).toEqual([]);
    // The same question has the same answer: no turn, slot or move was used up.
    const again = await withRouting(sales, "route", id, "--explain");
    expect(again.stdout.replaceAll(/\(.+?\)/g, "")).toBe(stdout.replaceAll(/\(.+?\)/g, ""));
  });

  test("as JSON, with the ids and the load of everybody who was considered", async () => {
    const id = await waitingSession();
    const { stdout } = await withRouting(sales, "route", id, "--explain", "--on", "SESSION_NEW", "--json");
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({ account: "default", sessionId: id, movesToday: 0, maxHopsPerDay: 10 });
    expect(shown.decisions).toHaveLength(1);
    const [decision] = shown.decisions;
    expect(decision).toMatchObject({ trigger: "SESSION_NEW", action: "assign", policy: "sales", failed: false });
    expect([...decision.rejected, decision.chosen].map((each) => each.userId).toSorted()).toEqual(
      people.agents.map((each) => each.userId).toSorted(),
    );
    for (const each of decision.rejected)
      expect(each).toMatchObject({ openSessions: expect.any(Number), code: expect.any(String) });
    // What a page says needs no other question: names and sentences are there.
    expect(shown.session).toMatchObject({ status: "PENDING", department: "Comercial", userId: null });
    expect(decision).toMatchObject({ department: "Comercial", chosen: { message: expect.stringMatching(/^fewest/) } });
    expect(decision.text).toBe(`assign to ${decision.chosen.name}, Comercial`);
  });

  test("in Portuguese, to its last sentence", async () => {
    const id = await waitingSession();
    const { stdout } = await withConfig({ routing: sales, language: "pt-BR" }, "route", id, "--explain", "--json");
    const [first] = (JSON.parse(stdout) as ExplainedRoute).decisions;
    expect(first?.text).toMatch(/^entregar: .+, Comercial$/);
    expect(first?.chosen?.message).toMatch(/^tem menos atendimentos abertos/);
    expect(first?.skipped[0]?.message).toMatch(/^o atendimento difere, ou o WTS não informou/);
    expect(first?.rejected.map(({ message }) => message)).toContain("não é do departamento");
  });

  test("takes the session by whatever names it: a link, its protocol number, its contact's phone", async () => {
    const id = await waitingSession({ contactPhone: "5511966554433", contactName: "Yara" });
    const { number } = await wts.admin<{ number: string }>("GET", `sessions/${id}`);
    for (const named of [`https://app.wts.chat/chat2/sessions/${id}`, number, "(11) 96655-4433"]) {
      const { code, stdout } = await withRouting(sales, "route", named, "--explain", "--json");
      expect([named, code, JSON.parse(stdout).sessionId]).toEqual([named, 0, id]);
    }
    const { code, stderr } = await withRouting(sales, "route", "(11) 96655-4499", "--explain");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("no contact with this number") });
  });

  test("as if it were requested", async () => {
    const id = await waitingSession();
    const to = (...args: string[]) => withRouting({ policies: [] }, "route", id, "--explain", ...args);
    expect((await to("--user", "Marina Duarte")).stdout).toMatch(/requested +– +assign to Marina Duarte, Pós-venda/);
    expect((await to("--department", "suporte")).stdout).toMatch(/requested +– +queue to the queue of Suporte/);
    expect((await to("--user", "Zoe")).stdout).toMatch(
      /requested +– +keep, and it counts as failed +USER_UNKNOWN, REQUESTED/,
    );
    // Two people of one name.
    expect((await to("--user", "João Silva")).stdout).toContain("USER_UNKNOWN");
  });

  test("says which name nobody has, or several have, and the nearest one", async () => {
    const id = await waitingSession();
    const policies = [
      { name: "sales", when: ["SESSION_NEW" as const], department: "Comercal", fallback: { department: "Recepção" } },
      { name: "off", enabled: false, when: ["SESSION_NEW" as const], department: "Nowhere" },
    ];
    const { stdout } = await withRouting({ policies }, "route", id, "--explain");
    expect(stdout).toContain("DEPARTMENT_UNKNOWN");
    expect(stdout).toContain(
      "\nTo correct in hooks.config.ts, or in WTS Chat:\n  no department of the account has the name or id Comercal; the nearest name is Comercial\n",
    );
    expect(stdout).not.toContain("Nowhere");
    const asked = await withRouting({ policies: [] }, "route", id, "--explain", "--user", "João Silva", "--json");
    expect(JSON.parse(asked.stdout).problems).toEqual(["2 people are called João Silva: name one by its e-mail"]);
  });

  test("says why nothing is due", async () => {
    const id = await waitingSession({ userId: userId("joao.silva"), status: "IN_PROGRESS" });
    const routing: Routing = { policies: [{ name: "silent", when: [{ ownerSilent: { minutes: 600 } }, "backlog"] }] };
    const { stdout } = await withRouting(routing, "route", id, "--explain");
    expect(stdout).toMatch(/schedule +– +keep +NOT_DUE/);
    expect(stdout).toContain("not by silent: NOT_DUE: backlog: somebody has the session");
    expect(stdout).toMatch(/not by silent: NOT_DUE: ownerSilent: /);
  });

  test.each<[string[], string]>([
    [["route", crypto.randomUUID(), "--explain"], "SESSION_NOT_FOUND|no such session|There is no session"],
    [
      ["route", crypto.randomUUID(), "--explain", "--account", "nope"],
      "there is no account nope in the local stack: name one of default, filial",
    ],
  ])("fails with words for %j", async (args, said) => {
    const { code, stdout, stderr } = await withRouting(sales, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(new RegExp(said, "i"));
  });

  test("fails with a remedy where there are no policies, or no configuration", async () => {
    const id = crypto.randomUUID();
    expect((await withRouting({}, "route", id, "--explain")).stderr).toContain(
      "account default has no policy in `routing`",
    );
    const nowhere = { ...our.environment, HOOKS_CONFIG: "/nowhere.config.ts" };
    const { stderr } = await runHere(["route", id, "--explain"], nowhere);
    expect(stderr).toBe(
      "error: there is no configuration file /nowhere.config.ts: HOOKS_CONFIG must name one that exists\n",
    );
  });
});

describe("the configuration", () => {
  test("may stand anywhere, as for the build; what is wrong with it is said", async () => {
    const write = (text: string) => {
      const file = join(folder, `${crypto.randomUUID()}.config.ts`);
      writeFileSync(file, text);
      return { ...our.environment, HOOKS_CONFIG: file };
    };
    const own = 'import { defineConfig } from "wts-session-hooks";\nexport default defineConfig';
    const [good, refused, broken] = await Promise.all(
      [`${own}({ account: "filial" });`, `${own}({ acount: "filial" });`, 'import "./nothing.ts";'].map((text) =>
        runProcess(["pause", "--json"], write(text)),
      ),
    );
    expect(JSON.parse(good?.stdout ?? "")).toMatchObject({ account: "filial", paused: true });
    expect(refused?.stderr).toContain("the whole: unknown acount");
    expect(broken?.stderr).toMatch(/^error: .+\.config\.ts cannot be loaded: Cannot find module/);
  });
});

describe("directory", () => {
  test("shows departments, people, who is available and how much they have to do", async () => {
    await waitingSession();
    const { code, stdout } = await withRouting({}, "directory");
    expect(code).toBe(0);
    expect(stdout).toContain("Directory of account default in the local stack");
    expect(stdout).toMatch(/DEPARTMENT +WAITING +PERSON +AVAILABLE +OPEN +PROMISED/);
    expect(stdout).toMatch(/Financeiro +\d+ +Daniel Rocha +yes +\d+ +0 +– +– +–\n +Fernanda Lima +no +\d+ +0/);
    // Two people of one name are told apart by what a policy may name them by.
    const namesakes = people.agents.filter(({ name }) => name === "João Silva");
    expect(namesakes).toHaveLength(2);
    for (const namesake of namesakes) expect(stdout).toContain(`João Silva (${namesake.userId.toLowerCase()}) `);
    const shown = JSON.parse((await withRouting({}, "directory", "--json")).stdout);
    const open = await wts.admin<{ departmentId: string; userId: string | null; status: string }[]>("GET", "sessions");
    const isOpen = ({ status }: { status: string }) => ["STARTED", "PENDING", "IN_PROGRESS"].includes(status);
    for (const { id, name, waiting, people: members } of shown.departments) {
      expect([name, waiting]).toEqual([
        name,
        open.filter((each) => isOpen(each) && each.departmentId === id && each.userId === null).length,
      ]);
      for (const { userId: member, openSessions } of members)
        expect([name, openSessions]).toEqual([
          name,
          open.filter((each) => isOpen(each) && each.userId === member).length,
        ]);
    }
  });

  const membersOf = (shown: AccountDirectory, department: string) =>
    shown.departments.find(({ name }) => name === department)?.people ?? [];
  const wednesday = Date.parse("2026-11-25T10:00:00-03:00");
  const office = { weekly: { wednesday: ["09:00-12:00", "13:00-18:00"], thursday: ["09:00-18:00"] } };
  const night = { weekly: { wednesday: ["20:00-24:00"] } };
  const team = (): Routing => ({
    policies: [
      { name: "sales", when: ["SESSION_NEW"], department: "Comercial", capacity: 2 },
      {
        ...{ name: "big", when: ["SESSION_NEW"], department: "Comercial", users: [userId("carla.mendes")] },
        ...{ capacity: { sessions: 50, per: "department" } },
      },
      { name: "closed", when: ["SESSION_NEW"], match: { department: "Comercial" }, hours: night },
      { name: "elsewhere", when: ["SESSION_NEW"], department: "Suporte", strategy: "direct" },
      {
        ...{ name: "late", when: [{ noFirstResponse: { minutes: 5 } }], department: "Suporte" },
        ...{ escalation: [{ afterMinutes: 5, to: { department: "Comercial" } }] },
      },
    ],
    people: { "Carla Mendes": { hours: office }, "Daniel Rocha": { hours: night } },
  });

  test("says of each person until when they are on shift, why not, beside which capacity, and which policies may give to them", async () => {
    for (let session = 0; session < 2; session += 1) await waitingSession({ userId: userId("carla.mendes") });
    await wts.admin("DELETE", "requests");
    const asked = await withConfigAt(manualClock(wednesday), { routing: team() }, "directory", "--json");
    const shown = JSON.parse(asked.stdout) as AccountDirectory;
    expect(shown.problems).toEqual([]);
    const carla = membersOf(shown, "Comercial").find(({ name }) => name === "Carla Mendes");
    expect(carla).toMatchObject({
      available: true,
      shift: { on: true, endsAt: "2026-11-25T15:00:00.000Z" },
      departmentIds: expect.arrayContaining([departmentId("Comercial")]),
    });
    const open = carla?.openSessions ?? 0;
    expect(open).toBeGreaterThanOrEqual(2);
    expect(carla?.policies).toMatchObject([
      { policy: "sales", capacity: { sessions: 2, per: "account" }, load: open, notNow: [{ code: "FULL" }] },
      { policy: "big", capacity: { sessions: 50, per: "department" }, notNow: [] },
      { policy: "closed", notNow: [{ code: "OUTSIDE_HOURS", message: expect.stringContaining("waits until") }] },
      { policy: "late", step: 1, notNow: [] },
    ]);
    const daniel = membersOf(shown, "Financeiro").find(({ name }) => name === "Daniel Rocha");
    expect(daniel).toMatchObject({
      available: false,
      shift: { on: false, beginsAt: "2026-11-25T23:00:00.000Z" },
      whyNot: { code: "OFF_SHIFT", message: expect.stringContaining("is off shift until") },
      policies: [],
    });
    const support = membersOf(shown, "Suporte").flatMap(({ policies }) => policies);
    expect(new Set(support.map(({ policy, step }) => `${policy}/${step}`))).toEqual(new Set(["late/undefined"]));
    // Departments, people and the pages of open sessions; nobody's own.
    expect((await journalOf(wts.admin)).length).toBeLessThanOrEqual(6);
    const { stdout } = await withConfigAt(manualClock(wednesday), { routing: team() }, "directory");
    expect(stdout).toMatch(
      /Carla Mendes +yes +\d+ +0 +until 2026-11-25 12:00:00 +– +\[sales \d+\/2\], big \d+\/50, \[closed\]/,
    );
  });

  test("of one department alone, by name or id", async () => {
    for (const named of ["comercial", departmentId("Comercial")]) {
      const { stdout } = await withRouting({}, "directory", "--department", named, "--json");
      const shown = JSON.parse(stdout) as AccountDirectory;
      expect([shown.departments.map(({ name }) => name), shown.withoutDepartment]).toEqual([["Comercial"], []]);
    }
    const { code, stderr } = await withRouting({}, "directory", "--department", "Vendas");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("there is no department Vendas: name one of"),
    });
  });
});
