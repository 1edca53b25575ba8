// What no event tells, minute by minute on an injected clock: nobody answered, somebody left, somebody came back.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
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
let sessionId: string;
let sessions = 0;
const ids = { comercial: "", recepcao: "", suporte: "", financeiro: "", carla: "", joao: "", gustavo: "", daniel: "" };

beforeAll(async () => {
  bench = await startBench();
  const { department, agent } = await bench.people();
  for (const [key, name] of [
    ["comercial", "Comercial"],
    ["recepcao", "Recepção"],
    ["suporte", "Suporte"],
    ["financeiro", "Financeiro"],
  ] as const)
    ids[key] = department(name).id;
  for (const [key, name] of [
    ["carla", "Carla Mendes"],
    ["gustavo", "Gustavo Teixeira"],
    ["daniel", "Daniel Rocha"],
  ] as const)
    ids[key] = agent(name).userId;
  const { agents } = await bench.admin<{ agents: { email: string; userId: string }[] }>("GET", "directory");
  ids.joao = agents.find(({ email }) => email.startsWith("joao.silva@"))?.userId ?? "";
});
afterAll(() => bench.stop());
beforeEach(async () => {
  clock = manualClock(Date.parse("2026-11-20T12:00:00Z") + sessions * 3_600_000);
  sessions += 10;
  sessionId = sessionIdOf(sessions);
});

const iso = (ms: number): string => new Date(ms).toISOString();
/** Both clocks, ours and WTS's. */
const pass = async (minutes: number) => {
  clock.advance(minutes * minuteMs);
  await bench.admin("PUT", "clock", { now: iso(clock.now()), frozen: true });
};
/** Waiting for its first answer, unless said otherwise. */
const hold = async (...held: object[]) => {
  await bench.admin("POST", "reset", {
    clock: { now: iso(clock.now()), frozen: true },
    sessions: held.map((session, index) => ({
      ...{ id: sessionIdOf(sessions + index), status: "PENDING", departmentId: ids.comercial, userId: null },
      ...{ createdAt: iso(clock.now()), lastMessageOut: null, lastMessageIn: iso(clock.now()) },
      ...session,
    })),
  });
};
const availability = (userId: string, isThere: boolean) =>
  bench.admin("PUT", `agents/${userId}`, { availability: isThere ? "AVAILABLE" : "UNAVAILABLE" });
const started = (policies: readonly PolicyInput[], options: Partial<FunctionOptions> = {}) =>
  bench.start({ policies, clock, ...options });
const assignmentOf = async (id = sessionId) => {
  const { departmentId, userId } = await bench.held(id);
  return { departmentId, userId };
};
const calls = async () => (await bench.admin<unknown[]>("GET", "requests")).length;

const escalating: PolicyInput = {
  name: "primeira-resposta",
  when: [{ noFirstResponse: { minutes: 5 } }],
  match: { department: "Comercial" },
  department: "Comercial",
  escalation: [
    { afterMinutes: 5, to: { user: "gustavo.teixeira@clinicaboavista.example", department: "Suporte" } },
    { afterMinutes: 10, to: { department: "Financeiro" } },
  ],
  fallback: { department: "Recepção", afterMinutes: 15 },
};

describe("a first response that does not come", () => {
  test("takes the session on, step by step, then to the fallback, and there it stays", async () => {
    await hold({});
    const running = started([escalating]);
    const seen: unknown[] = [];
    for (let minutes = 0; minutes <= 60; minutes += 5) {
      await running.tick();
      seen.push(await assignmentOf());
      await pass(5);
    }
    const steps = [...new Set(seen.map((each) => JSON.stringify(each)))].map((text) => JSON.parse(text));
    expect(steps[0]).toEqual({ departmentId: ids.comercial, userId: null });
    expect(steps[1]).toEqual({ departmentId: ids.comercial, userId: expect.any(String) });
    expect(steps.slice(2)).toEqual([
      { departmentId: ids.suporte, userId: ids.gustavo },
      { departmentId: ids.financeiro, userId: ids.daniel },
      { departmentId: ids.recepcao, userId: null },
    ]);
    const details = running.published("Session Reassigned").map(({ detail }) => detail);
    expect(details.map(({ door, rule }) => [door, rule])).toEqual(details.map(() => ["schedule", "primeira-resposta"]));
    expect(details.map(({ decision }) => Object(decision).trigger)).toEqual([
      "noFirstResponse",
      ...["escalation", "escalation", "escalation"],
    ]);
    expect(details.map(({ decision }) => Object(decision).step)).toEqual([undefined, 1, 2, undefined]);
  });

  test("is looked for by a function that has just started as well", async () => {
    await hold({});
    for (let minutes = 0; minutes <= 10; minutes += 5) {
      await started([escalating]).tick();
      await pass(5);
    }
    expect(await assignmentOf()).toEqual({ departmentId: ids.suporte, userId: ids.gustavo });
  });

  test("that comes ends it", async () => {
    await hold({});
    const running = started([escalating]);
    await pass(5);
    await running.tick();
    const { userId } = await assignmentOf();
    await bench.admin("POST", "messages", { sessionId, direction: "TO_HUB", origin: "DEFAULT", text: "Olá", userId });
    for (let minutes = 0; minutes < 40; minutes += 5) {
      await pass(5);
      await running.tick();
    }
    expect(await assignmentOf()).toEqual({ departmentId: ids.comercial, userId });
  });

  test("is not a bot's, nor a note's, whatever WTS's own times say", async () => {
    await hold({});
    const running = started([escalating]);
    await bench.admin("POST", "messages", { sessionId, direction: "TO_HUB", origin: "BOT", text: "Aguarde" });
    await pass(5);
    await running.tick();
    expect((await assignmentOf()).userId).not.toBeNull();
  });
});

