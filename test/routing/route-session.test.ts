// What an event leads to: the session is read again, decided on and moved once, or left alone, and what cannot be done is published.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { unresolvedSessionId } from "../../lib/core/command/targeted-command.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import type { RoutingDecision } from "../../lib/routing/rules/routing-decision.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import {
  type Bench,
  type FunctionOptions,
  type PolicyInput,
  sessionIdOf,
  startBench,
} from "./support/routing-bench.ts";

let bench: Bench;
let clock: ManualClock;
let sessionId: string;
let sessions = 0;
const ids = { department: "", other: "", carla: "", joao: "", bruno: "" };

beforeAll(async () => {
  bench = await startBench();
  const { department, agent } = await bench.people();
  Object.assign(ids, { department: department("Comercial").id, other: department("Recepção").id });
  Object.assign(ids, { carla: agent("Carla Mendes").userId, bruno: agent("Bruno Carvalho").userId });
  const { agents } = await bench.admin<{ agents: { email: string; userId: string }[] }>("GET", "directory");
  ids.joao = agents.find(({ email }) => email.startsWith("joao.silva@"))?.userId ?? "";
});
afterAll(() => bench.stop());
beforeEach(async () => {
  clock = manualClock(Date.now());
  sessions += 1;
  sessionId = sessionIdOf(sessions);
  await hold({});
});

const hold = (session: object) =>
  bench.admin("POST", "reset", {
    sessions: [{ id: sessionId, status: "PENDING", departmentId: ids.department, userId: null, ...session }],
  });

const comercial: PolicyInput = {
  name: "comercial",
  when: ["SESSION_NEW", "SESSION_UPDATE", "requested"],
  match: { department: "Comercial" },
  department: "comercial",
};
const started = (options: Partial<FunctionOptions> = {}) => bench.start({ policies: [comercial], clock, ...options });

describe("a new session", () => {
  test("goes to the person with the fewest open sessions, and the whole decision is published, with nobody's name", async () => {
    await bench.admin("PUT", `sessions/${sessionIdOf(900)}`, { userId: ids.carla, departmentId: ids.department });
    const running = started();
    await running.invoke(bench.created(sessionId));
    expect(await bench.held(sessionId)).toMatchObject({ userId: ids.joao, departmentId: ids.department });
    const [outcome, ...more] = running.published("Session Reassigned");
    expect(more).toEqual([]);
    expect(outcome?.detail).toMatchObject({
      ...{ account: "default", sessionId, command: "transfer", door: "event", rule: "comercial", hops: 1 },
      source: "event:wts-session-hooks",
      changes: { fields: ["DepartmentId", "UserId"], departmentId: ids.department, userId: ids.joao },
      decision: {
        ...{ action: "assign", policy: "comercial", strategy: "least-open", trigger: "SESSION_NEW" },
        ...{ departmentId: ids.department, userId: ids.joao, failed: false },
      },
    });
    const { rejected } = Object(outcome?.detail.decision) as RoutingDecision;
    expect(rejected).toHaveLength(8);
    expect(rejected.find(({ userId }) => userId === ids.carla)?.code).toBe("NOT_NEXT");
    expect(rejected.find(({ userId }) => userId === ids.bruno)?.code).toBe("NOT_A_MEMBER");
    expect(JSON.stringify([outcome, running.lines()])).not.toMatch(/carla|joão|silva|mendes|@|comercial@/i);
  });

  test("is given to somebody once, though the event comes again", async () => {
    const running = started();
    const event = bench.created(sessionId);
    await running.invoke(event);
    await bench.admin("PUT", `sessions/${sessionId}`, { userId: null, status: "PENDING" });
    await running.invoke({ ...event, id: "another-event-of-the-bus" });
    expect((await bench.held(sessionId)).userId).toBeNull();
    expect(running.published("Session Reassigned")).toHaveLength(1);
  });

  test.each([
    ["too long", "of-the-bus-1", "x".repeat(200_000)],
    ["no id", "of-the-bus-2", "Maria\nda Silva"],
  ])("whose own id is %s is published under the one of its event", async (_, eventId, id) => {
    const running = started();
    await running.invoke({ ...bench.created(sessionId, { id }), id: eventId });
    expect(running.published("Session Reassigned")[0]?.detail.deliveryId).toBe(eventId);
  });

  test("is left alone where no policy is about it, without a call to WTS", async () => {
    const running = started({ policies: [{ ...comercial, when: ["requested"] }] });
    await running.invoke(bench.created(sessionId));
    expect(await bench.writes()).toEqual([]);
    expect(running.aws.taken.published).toEqual([]);
  });

  test("that a person took first stays with them", async () => {
    await hold({ userId: ids.carla, status: "IN_PROGRESS" });
    const running = started();
    await running.invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).toBe(ids.carla);
    expect(running.lines().at(-1)).toMatchObject({ message: "session kept", action: "keep", reasons: ["OWNED"] });
  });

  test("is published as failed once a day and kept for a person, where the department has no members", async () => {
    for (const userId of [ids.carla, ids.joao])
      await bench.admin("PUT", `agents/${userId}`, { departments: [ids.other] });
    const running = started();
    await running.invoke(bench.created(sessionId));
    await running.invoke(bench.created(sessionId));
    const [outcome, ...more] = running.published("Session Reassignment Failed");
    expect(more).toEqual([]);
    expect(outcome?.detail).toMatchObject({ sessionId, rule: "comercial", decision: { failed: true } });
    expect(outcome?.detail.reasons).toContain("DEPARTMENT_EMPTY");
    expect(running.aws.taken.parked).toMatchObject([{ door: "event", event: { "detail-type": "WTS SESSION_NEW" } }]);
  });
});

