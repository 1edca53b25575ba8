// A weekend on an injected clock: what comes outside the hours waits, and is given out when they begin, by whoever is on shift.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { closedDays } from "../../lib/records/closed-days.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import {
  type Bench,
  type FunctionOptions,
  type PolicyInput,
  sessionIdOf,
  startBench,
} from "./support/routing-bench.ts";

const minuteMs = 60_000;
let bench: Bench;
let clock: ManualClock;
let round = 0;
const ids = { comercial: "", recepcao: "", suporte: "", carla: "", joao: "", gustavo: "" };
const at = (wall: string): number => Date.parse(`${wall}:00-03:00`);

beforeAll(async () => {
  bench = await startBench();
  const { department, agent } = await bench.people();
  ids.comercial = department("Comercial").id;
  ids.recepcao = department("Recepção").id;
  ids.suporte = department("Suporte").id;
  ids.carla = agent("Carla Mendes").userId;
  ids.gustavo = agent("Gustavo Teixeira").userId;
  const { agents } = await bench.admin<{ agents: { email: string; userId: string }[] }>("GET", "directory");
  ids.joao = agents.find(({ email }) => email.startsWith("joao.silva@"))?.userId ?? "";
});
afterAll(() => bench.stop());

/** Each test has a weekend of its own, since the table keeps what was promised and moved. */
const friday = (time: string): number => at(`2026-11-27T${time}`) + round * 7 * 86_400_000;
const monday = (time: string): number => at(`2026-11-30T${time}`) + round * 7 * 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const goTo = async (ms: number) => {
  clock.advance(ms - clock.now());
  await bench.admin("PUT", "clock", { now: iso(clock.now()), frozen: true });
};
const begin = async (ms: number, held: readonly object[]) => {
  clock = manualClock(ms);
  await bench.admin("POST", "reset", {
    clock: { now: iso(ms), frozen: true },
    sessions: held.map((session, index) => ({
      ...{ id: idOf(index), status: "PENDING", departmentId: ids.comercial, userId: null },
      ...{ createdAt: iso(ms), lastMessageOut: null, lastMessageIn: iso(ms) },
      ...session,
    })),
  });
};
const idOf = (index: number): string => sessionIdOf(5_000 + round * 50 + index);
const nextWeekend = () => {
  round += 1;
};
const ownerOf = async (index: number) => (await bench.held(idOf(index))).userId;
const days = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
const week = (...periods: string[]) => ({ weekly: Object.fromEntries(days.map((day) => [day, periods])) });
const office = week("09:00-18:00");

const started = (policies: readonly PolicyInput[], options: Partial<FunctionOptions> = {}) =>
  bench.start({ policies, clock, ...options });

const vip: PolicyInput = {
  name: "vip",
  when: ["SESSION_NEW", { noFirstResponse: { minutes: 5 } }],
  match: { department: "Comercial" },
  department: "Comercial",
  users: ["Carla Mendes"],
  hours: office,
  escalation: [{ afterMinutes: 5, to: { user: "gustavo.teixeira@clinicaboavista.example", department: "Suporte" } }],
};

test("a VIP's message of Friday 18:01 moves nowhere before Monday 09:00, is given out then, and escalates five open minutes later", async () => {
  nextWeekend();
  await begin(friday("18:01"), [{}]);
  const running = started([vip]);
  await running.invoke(bench.created(idOf(0)));
  const before = await bench.held(idOf(0));
  for (const ms of [friday("18:06"), friday("23:59"), monday("00:00") - 86_400_000, monday("08:59")]) {
    await goTo(ms);
    await started([vip]).tick();
    expect(await bench.held(idOf(0))).toMatchObject({ departmentId: before.departmentId, userId: null });
  }
  expect(await bench.writes()).toEqual([]);
  await goTo(monday("09:00"));
  await running.tick();
  expect(await ownerOf(0)).toBe(ids.carla);
  const [moved] = running.published("Session Reassigned");
  expect(moved?.detail).toMatchObject({ rule: "vip", decision: { trigger: "opening" } });
  await goTo(monday("09:04"));
  await running.tick();
  expect(await ownerOf(0)).toBe(ids.carla);
  await goTo(monday("09:05"));
  await running.tick();
  expect(await bench.held(idOf(0))).toMatchObject({ userId: ids.gustavo, departmentId: ids.suporte });
});

test("a full house is given out at the opening, whoever has waited longest first, though no policy has a backlog", async () => {
  nextWeekend();
  // The contact of the last one has waited longest, though its session is the newest in the list.
  const waited = [4, 3, 2, 1, 5];
  await begin(
    friday("22:00"),
    waited.map((hours) => ({ createdAt: iso(friday("22:00") - hours * 60 * minuteMs) })),
  );
  const policy: PolicyInput = {
    ...{ name: "comercial", when: ["SESSION_NEW"], match: { department: "Comercial" }, department: "Comercial" },
    ...{ users: ["Carla Mendes"], capacity: 3, hours: office },
  };
  const running = started([policy]);
  for (const index of waited.keys()) await running.invoke(bench.created(idOf(index)));
  expect(await bench.writes()).toEqual([]);
  await goTo(monday("08:59"));
  await bench.admin("DELETE", "requests");
  await running.tick();
  // Nothing is asked of WTS for those who do nothing now.
  expect(await bench.admin<unknown[]>("GET", "requests")).toEqual([]);
  await goTo(monday("09:00"));
  await running.tick();
  const owners = await Promise.all(waited.map((_, index) => ownerOf(index)));
  expect(owners).toEqual([ids.carla, ids.carla, null, null, ids.carla]);
  const order = running.published("Session Reassigned").map(({ detail }) => detail.sessionId);
  expect(order).toEqual([idOf(4), idOf(0), idOf(1)]);
  // A slot that becomes free is given out as well: what waited for the opening waits on.
  await bench.admin("PUT", `sessions/${idOf(0)}`, { status: "COMPLETED" });
  await goTo(monday("09:03"));
  await running.tick();
  expect(await Promise.all(waited.map((_, index) => ownerOf(index)))).toEqual([
    ...[ids.carla, ids.carla, ids.carla, null, ids.carla],
  ]);
});