const owned: PolicyInput = {
  name: "dono-ausente",
  when: [{ ownerUnavailable: { minutes: 2 } }, { ownerSilent: { minutes: 30 } }],
  match: { department: "Comercial" },
  department: "Comercial",
};
const answered = () => ({
  ...{ status: "IN_PROGRESS", userId: ids.carla, lastMessageOut: iso(clock.now() - 60_000) },
  ...{ firstResponseAt: iso(clock.now() - 60_000), createdAt: iso(clock.now() - 120_000) },
});

describe("an owner", () => {
  test("who is set unavailable loses the session while the contact waits, and not before", async () => {
    await hold(answered(), { ...answered(), lastMessageIn: iso(clock.now() - 120_000) });
    const running = started([owned]);
    await availability(ids.carla, false);
    await pass(1);
    await running.tick();
    expect((await assignmentOf()).userId).toBe(ids.carla);
    await pass(1);
    await running.tick();
    expect((await assignmentOf()).userId).toBe(ids.joao);
    // Its contact had the last answer.
    expect((await assignmentOf(sessionIdOf(sessions + 1))).userId).toBe(ids.carla);
  });

  test("who is silent for too long loses it as well", async () => {
    await hold(answered());
    const running = started([owned]);
    await pass(29);
    await running.tick();
    expect((await assignmentOf()).userId).toBe(ids.carla);
    await pass(1);
    await running.tick();
    expect((await assignmentOf()).userId).toBe(ids.joao);
  });
});

const draining: PolicyInput = {
  name: "fila",
  when: ["SESSION_NEW", "backlog"],
  match: { department: "Comercial" },
  department: "Comercial",
  fallback: { department: "Recepção" },
  capacity: 2,
};

describe("a backlog", () => {
  test("goes to the fallback while everyone is away, and to whoever returns, up to their limit, oldest first", async () => {
    await hold(...Array.from({ length: 4 }, (_, index) => ({ createdAt: iso(clock.now() - (10 - index) * minuteMs) })));
    const all = Array.from({ length: 4 }, (_, index) => sessionIdOf(sessions + index));
    for (const userId of [ids.carla, ids.joao]) await availability(userId, false);
    const running = started([draining]);
    for (const id of all) await running.invoke(bench.created(id));
    expect(await Promise.all(all.map(assignmentOf))).toEqual(
      all.map(() => ({ departmentId: ids.recepcao, userId: null })),
    );
    await pass(1);
    await running.tick();
    expect((await assignmentOf()).userId).toBeNull();
    await availability(ids.carla, true);
    await pass(1);
    await running.tick();
    expect(await Promise.all(all.map(async (id) => (await assignmentOf(id)).userId))).toEqual([
      ids.carla,
      ids.carla,
      null,
      null,
    ]);
    // A slot that becomes free is given out as well.
    await bench.admin("PUT", `sessions/${all[0]}`, { status: "COMPLETED" });
    await pass(3);
    await running.tick();
    expect(await Promise.all(all.slice(1).map(async (id) => (await assignmentOf(id)).userId))).toEqual([
      ids.carla,
      ids.carla,
      null,
    ]);
  });

  test("that nobody can take costs the calls of looking at it, and no more", async () => {
    await hold(...Array.from({ length: 30 }, () => ({})));
    for (const userId of [ids.carla, ids.joao]) await availability(userId, false);
    const running = started([draining]);
    await running.tick();
    await bench.admin("DELETE", "requests");
    await pass(1);
    await running.tick();
    expect(await calls()).toBeLessThanOrEqual(3);
  });
});

test("a session that somebody took at the last moment is given out when they let go of it", async () => {
  await hold({});
  let reads = 0;
  const running = started([draining], {
    change: ({ connect }) => ({
      connect: (account, use) => {
        const wts = connect(account, use);
        const getSession: typeof wts.client.getSession = async (id, details) => {
          reads += 1;
          // Between our reading and our writing.
          if (reads === 2)
            await bench.admin("PUT", `sessions/${sessionId}`, { userId: ids.gustavo, status: "IN_PROGRESS" });
          return wts.client.getSession(id, details);
        };
        return { ...wts, client: { ...wts.client, getSession } };
      },
    }),
  });
  await running.tick();
  expect((await assignmentOf()).userId).toBe(ids.gustavo);
  await bench.admin("PUT", `sessions/${sessionId}`, { userId: null, status: "PENDING" });
  await pass(1);
  await running.tick();
  expect([ids.carla, ids.joao]).toContain((await assignmentOf()).userId);
});