describe("what somebody does meanwhile counts:", () => {
  /** Between our reading and our writing. */
  const meanwhile = (change: () => Promise<unknown>) => {
    let reads = 0;
    return started({
      change: ({ connect }) => ({
        connect: (account, use) => {
          const wts = connect(account, use);
          const getSession: typeof wts.client.getSession = async (id, details) => {
            reads += 1;
            if (reads === 2) await change();
            return wts.client.getSession(id, details);
          };
          return { ...wts, client: { ...wts.client, getSession } };
        },
      }),
    });
  };

  test("a session that was taken is left alone, and that is recorded", async () => {
    const running = meanwhile(() =>
      bench.admin("PUT", `sessions/${sessionId}`, { userId: ids.carla, status: "IN_PROGRESS" }),
    );
    await running.invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).toBe(ids.carla);
    expect(await bench.writes()).toEqual([]);
    expect(running.lines().at(-1)).toMatchObject({ message: "session kept", reasons: ["OWNED"] });
  });

  test("a session that was completed is left alone, and its slot is free again", async () => {
    const running = meanwhile(() => bench.admin("PUT", `sessions/${sessionId}`, { status: "COMPLETED" }));
    await running.invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).toBeNull();
    expect(running.lines().at(-1)).toMatchObject({ message: "session kept", reasons: ["NOT_OPEN"] });
    for (const userId of [ids.carla, ids.joao]) {
      const { reserved } = await running.dependencies.slots.read({ account: "default", userId });
      expect([...reserved.keys()]).not.toContain(sessionId);
    }
  });
});

describe("a contact who was served before", () => {
  const contactId = "c0117ac7-0000-4000-8000-000000000001";
  const carteira: PolicyInput = { ...comercial, stickyOwner: { days: 30 } };
  const served = (userId: string, daysAgo: number, contact = contactId) =>
    bench.admin("PUT", `sessions/${sessionIdOf(500 + daysAgo)}`, {
      ...{ status: "COMPLETED", departmentId: ids.department, userId, contactId: contact },
      ...{ createdAt: new Date(clock.now() - daysAgo * 86_400_000 - 60_000).toISOString() },
      endAt: new Date(clock.now() - daysAgo * 86_400_000).toISOString(),
    });
  beforeEach(() => hold({ contactId }));

  test("goes to whoever served them last, though others have less to do", async () => {
    await bench.admin("PUT", `sessions/${sessionIdOf(901)}`, { userId: ids.carla, departmentId: ids.department });
    await served(ids.joao, 20);
    await served(ids.carla, 10);
    await served(ids.joao, 2, "c0117ac7-0000-4000-8000-000000000002");
    const running = started({ policies: [carteira] });
    await running.invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).toBe(ids.carla);
    expect(running.published("Session Reassigned")[0]?.detail.reasons).toEqual(["STICKY_OWNER"]);
  });

  test("goes to that person out of a queue that is the policy's own", async () => {
    await served(ids.joao, 10);
    await started({ policies: [{ ...carteira, strategy: "direct" }] }).invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).toBe(ids.joao);
  });

  test("goes to somebody else when that person is away, or when it was too long ago", async () => {
    await served(ids.carla, 10);
    await bench.admin("PUT", `agents/${ids.carla}`, { availability: "UNAVAILABLE" });
    await started({ policies: [carteira] }).invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).toBe(ids.joao);
  });
});

