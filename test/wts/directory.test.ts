// Names become ids by WTS's own lists; what does not fit exactly one is never guessed at.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { foldName } from "../../lib/core/names.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { directoryLifetimeMs, missPauseMs } from "../../lib/wts/directory.ts";
import type { WtsAgent } from "../../lib/wts/types.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { peopleOf } from "../support/people.ts";
import { wtsForTests } from "../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";

let standIn: TestStandIn;
let clock: ManualClock;
let wts: Wts;

beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: [] });
  clock = manualClock();
  wts = wtsForTests(standIn.url, clock);
});

const departments = async (reference: string) =>
  (await wts.directory.departments(wts.client, reference)).map(({ name }) => name);
const agents = async (reference: string) =>
  (await wts.directory.agents(wts.client, reference)).map(({ email }) => email);
const loads = async () => (await journalOf(standIn.admin)).length / 2;

test.each(["Recepção", "recepcao", "  RECEPÇÃO ", "Recepc\u0327a\u0303o"])(
  "finds a department written %j",
  async (name) => {
    expect(await departments(name)).toEqual(["Recepção"]);
  },
);

test("finds a person by name, e-mail, userId and the agent's own id", async () => {
  const carla = (await peopleOf(standIn.admin)).agent("Carla Mendes");
  for (const reference of ["carla mendes", carla.email.toUpperCase(), carla.userId, carla.id.toUpperCase()])
    expect(await agents(reference)).toEqual([carla.email]);
});

test("finds a person by an e-mail that WTS has in mixed case and with spaces", async () => {
  const listAgents = async () => [{ id: "a-1", userId: "u-1", email: " Carla.Mendes@Example.com " }] as WtsAgent[];
  const reader = { ...wts.client, listAgents };
  for (const reference of ["carla.mendes@example.com", "CARLA.MENDES@EXAMPLE.COM "])
    expect((await wts.directory.agents(reader, reference)).map(({ userId }) => userId)).toEqual(["u-1"]);
});

test("answers every person who fits, so that nobody is picked by chance", async () => {
  expect(await agents("Joao Silva")).toHaveLength(2);
  expect(await agents("Nobody At All")).toEqual([]);
});

describe("loading", () => {
  test("happens once for twenty callers at a time, and not again while the copy is fresh", async () => {
    await Promise.all(Array.from({ length: 20 }, () => departments("Comercial")));
    await agents("Carla Mendes");
    expect(await loads()).toBe(1);
    clock.advance(directoryLifetimeMs);
    await departments("Comercial");
    expect(await loads()).toBe(2);
  });

  test("happens again for a name that is missing, but not at every miss", async () => {
    await departments("Comercial");
    clock.advance(missPauseMs);
    expect(await agents("Nova Pessoa")).toEqual([]);
    expect(await agents("Nova Pessoa")).toEqual([]);
    expect(await loads()).toBe(2);
  });

  test("that fails is tried again by the next who asks", async () => {
    await standIn.admin("POST", "faults", [{ path: "/core/", status: 403, times: 1 }]);
    await expect(departments("Comercial")).rejects.toThrow("denied");
    expect(await departments("Comercial")).toEqual(["Comercial"]);
  });
});

describe.each([
  ["filled", "filled"],
  ["filled", "empty"],
  ["empty", "filled"],
  ["empty", "empty"],
])("membership, with agents in the department list %s and departments in the agent list %s", (inList, inAgents) => {
  test.each([
    ["Carla Mendes", "Comercial", true],
    ["Carla Mendes", "Pós-venda", true],
    ["Carla Mendes", "Financeiro", false],
    ["Bruno Carvalho", "Comercial", false],
  ])("of %s in %s is %s", async (agent, department, member) => {
    await standIn.admin("PUT", "switches", { departmentListAgents: inList, agentsListDepartments: inAgents });
    const people = await peopleOf(standIn.admin);
    const ids = [people.agent(agent).userId, people.department(department).id] as const;
    expect(await wts.directory.isMember(wts.client, ...ids)).toBe(member);
  });
});

test("names are equal without case, accents and extra spaces", () => {
  expect(foldName("  JOSÉ   da  Conceição ")).toBe("jose da conceicao");
});

describe("everybody", () => {
  test.each([
    ["filled", "filled"],
    ["filled", "empty"],
    ["empty", "filled"],
    ["empty", "empty"],
  ])(
    "is listed with departments and availability, with agents in the department list %s and departments in the agent list %s",
    async (inList, inAgents) => {
      await standIn.admin("PUT", "switches", { departmentListAgents: inList, agentsListDepartments: inAgents });
      const { agent, department } = await peopleOf(standIn.admin);
      const people = await wts.directory.people(wts.client, 0);
      const of = (name: string) => people.find(({ userId }) => userId === agent(name).userId);
      expect(people).toHaveLength(9);
      expect(of("Carla Mendes")?.departmentIds.toSorted()).toEqual(
        [department("Comercial").id, department("Pós-venda").id].sort(),
      );
      expect([of("Carla Mendes")?.available, of("Fernanda Lima")?.available]).toEqual([true, false]);
    },
  );

  test("is listed though WTS lists one without an id, and another in a department without one", async () => {
    const carla = { id: "a-2", userId: "u-2", departments: [{ departmentId: null }, { departmentId: "D-1" }] };
    const listAgents = async () => [{ id: "a-1", userId: null }, carla] as unknown as WtsAgent[];
    const reader = { ...wts.client, listAgents };
    expect(await wts.directory.people(reader, 0)).toEqual([
      { userId: "u-2", name: "", available: true, departmentIds: ["d-1"] },
    ]);
  });

  test("is read again when it is older than asked for", async () => {
    const { userId } = (await peopleOf(standIn.admin)).agent("Carla Mendes");
    const isAvailable = async () =>
      (await wts.directory.people(wts.client, 2_000)).find((person) => person.userId === userId)?.available;
    expect(await isAvailable()).toBe(true);
    await standIn.admin("PUT", `agents/${userId}`, { availability: "UNAVAILABLE" });
    clock.advance(1_999);
    expect(await isAvailable()).toBe(true);
    clock.advance(1);
    expect(await isAvailable()).toBe(false);
  });
});