describe("a run", () => {
  test("is one at a time an account, and one that was killed holds up the others for a minute", async () => {
    await hold({});
    await pass(6);
    const running = started([escalating]);
    const { runs } = running.dependencies;
    expect(await runs.take("default", "killed")).toBeDefined();
    await running.tick();
    expect((await assignmentOf()).userId).toBeNull();
    await pass(1.1);
    await running.tick();
    expect((await assignmentOf()).userId).not.toBeNull();
  });

  test("that is cut off is continued by the next where it stopped", async () => {
    await hold(...Array.from({ length: 8 }, () => ({})));
    await pass(6);
    const running = started([{ ...escalating, escalation: [], fallback: undefined }], {
      // Every move takes its time.
      change: ({ moves }) => ({
        moves: {
          ...moves,
          begin: (...given) => {
            clock.advance(20_000);
            return moves.begin(...given);
          },
        },
      }),
    });
    await running.tick(60_000);
    const first = (
      await Promise.all(Array.from({ length: 8 }, (_, index) => assignmentOf(sessionIdOf(sessions + index))))
    ).filter(({ userId }) => userId !== null).length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(8);
    for (let more = 0; more < 4; more += 1) await running.tick(60_000);
    const rest = await Promise.all(
      Array.from({ length: 8 }, (_, index) => assignmentOf(sessionIdOf(sessions + index))),
    );
    expect(rest.filter(({ userId }) => userId === null)).toEqual([]);
  });

  test("that fails says so and throws nothing: the next minute is its repetition", async () => {
    await hold({});
    await pass(6);
    const running = started([escalating]);
    await bench.admin("POST", "faults", [{ path: "/session", status: 503 }]);
    await running.tick();
    expect(running.lines().at(-1)).toMatchObject({
      ...{ level: "error", message: "routing run failed", account: "default", code: "WTS_UNAVAILABLE" },
    });
    await bench.admin("DELETE", "faults");
    await running.tick();
    expect((await assignmentOf()).userId).not.toBeNull();
  });

  test("looks after the others though WTS does not show the messages of one", async () => {
    const mayBeAnswered = { ...answered(), lastMessageIn: iso(clock.now() - 120_000) };
    await hold(mayBeAnswered, { userId: null });
    await pass(40);
    await bench.admin("POST", "faults", [{ path: `/session/${sessionId}/message`, status: 503 }]);
    await started([owned, escalating]).tick();
    expect((await assignmentOf(sessionIdOf(sessions + 1))).userId).not.toBeNull();
  });

  test("that three broken sessions end is continued behind them", async () => {
    await hold({}, {}, {}, {});
    await pass(6);
    const broken = [0, 1, 2].map((index) => sessionIdOf(sessions + index));
    const running = started([escalating]);
    await bench.admin(
      "POST",
      "faults",
      broken.map((id) => ({ method: "GET", path: `/session/${id}`, body: { id: "another" } })),
    );
    await running.tick();
    expect(running.lines().filter(({ message }) => message === "routing run failed")).toHaveLength(1);
    await running.tick();
    expect((await assignmentOf(sessionIdOf(sessions + 3))).userId).not.toBeNull();
  });

  test("does nothing for an account that is paused, or that no policy is about", async () => {
    await hold({});
    await pass(6);
    const running = started([escalating]);
    await running.dependencies.killSwitch.pause("default");
    await bench.admin("DELETE", "requests");
    await running.tick();
    await running.dependencies.killSwitch.resume("default");
    await started([{ ...escalating, account: "nobody" }]).tick();
    expect(await calls()).toBe(0);
  });

  test("publishes once that a policy cannot be done, not every minute, and does not ask WTS about it again and again", async () => {
    await hold({});
    await pass(6);
    const running = started([{ ...escalating, department: "Vendas Externas", fallback: undefined }]);
    await running.tick();
    await bench.admin("DELETE", "requests");
    for (let minute = 0; minute < 3; minute += 1) {
      await pass(1);
      await running.tick();
    }
    expect(running.published("Session Reassignment Failed")).toHaveLength(1);
    const asked = await bench.admin<{ path: string }[]>("GET", "requests");
    expect(asked.filter(({ path }) => path.includes(sessionId))).toEqual([]);
  });

  test("reads the messages of a session that may have been answered by a bot once, until something is written again", async () => {
    await hold({ ...answered(), lastMessageIn: iso(clock.now() - 120_000) });
    const running = started([owned]);
    await pass(40);
    for (let minute = 0; minute < 5; minute += 1) {
      await running.tick();
      await pass(1);
    }
    const asked = await bench.admin<{ path: string }[]>("GET", "requests");
    expect(asked.filter(({ path }) => path.endsWith("/message"))).toHaveLength(1);
  });
});