describe("a request", () => {
  test("is done as it says, by names", async () => {
    const running = started();
    await running.invoke(bench.requested({ sessionId, to: { department: "recepcao", user: "Bruno Carvalho" } }));
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.other, userId: ids.bruno });
    expect(running.published("Session Reassigned")[0]?.detail).toMatchObject({ source: "event:crm", hops: 1 });
  });

  test("to the queue of the department it is in takes the person off it", async () => {
    await hold({ userId: ids.carla, status: "IN_PROGRESS" });
    await started().invoke(bench.requested({ sessionId, to: { department: "Comercial" } }));
    expect(await bench.held(sessionId)).toMatchObject({
      departmentId: ids.department,
      userId: null,
      status: "PENDING",
    });
    expect(await bench.writes()).toEqual(["partial"]);
  });

  test("that comes again does not undo what a person did since", async () => {
    const running = started();
    const event = bench.requested({ sessionId, to: { user: "Bruno Carvalho" }, idempotencyKey: "crm-1" });
    await running.invoke(event);
    await bench.admin("PUT", `sessions/${sessionId}`, { userId: ids.carla, departmentId: ids.department });
    await running.invoke({ ...event, id: "other" });
    expect((await bench.held(sessionId)).userId).toBe(ids.carla);
    expect(running.published("Session Reassigned")).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ["a department nobody knows", { to: { department: "Vendas Externas" } }, "DEPARTMENT_UNKNOWN"],
    ["a person nobody knows", { to: { user: "Maria" } }, "USER_UNKNOWN"],
    ["a name that fits two", { to: { department: "Comercial", user: "João Silva" } }, "USER_UNKNOWN"],
    [
      "a person of another department",
      { to: { department: "Comercial", user: "Bruno Carvalho" } },
      "USER_NOT_IN_DEPARTMENT",
    ],
    ["a policy that is not there", { policy: "nowhere" }, "POLICY_UNKNOWN"],
  ])(
    "for %s is published as failed with its reason, kept, and done when it is replayed after the mending",
    async (_, wish, code) => {
      const running = started();
      const event = bench.requested({ sessionId, ...wish });
      await running.invoke(event);
      const [outcome] = running.published("Session Reassignment Failed");
      expect(outcome?.detail).toMatchObject({ sessionId, door: "event", source: "event:crm", changes: { fields: [] } });
      expect(outcome?.detail.reasons).toContain(code);
      expect(running.aws.taken.parked).toMatchObject([{ event: { id: event.id } }]);
      expect(await bench.writes()).toEqual([]);
      // As `parked replay` puts it on the bus again, with the wish corrected by whoever owns the names.
      const detail = { ...event.detail, to: { department: "Recepção" }, policy: undefined, idempotencyKey: event.id };
      await running.invoke({ ...event, id: "replayed", detail });
      expect((await bench.held(sessionId)).departmentId).toBe(ids.other);
      expect(running.published("Session Reassigned")[0]?.detail.id).toBe(outcome?.detail.id);
    },
  );

  test("that is not understood is published with every problem, kept, and nothing its sender wrote is repeated", async () => {
    const running = started();
    await running.invoke(bench.requested({ sessionId: "", to: { departmnt: "x" }, reason: "canario-7f3a", hops: "1" }));
    const [outcome] = running.published("Session Reassignment Failed");
    expect(outcome?.detail).toMatchObject({ reasons: ["COMMAND_INVALID"], sessionId: "unresolved" });
    expect(outcome?.detail.issues?.map(({ path }) => path).sort()).toEqual(["hops", "sessionId", "to", "to.departmnt"]);
    expect(running.aws.taken.parked).toHaveLength(1);
    expect(JSON.stringify([running.aws.taken.published, running.lines()])).not.toContain("canario");
  });

  test.each([
    ["is a fraction", 0.5, [1]],
    ["is below none", -1_000, [1]],
    ["is a text", "3", [1]],
    ["is beyond the limit", 6, []],
  ])(
    "that is refused is answered with a count of hops that ends, where the one it has %s",
    async (_, hops, hopsOfOutcomes) => {
      const running = started();
      await running.invoke(bench.requested({ sessionId: "", hops }));
      expect(running.published("Session Reassignment Failed").map(({ detail }) => detail.hops)).toEqual(hopsOfOutcomes);
      expect(running.aws.taken.parked).toHaveLength(1);
    },
  );

  test.each([
    ["an account that is not ours", { account: "nobody" }, ["COMMAND_INVALID"]],
    ["a session that is not there", { sessionId: sessionIdOf(999) }, ["SESSION_NOT_FOUND"]],
  ])("for %s is published as failed", async (_, wish, reasons) => {
    const running = started();
    await running.invoke(bench.requested({ sessionId, to: { department: "Comercial" }, ...wish }));
    expect(running.published("Session Reassignment Failed")[0]?.detail.reasons).toEqual(reasons);
    expect(running.aws.taken.parked).toHaveLength(1);
  });

  test("for a session that was completed meanwhile is published as failed, and nobody has to act", async () => {
    await hold({ status: "COMPLETED" });
    const running = started();
    await running.invoke(bench.requested({ sessionId, to: { department: "Comercial" } }));
    expect(running.published("Session Reassignment Failed")[0]?.detail.reasons).toEqual(["NOT_OPEN"]);
    expect(running.aws.taken.parked).toEqual([]);
  });

  test("leaves its reason as a note and as metadata where the policy says so, once each", async () => {
    const running = started({ policies: [{ ...comercial, note: true, metadata: true }] });
    await running.invoke(bench.requested({ sessionId, policy: "comercial", reason: "cliente VIP" }));
    const { queued } = running.aws.taken;
    const commands = queued.map(({ targeted }) => targeted.command);
    expect(commands).toMatchObject([
      { command: "note", sessionId, text: expect.stringContaining("cliente VIP") },
      {
        command: "update",
        sessionId,
        fields: ["Metadata"],
        metadata: { routing_policy: "comercial", routing_hops: "1" },
      },
    ]);
    expect(new Set(queued.map(({ id }) => id)).size).toBe(2);
    const [outcome] = running.published("Session Reassigned");
    expect(queued.map(({ causationId }) => causationId)).toEqual([outcome?.detail.id, outcome?.detail.id]);
    expect(JSON.stringify([outcome, running.lines()])).not.toContain("VIP");
  });
});

