// A command asks the policies for a decision: it is taken and done under the session's lease, once, and told as every command is.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import type { RouteCommand } from "../../lib/core/command/command.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
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
  sessions += 1;
  // Every test begins an hour later than the one before: what was promised to people in that one is over.
  clock = manualClock(Date.now() + sessions * 3_600_000);
  sessionId = sessionIdOf(sessions);
  await hold({});
});

const hold = (session: object, more: object[] = []) =>
  bench.admin("POST", "reset", {
    sessions: [{ id: sessionId, status: "PENDING", departmentId: ids.other, userId: null, ...session }, ...more],
  });

const vendas: PolicyInput = { name: "vendas", when: ["backlog"], department: "Comercial" };
const started = (options: Partial<FunctionOptions> = {}) => bench.start({ policies: [vendas], clock, ...options });
const route = (input: object = {}, changes = {}) => bench.routeOf({ sessionId, policy: "vendas", ...input }, changes);
const recordOf = async (running: ReturnType<typeof started>, id: string, session = sessionId) =>
  running.dependencies.ledger.read(sessionPlace({ account: "default", sessionId: session }), id);

describe("a route command", () => {
  test("by a policy goes to whom the policy chooses, and the whole decision is told, with nobody's name", async () => {
    await hold({}, [{ id: sessionIdOf(900), status: "IN_PROGRESS", departmentId: ids.department, userId: ids.carla }]);
    const running = started();
    const command = route();
    expect(await running.work(command)).toEqual([]);
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department, userId: ids.joao });
    const [outcome, ...more] = running.aws.taken.published;
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({
      type: "Session Reassigned",
      detail: {
        ...{ id: command.id, sessionId, command: "route", door: "webhook", source: "webhook:loja", rule: "vendas" },
        changes: { departmentId: ids.department, userId: ids.joao },
        reasons: ["CHOSEN"],
        decision: { action: "assign", policy: "vendas", trigger: "requested", userId: ids.joao },
      },
    });
    expect(JSON.stringify(outcome?.detail.decision)).toContain(ids.carla);
    expect(JSON.stringify([outcome, running.lines()])).not.toMatch(/carla|joão|silva|pediu|@/i);
    expect(await recordOf(running, command.id)).toMatchObject({ state: "applied", command: "route" });
  });

  test.each<[string, object, object]>([
    ["to a department: to its queue", { policy: undefined, to: { department: "Comercial" } }, { userId: null }],
    ["to a person", { policy: undefined, to: { user: "Carla Mendes" } }, {}],
    ["to a department by a policy: to one of its people", { to: { department: "Recepção" } }, {}],
    ["to nothing in particular: by the first policy that answers requests", { policy: undefined }, {}],
  ])("%s", async (_what, input, expected) => {
    const policies: PolicyInput[] = [vendas, { ...vendas, name: "pedidos", when: ["requested"] }];
    const running = started({ policies });
    await running.work(route(input));
    const [outcome] = running.published("Session Reassigned");
    const { departmentId, userId = null } = outcome?.detail.changes ?? {};
    expect(departmentId).toBe("to" in input && Object(input.to).department === "Recepção" ? ids.other : ids.department);
    expect(await bench.held(sessionId)).toMatchObject({ departmentId, userId, ...expected });
  });

  test("that comes twice moves the session once, and undoes nothing that a person did since", async () => {
    const running = started();
    const command = route();
    await running.work(command);
    await bench.admin("PUT", `sessions/${sessionId}`, { departmentId: ids.other, userId: ids.bruno });
    await running.work(command);
    expect(await bench.held(sessionId)).toMatchObject({ userId: ids.bruno });
    expect(running.published("Session Reassigned")).toHaveLength(1);
  });

  test("for whom somebody in the right department takes care already stays, is recorded as kept, and nothing is written", async () => {
    await hold({ departmentId: ids.department, userId: ids.carla, status: "IN_PROGRESS" });
    const running = started();
    const command = route();
    await running.work(command);
    expect(await bench.writes()).toEqual([]);
    expect(running.aws.taken.published).toEqual([]);
    const kept = { action: "keep", policy: "vendas", reasons: [{ code: "OWNED" }] };
    expect(await recordOf(running, command.id)).toMatchObject({ state: "applied", remarks: { kept } });
    expect(running.lines()).toContainEqual(expect.objectContaining({ message: "session kept", reasons: ["OWNED"] }));
  });

  test("where nobody is available waits in the department's queue", async () => {
    for (const userId of [ids.carla, ids.joao])
      await bench.admin("PUT", `agents/${userId}`, { availability: "UNAVAILABLE" });
    const running = started();
    await running.work(route());
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department, userId: null });
    expect(running.published("Session Reassigned")[0]?.detail.reasons).toContain("QUEUED");
  });

  test.each<[string, object, string, RegExp]>([
    ["a policy that is not there", { policy: "vendsa" }, "POLICY_UNKNOWN", /the nearest is vendas/],
    ["a department nobody knows", { policy: undefined, to: { department: "Lua" } }, "DEPARTMENT_UNKNOWN", /unknown/],
    ["no policy that answers requests", { policy: undefined }, "NO_POLICY", /no policy/],
    [
      "a person of another department",
      { policy: undefined, to: { department: "Comercial", user: "Bruno Carvalho" } },
      "USER_NOT_IN_DEPARTMENT",
      /not|nobody/,
    ],
  ])(
    "for %s is told as failed with why, parked, and done once it is replayed after the mending",
    async (_what, input, code, says) => {
      const running = started();
      const command = route(input);
      expect(await running.work(command)).toEqual([]);
      const [outcome] = running.aws.taken.published;
      expect(outcome).toMatchObject({
        type: "Session Reassignment Failed",
        detail: { id: command.id, command: "route", reasons: expect.arrayContaining(["NOT_ROUTED", code]) },
      });
      expect(Object(outcome?.detail.decision).failed).toBe(true);
      expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "NOT_ROUTED" }, queued: { id: command.id } }]);
      expect(running.aws.taken.parked[0]?.reason.message).toMatch(says);
      expect(await bench.writes()).toEqual([]);
      // `parked replay` sends the same command as another attempt.
      const corrected = { command: { ...command.targeted.command, policy: "vendas" } as RouteCommand };
      delete corrected.command.to;
      await running.work({ ...command, attempt: 1, targeted: corrected });
      expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department });
    },
  );

  test("for a session that was completed meanwhile is told as failed, and nobody has to act", async () => {
    await hold({ status: "COMPLETED" });
    const running = started();
    await running.work(route());
    expect(running.aws.taken.published).toMatchObject([
      { type: "Session Reassignment Failed", detail: { reasons: ["SESSION_NOT_OPEN", "NOT_OPEN"] } },
    ]);
    expect(running.aws.taken.parked).toEqual([]);
  });

  test("for a session that its sender saw otherwise is dropped", async () => {
    const running = started();
    await running.work(route({ expect: { userId: ids.carla } }));
    expect(running.aws.taken.published[0]?.detail.reasons).toEqual(["EXPECTATION_NOT_MET"]);
    expect(running.aws.taken.parked).toEqual([]);
    expect(await bench.writes()).toEqual([]);
  });

  test("for a session that is not there is parked", async () => {
    const running = started();
    await running.work(route({ sessionId: sessionIdOf(999) }));
    expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "SESSION_NOT_FOUND" } }]);
  });

  test("by a policy whose department nobody knows is moved by its fallback, and that is told beside", async () => {
    const running = started({ policies: [{ ...vendas, department: "Lua", fallback: { department: "Comercial" } }] });
    await running.work(route());
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department, userId: null });
    const [moved] = running.published("Session Reassigned");
    const [failed] = running.published("Session Reassignment Failed");
    expect(failed?.detail.id).not.toBe(moved?.detail.id);
    expect(failed?.detail.reasons).toContain("DEPARTMENT_UNKNOWN");
    expect(running.aws.taken.parked).toEqual([]);
  });

  test("leaves its reason in the policy's note, which is no copy of the command", async () => {
    const running = started({ policies: [{ ...vendas, note: true, metadata: true }] });
    const command = route({ reason: "pagamento aprovado" }, { contents: [{ id: "c".repeat(64), withinMs: 60_000 }] });
    await running.work(command);
    const notes = running.aws.taken.queued;
    expect(notes.map(({ targeted }) => targeted.command.command)).toEqual(["note", "update"]);
    expect(JSON.stringify(notes[0])).toContain("pagamento aprovado");
    expect(notes.map(({ contents }) => contents)).toEqual([undefined, undefined]);
    await running.work(...notes);
    expect(await bench.admin(`GET`, `sessions/${sessionId}`)).toMatchObject({
      notes: [{ text: expect.stringContaining("pagamento aprovado") }],
      metadata: { routing_policy: "vendas" },
    });
  });

  test("of an older event does not overwrite what a newer one of its sender wrote", async () => {
    const running = started();
    const at = (minutes: number) => ({ occurredAt: new Date(clock.now() - minutes * 60_000).toISOString() });
    const newer = route({ policy: undefined, to: { department: "Comercial" } }, at(1));
    await running.work(newer);
    const older = route({ policy: undefined, to: { department: "Recepção" } }, at(5));
    await running.work(older);
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department });
    expect(await recordOf(running, older.id)).toMatchObject({
      state: "applied",
      remarks: { stale: ["DepartmentId", "UserId"] },
    });
  });

  test("that left a session with its owner is not undone by what its sender said before", async () => {
    await hold({ departmentId: ids.department, userId: ids.carla, status: "IN_PROGRESS" });
    const running = started();
    const at = (minutes: number) => ({ occurredAt: new Date(clock.now() - minutes * 60_000).toISOString() });
    await running.work(route({}, at(1)));
    const older = route({ policy: undefined, to: { department: "Recepção" } }, at(5));
    await running.work(older);
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department, userId: ids.carla });
    expect(await recordOf(running, older.id)).toMatchObject({ remarks: { stale: ["DepartmentId", "UserId"] } });
    // Another sender, and a newer word of this one, count as before.
    await running.work(route({ policy: undefined, to: { department: "Recepção" } }, at(0)));
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.other });
  });

  test("that was refused keeps nothing its sender said before from being done", async () => {
    const running = started();
    const at = (minutes: number) => ({ occurredAt: new Date(clock.now() - minutes * 60_000).toISOString() });
    await running.work(route({ policy: "vendsa" }, at(1)));
    await running.work(route({}, at(5)));
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department });
  });

  test("is done in the order of the session's other commands", async () => {
    const running = started();
    const first = route({ policy: undefined, to: { department: "Recepção", user: "Bruno Carvalho" } });
    await running.work(first, route({ policy: undefined, to: { department: "Comercial" } }));
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department, userId: null });
  });

  test("comes again while WTS is away or lists nobody, and nothing is parked", async () => {
    const away = started({
      change: ({ connect }) => ({
        connect: (account, use) => {
          const wts = connect(account, use);
          const failing = async () => {
            throw new WtsApiError("GET", { failure: "unavailable", status: 503 });
          };
          return { ...wts, client: { ...wts.client, getSession: failing } };
        },
      }),
    });
    const command = route();
    expect(await away.work(command)).toEqual([command.id]);
    expect(away.aws.taken.parked).toEqual([]);
    const empty = started({
      change: ({ connect }) => ({
        connect: (account, use) => {
          const wts = connect(account, use);
          return { ...wts, directory: { ...wts.directory, people: async () => [] } };
        },
      }),
    });
    expect(await empty.work(command)).toEqual([command.id]);
    expect(empty.aws.taken.parked).toEqual([]);
    await started().work(command);
    expect(await bench.held(sessionId)).toMatchObject({ departmentId: ids.department });
  });

  test("whose worker dies between WTS's yes and the record is finished by its repetition, with one move", async () => {
    let dies = true;
    const dying = started({
      changeLedger: (ledger) => ({
        ...ledger,
        attempt: (...given) => {
          const attempt = ledger.attempt(...given);
          const finish: typeof attempt.finish = async (finished) => {
            if (!dies) return attempt.finish(finished);
            dies = false;
            throw new Fault(faults.tableUnavailable);
          };
          return { ...attempt, finish };
        },
      }),
    });
    const command = route();
    expect(await dying.work(command)).toEqual([command.id]);
    await clock.sleep(120_000);
    expect(await dying.work(command)).toEqual([]);
    expect(await bench.writes()).toHaveLength(1);
    expect(dying.published("Session Reassigned")).toMatchObject([{ detail: { id: command.id, rule: "vendas" } }]);
  });
});