test("a closed day that is set from the command line is obeyed within a minute, and one of a department only there", async () => {
  nextWeekend();
  const policy: PolicyInput = {
    ...{ name: "comercial", when: ["SESSION_NEW"], match: { department: "Comercial" }, department: "Comercial" },
    hours: office,
  };
  await begin(monday("10:00"), [{}, {}, {}]);
  const running = started([policy]);
  await running.invoke(bench.created(idOf(0)));
  expect(await ownerOf(0)).not.toBeNull();
  const date = iso(clock.now()).slice(0, 10);
  const day = { date, fromMinute: 0, toMinute: 1440, setBy: "ana", setAt: "" };
  const records = closedDays({ table: bench.table, clock });
  await records.set("default", { ...day, departmentId: ids.suporte });
  await goTo(monday("10:01"));
  await running.invoke(bench.created(idOf(1)));
  expect(await ownerOf(1)).not.toBeNull();
  await records.set("default", { ...day, departmentId: ids.comercial });
  await goTo(monday("10:02"));
  await running.invoke(bench.created(idOf(2)));
  expect(await ownerOf(2)).toBeNull();
  await records.remove("default", { date, departmentId: ids.comercial }, "ana");
  await goTo(monday("10:03"));
  await running.tick();
  expect(await ownerOf(2)).not.toBeNull();
  await records.remove("default", { date, departmentId: ids.suporte }, "ana");
});

describe("shifts", () => {
  const policy: PolicyInput = {
    ...{ name: "comercial", when: ["SESSION_NEW", "backlog", { ownerUnavailable: { minutes: 2 } }] },
    ...{ match: { department: "Comercial" }, department: "Comercial" },
  };
  const plantao = { weekly: Object.fromEntries(days.map((day) => [day, ["20:00-02:00"]])) };

  test("make somebody absent whatever WTS says: lunch, the end of the day, the night on call over midnight", async () => {
    nextWeekend();
    await begin(monday("12:30"), [{}, {}, {}, {}, {}]);
    const people = {
      "Carla Mendes": { hours: week("08:00-12:00", "13:00-17:00") },
      "joao.silva@clinicaboavista.example": { hours: plantao },
      [ids.gustavo]: { hours: week("08:00-17:00") },
    };
    const running = started([policy], { routing: { people } });
    // Carla has lunch, João is on call at night, and nobody else is in Comercial.
    await running.invoke(bench.created(idOf(0)));
    expect(await ownerOf(0)).toBeNull();
    await goTo(monday("13:00"));
    await running.tick();
    expect(await ownerOf(0)).toBe(ids.carla);
    // The contact still waits when her day ends, and nobody else is there.
    await goTo(monday("17:05"));
    await running.tick();
    expect(await ownerOf(0)).toBeNull();
    await goTo(monday("20:00"));
    await running.tick();
    expect(await ownerOf(0)).toBe(ids.joao);
    await goTo(monday("23:59") + 60 * minuteMs);
    await running.invoke(bench.created(idOf(4)));
    expect(await ownerOf(4)).toBe(ids.joao);
  });

  test("hold for a request, too: nobody is given a session outside their shift", async () => {
    nextWeekend();
    await begin(monday("12:30"), [{}]);
    const people = { "Carla Mendes": { hours: week("13:00-17:00") } };
    const running = started([policy], { routing: { people } });
    await running.invoke(bench.requested({ sessionId: idOf(0), to: { user: "Carla Mendes" } }));
    expect(await ownerOf(0)).toBeNull();
    const [failed] = running.published("Session Reassignment Failed");
    const decision = Object(failed?.detail.decision) as { rejected: readonly { userId: string; code: string }[] };
    expect(decision.rejected).toContainEqual(expect.objectContaining({ userId: ids.carla, code: "OFF_SHIFT" }));
  });

  test("of somebody whom nobody knows are said to be in doubt, and end nothing", async () => {
    nextWeekend();
    await begin(monday("12:30"), [{}]);
    const people = { "Carla Mendez Pereira": { hours: week("13:00-17:00") } };
    const running = started([policy], { routing: { people } });
    await running.tick();
    expect(await ownerOf(0)).not.toBeNull();
    expect(running.lines()).toContainEqual(expect.objectContaining({ message: "hours in doubt", problems: 1 }));
    expect(JSON.stringify(running.lines())).not.toContain("Pereira");
  });

  test("by the account's own office hours ask WTS for them rarely", async () => {
    nextWeekend();
    await begin(monday("12:30"), [{}]);
    const people = { "Carla Mendes": { hours: { weekly: "account" as const } } };
    const running = started([{ ...policy, hours: { weekly: "account" } }], { routing: { people } });
    for (let minute = 0; minute < 4; minute += 1) {
      await running.tick();
      await goTo(clock.now() + minuteMs);
    }
    const asked = await bench.admin<{ path: string }[]>("GET", "requests");
    expect(asked.filter(({ path }) => path.includes("officehours"))).toHaveLength(1);
  });
});