test("a session that the fallback had to take is published as moved and as failed, each under an id of its own", async () => {
  const policies: PolicyInput[] = [
    { ...comercial, department: "Vendas Externas", fallback: { department: "Recepção" } },
  ];
  const running = started({ policies });
  await running.invoke(bench.requested({ sessionId, policy: "comercial" }));
  expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.other, userId: null });
  const [moved] = running.published("Session Reassigned");
  const [failed] = running.published("Session Reassignment Failed");
  expect(moved?.detail.id).not.toBe(failed?.detail.id);
  expect(failed?.detail.reasons).toContain("DEPARTMENT_UNKNOWN");
  expect(running.aws.taken.parked).toEqual([]);
});

describe("a SESSION_UPDATE", () => {
  const property = (name: string, currentValue: string | null) => ({
    property: name,
    currentValue,
    previousValue: null,
  });

  test("that tells of our own write is no trigger, in whatever form", async () => {
    const running = started();
    await running.invoke(bench.created(sessionId));
    const { userId } = await bench.held(sessionId);
    // Whatever would decide now would move it on.
    for (const person of [ids.carla, ids.joao])
      await bench.admin("PUT", `agents/${person}`, { availability: "UNAVAILABLE" });
    for (const changes of [
      [property("userId", userId), property("status", "IN_PROGRESS")],
      [{ field: "userId", newValue: userId, oldValue: null }],
      { userId: { currentValue: userId, previousValue: null }, status: { currentValue: "IN_PROGRESS" } },
      [property("userId", userId), property("unreadCount", "0")],
    ])
      await running.invoke(bench.updated(sessionId, changes));
    expect(
      running
        .lines()
        .slice(-4)
        .map(({ message }) => message),
    ).toEqual(Array.from({ length: 4 }, () => "own write"));
    clock.advance(600_001);
    await running.invoke(bench.updated(sessionId, [property("userId", userId)], { changedBy: "SYSTEM" }));
    expect(running.lines().at(-1)?.message).not.toBe("own write");
  });

  test("that tells of messages and looks alone is none either: nothing is read for it", async () => {
    const running = started();
    await bench.admin("DELETE", "requests");
    await running.invoke(bench.updated(sessionId, [property("unreadCount", "3"), property("lastMessageIn", "x")]));
    expect(running.lines()).toEqual([]);
    expect(await bench.admin("GET", "requests")).toEqual([]);
  });

  test("of another program is one: the session that lost its owner gets another", async () => {
    await started().invoke(bench.updated(sessionId, [property("userId", null)], { changedBy: "SYSTEM" }));
    expect((await bench.held(sessionId)).userId).not.toBeNull();
  });
});