describe("at the same moment", () => {
  test("several routes of one session, by the queue and by events, give it to one person", async () => {
    const running = started({ policies: [{ ...vendas, when: ["backlog", "SESSION_NEW"] }] });
    const commands = [1, 2, 3].map(() => route());
    const worked = await Promise.allSettled([
      ...commands.map((command) => running.work(command)),
      running.invoke(bench.created(sessionId)),
    ]);
    // Who found it busy comes again.
    for (const command of commands) await running.work(command);
    expect(worked.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(running.published("Session Reassigned")).toHaveLength(1);
    expect((await bench.held(sessionId)).userId).not.toBeNull();
  });

  test("routes of many sessions never give anybody more than the policy's capacity", async () => {
    const many = Array.from({ length: 8 }, (_, index) => sessionIdOf(2_000 + index));
    await hold(
      {},
      many.map((id) => ({ id, status: "PENDING", departmentId: ids.department, userId: null })),
    );
    const running = started({ policies: [{ ...vendas, capacity: 2, strategy: "round-robin" }] });
    const commands = many.map((id) => bench.routeOf({ sessionId: id, policy: "vendas" }));
    const left = await Promise.all(commands.map((command) => running.work(command)));
    for (const id of left.flat()) await running.work(...commands.filter((command) => command.id === id));
    const owners = await Promise.all(many.map(async (id) => (await bench.held(id)).userId));
    const counts = [ids.carla, ids.joao].map((userId) => owners.filter((owner) => owner === userId).length);
    expect(counts).toEqual([2, 2]);
    expect(owners.filter((owner) => owner === null)).toHaveLength(4);
  });
});

describe("a dry run", () => {
  const preview = (input: object = {}, options: Partial<FunctionOptions> = {}) => {
    const running = started(options);
    const wts = running.dependencies.connect("default", {
      ...{ priority: "caller", timeBox: { startBy: clock.now() + 9_000, endBy: clock.now() + 9_000 }, tokenWaitMs: 1 },
    });
    return running.router.preview("default", route(input).targeted.command as RouteCommand, wts);
  };

  test("says who would get it and why nobody else, and changes nothing", async () => {
    const shown = await preview();
    expect(shown.changes).toEqual([
      { field: "DepartmentId", from: ids.other, to: ids.department },
      { field: "UserId", from: null, to: Object(shown.decision).userId },
    ]);
    expect(shown.decision).toMatchObject({ action: "assign", policy: "vendas", rejected: expect.any(Array) });
    expect(Object(shown.decision).rejected.length).toBeGreaterThan(3);
    expect(await bench.writes()).toEqual([]);
    expect(
      (
        await started().dependencies.moves.read({ account: "default", sessionId }, "", {
          departmentId: null,
          userId: null,
        })
      ).count,
    ).toBe(0);
  });

  test("says that a session would stay, and why", async () => {
    await hold({ departmentId: ids.department, userId: ids.carla, status: "IN_PROGRESS" });
    expect(await preview()).toMatchObject({ changes: [], decision: { action: "keep", reasons: [{ code: "OWNED" }] } });
  });

  test("fails as the command would", async () => {
    await expect(preview({ policy: "vendsa" })).rejects.toMatchObject({
      code: "NOT_ROUTED",
      message: expect.stringMatching(/nearest is vendas/),
    });
    await expect(preview({ expect: { userId: ids.carla } })).rejects.toMatchObject({ code: "EXPECTATION_NOT_MET" });
  });
});