test("what a trigger costs of the rate limit is known: two calls where nothing is moved, four and the count where it is", async () => {
  await bench.admin("PUT", `sessions/${sessionIdOf(902)}`, {
    status: "PENDING",
    departmentId: ids.department,
    userId: null,
  });
  const running = started();
  const callsOf = async (event: unknown) => {
    await bench.admin("DELETE", "requests");
    await running.invoke(event);
    const asked = await bench.admin<{ method: string; path: string }[]>("GET", "requests");
    return asked.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, "{id}")}`);
  };
  const read = "GET /chat/v2/session/{id}";
  // The lists of departments and people, and the count, are read by the first.
  await running.invoke(bench.created(sessionId));
  clock.advance(2_000);
  const move = ["GET /core/v1/agent", "PUT /chat/v1/session/{id}/transfer"];
  expect(await callsOf(bench.created(sessionIdOf(902)))).toEqual([read, move[0], read, move[1]]);
  clock.advance(2_000);
  expect(await callsOf(bench.created(sessionIdOf(902)))).toEqual([read, move[0]]);
});

describe("whatever WTS leaves undocumented,", () => {
  test.each<[string, string]>([
    ["transferSameDepartment", "keeps-user"],
    ["transferSameDepartment", "form-error"],
    ["assignMovesStatus", "unchanged"],
    ["clearUserStatus", "unchanged"],
    ["userOutsideDepartment", "form-error"],
    ["transferToUnavailable", "form-error"],
    ["transferMovesInteraction", "true"],
    ["webhookUserId", "absent"],
  ])("with %s %s, a session goes to a person and back to the queue", async (name, position) => {
    await bench.admin("PUT", "switches", { [name]: position });
    const running = started();
    await running.invoke(bench.created(sessionId));
    expect((await bench.held(sessionId)).userId).not.toBeNull();
    await running.invoke(bench.requested({ sessionId, to: { department: "Comercial" } }));
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department, userId: null });
  });

  test("people are members of what they are members of, also where no list says so", async () => {
    await bench.admin("PUT", "switches", { departmentListAgents: "empty", agentsListDepartments: "empty" });
    await started().invoke(bench.created(sessionId));
    expect([ids.carla, ids.joao]).toContain((await bench.held(sessionId)).userId);
  });
});

describe("a loop", () => {
  test("ends at the day's limit of moves, also when every function is started anew, and is published once", async () => {
    const bounce = async () => {
      const running = started({ routing: { maxHopsPerDay: 3 } });
      const { userId } = await bench.held(sessionId);
      const user = userId === ids.bruno ? "ana.ribeiro@clinicaboavista.example" : "Bruno Carvalho";
      await running.invoke(bench.requested({ sessionId, to: { user } }));
      return running;
    };
    for (let index = 0; index < 3; index += 1) await bounce();
    expect(await bench.writes()).toHaveLength(3);
    const running = await bounce();
    expect(await bench.writes()).toHaveLength(3);
    expect(running.published("Session Reassignment Failed")[0]?.detail.reasons).toEqual(["HOP_LIMIT"]);
    // Whoever answers that with another request gets nothing to answer any more; the request itself is kept.
    const { aws } = await bounce();
    expect([aws.taken.published, aws.taken.parked.length]).toEqual([[], 1]);
    clock.advance(86_400_000);
    await bounce();
    expect(await bench.writes()).toHaveLength(4);
  });

  test.each([
    ["cannot be read", () => ({ sessionId: "" })],
    ["names a department that nobody has", () => ({ sessionId, to: { department: "Nenhum" } })],
  ])("that answers failures with a request that %s, and without hops, ends within the hour", async (what, wish) => {
    const running = started();
    const source = `rule that ${what}`;
    const about = wish().sessionId === "" ? unresolvedSessionId : sessionId;
    // It was answered 59 times within the hour.
    for (let index = 0; index < 59; index += 1)
      await running.dependencies.mayAnswer({ account: "default", source: `event:${source}`, about });
    for (let index = 0; index < 3; index += 1) await running.invoke(bench.requested(wish(), { source }));
    expect(running.published("Session Reassignment Failed")).toHaveLength(1);
    expect(running.aws.taken.parked).toHaveLength(3);
  });

  test("of events that cause each other ends with the sixth, without an event that would go on", async () => {
    const running = started();
    await running.invoke(bench.requested({ sessionId, to: { department: "Recepção" }, hops: 6 }));
    expect(running.aws.taken.published).toEqual([]);
    expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "HOPS_EXCEEDED" } }]);
    expect(await bench.writes()).toEqual([]);
  });
});

describe("what fails on our side or at WTS", () => {
  const taken = async ({ dependencies: { slots, turns, moves } }: ReturnType<typeof started>) => {
    const people = [ids.carla, ids.joao].map((userId) => slots.read({ account: "default", userId }));
    const reserved = (await Promise.all(people)).filter((seen) => seen.reserved.has(sessionId)).length;
    const assignment = { departmentId: ids.department, userId: null };
    const { count } = await moves.read(
      { account: "default", sessionId },
      localDay(clock.now(), "America/Sao_Paulo"),
      assignment,
    );
    const { value } = await turns.next("default", `comercial/0/${ids.department}`);
    return { reserved, moves: count, turn: value };
  };

  test("is thrown, so that it is repeated, and costs nobody a turn, a slot or a move", async () => {
    const running = started({ policies: [{ ...comercial, strategy: "round-robin", capacity: 500 }] });
    const event = bench.created(sessionId);
    const { turn } = await taken(running);
    await bench.admin("POST", "faults", [{ path: "/transfer", status: 403 }]);
    await expect(running.invoke(event)).rejects.toMatchObject({ code: "WTS_DENIED" });
    expect(await taken(running)).toEqual({ reserved: 0, moves: 0, turn });
    await bench.admin("DELETE", "faults");
    await running.invoke(event);
    expect((await bench.held(sessionId)).userId).not.toBeNull();
    expect(await taken(running)).toEqual({ reserved: 1, moves: 1, turn: turn + 1 });
    expect(running.published("Session Reassigned")).toHaveLength(1);
  });

  test("keeps the slot while nobody can tell whether WTS took the move", async () => {
    const running = started();
    await bench.admin("POST", "faults", [{ path: "/transfer", status: 503 }]);
    await expect(running.invoke(bench.created(sessionId))).rejects.toMatchObject({ code: "WTS_UNAVAILABLE" });
    expect(await taken(running)).toMatchObject({ reserved: 1, moves: 1 });
  });

  test("between WTS's yes and our record is finished by the repetition: one move, one event, with its decision", async () => {
    let dies = true;
    const options: Partial<FunctionOptions> = {
      leaseMs: 1_000,
      changeLedger: (ledger) => ({
        ...ledger,
        attempt: (...about) => {
          const attempt = ledger.attempt(...about);
          const finish: typeof attempt.finish = async (finished) => {
            if (!dies) return attempt.finish(finished);
            dies = false;
            throw new Fault(faults.tableUnavailable);
          };
          return { ...attempt, finish };
        },
      }),
    };
    const event = bench.created(sessionId);
    await expect(started(options).invoke(event)).rejects.toMatchObject({ code: "TABLE_UNAVAILABLE" });
    clock.advance(2_000);
    const running = started(options);
    await running.invoke(event);
    expect(await bench.writes()).toEqual(["transfer"]);
    const [outcome, ...more] = running.published("Session Reassigned");
    expect(more).toEqual([]);
    expect(outcome?.detail).toMatchObject({ rule: "comercial", decision: { action: "assign" } });
    expect((await bench.held(sessionId)).userId).toBe(outcome?.detail.changes.userId);
    const history = await running.dependencies.ledger.history(sessionPlace({ account: "default", sessionId }));
    expect(history).toMatchObject([{ state: "applied", command: "transfer", outcome }]);
  });

  test("waits, while the account is paused: the event is parked, to be replayed, and nothing is published as failed", async () => {
    const running = started();
    await running.dependencies.killSwitch.pause("default");
    await running.invoke(bench.created(sessionId));
    await running.dependencies.killSwitch.resume("default");
    expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "ACCOUNT_PAUSED" } }]);
    expect(running.aws.taken.published).toEqual([]);
    expect(await bench.writes()).toEqual([]);
  });
});

test("a session that WTS refuses to move is published as failed, after it was looked at again", async () => {
  await bench.admin("POST", "faults", [{ path: "/transfer", status: 500, body: { key: "FORM_ERROR", text: "Não" } }]);
  const running = started();
  await running.invoke(bench.created(sessionId));
  expect(running.published("Session Reassignment Failed")[0]?.detail.reasons).toEqual(["WTS_REFUSED"]);
  expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "WTS_REFUSED" } }]);
});
