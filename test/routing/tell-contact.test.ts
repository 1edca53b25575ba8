// The contact is told who takes over: once a day, in the policy's hours and WhatsApp's window, and never whom nothing may be said to.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import {
  type Bench,
  type FunctionOptions,
  type PolicyInput,
  sessionIdOf,
  startBench,
} from "./support/routing-bench.ts";

const dayMs = 86_400_000;
let bench: Bench;
let clock: ManualClock;
let sessionId: string;
let round = 0;
const ids = { comercial: "", recepcao: "", carla: "", joao: "" };
const iso = (ms: number): string => new Date(ms).toISOString();

beforeAll(async () => {
  bench = await startBench();
  const { department, agent } = await bench.people();
  ids.comercial = department("Comercial").id;
  ids.recepcao = department("Recepção").id;
  ids.carla = agent("Carla Mendes").userId;
  const { agents } = await bench.admin<{ agents: { email: string; userId: string }[] }>("GET", "directory");
  ids.joao = agents.find(({ email }) => email.startsWith("joao.silva@"))?.userId ?? "";
});
afterAll(() => bench.stop());
beforeEach(() => {
  round += 1;
  // A Wednesday at 12:00 in São Paulo.
  clock = manualClock(Date.parse("2026-11-25T15:00:00Z") + round * 7 * dayMs);
  sessionId = sessionIdOf(9_000 + round);
});

const hold = (session: object = {}) =>
  bench.admin("POST", "reset", {
    clock: { now: iso(clock.now()), frozen: true },
    sessions: [
      {
        ...{ id: sessionId, status: "PENDING", departmentId: ids.comercial, userId: null },
        ...{ createdAt: iso(clock.now()), lastMessageIn: iso(clock.now()), lastMessageOut: null },
        ...session,
      },
    ],
  });
const policy: PolicyInput = { name: "comercial", when: ["requested"], department: "Comercial", note: false };
const started = (policies: readonly PolicyInput[] = [policy], options: Partial<FunctionOptions> = {}) =>
  bench.start({ policies, clock, routing: { tellContact: true }, ...options });
type Running = ReturnType<typeof started>;

const moveTo = (running: Running, user: string) =>
  running.invoke(bench.requested({ sessionId, policy: "comercial", to: { user, department: "Comercial" } }));
/** Works off what is queued. */
const work = (running: Running) => running.work(...running.aws.taken.queued.splice(0));
/** What the contact was sent. */
const sent = async (): Promise<readonly string[]> => {
  const asked = await bench.admin<{ path: string; method: string; body?: { text?: string } }[]>("GET", "requests");
  const messages = asked.filter(({ method, path }) => method === "POST" && path.endsWith("/message"));
  return messages.map(({ body }) => body?.text ?? "");
};
const commands = (running: Running) => running.aws.taken.queued.map(({ targeted }) => targeted.command.command);

describe("after a move", () => {
  test("the contact reads who it is, by the first name, and is told once a day", async () => {
    await hold();
    const running = started([policy], {
      routing: { tellContact: "{atendente|Nossa equipe} vai cuidar do seu atendimento." },
    });
    await moveTo(running, "Carla Mendes");
    expect(running.aws.taken.queued[0]?.targeted.command).toMatchObject({
      ...{ command: "message", sessionId, expect: { userId: ids.carla } },
    });
    await work(running);
    expect(await sent()).toEqual(["Carla vai cuidar do seu atendimento."]);
    await moveTo(running, "joao.silva@clinicaboavista.example");
    expect((await bench.held(sessionId)).userId).toBe(ids.joao);
    await work(running);
    expect(await sent()).toHaveLength(1);
    expect(running.aws.taken.parked).toEqual([]);
  });

  test("into a queue, or by a policy that says so, nothing is told", async () => {
    await hold();
    const queued = started();
    await queued.invoke(bench.requested({ sessionId, to: { department: "Recepção" } }));
    expect(commands(queued)).not.toContain("message");
    await hold();
    const silent = started([{ ...policy, tellContact: false }]);
    await moveTo(silent, "Carla Mendes");
    expect(commands(silent)).toEqual([]);
  });

  test("outside the policy's hours and outside WhatsApp's window nothing is told", async () => {
    await hold();
    const closed = started([{ ...policy, hours: { weekly: { monday: ["09:00-18:00"] } } }]);
    await moveTo(closed, "Carla Mendes");
    expect((await bench.held(sessionId)).userId).toBe(ids.carla);
    expect(commands(closed)).toEqual([]);
    await hold({ lastMessageIn: iso(clock.now() - 25 * 3_600_000), channelType: "CLOUDAPI_WHATSAPP", userId: null });
    const late = started();
    await moveTo(late, "Carla Mendes");
    expect(commands(late)).toEqual([]);
  });

  test("whoever asked for silence is told nothing, and nobody has to see to that", async () => {
    await hold();
    await bench.admin("POST", "messages", { sessionId, direction: "FROM_HUB", text: "PARE" });
    const running = started();
    await moveTo(running, "Carla Mendes");
    expect(commands(running)).toEqual(["message"]);
    await work(running);
    expect(await sent()).toEqual([]);
    expect(running.aws.taken.parked).toEqual([]);
    expect(running.published("Session Update Rejected")).toEqual([]);
    expect(running.lines()).toContainEqual(
      expect.objectContaining({ message: "left out", code: "CONTACT_NOT_TO_BE_MESSAGED" }),
    );
  });

  test("of another since then, nobody is told of the one before", async () => {
    await hold();
    const running = started();
    await moveTo(running, "Carla Mendes");
    await bench.admin("PUT", `sessions/${sessionId}`, { userId: ids.joao });
    await work(running);
    expect(await sent()).toEqual([]);
    expect(running.aws.taken.parked).toEqual([]);
  });
});

test("a move leaves a note for the team unless that is switched off, for all policies or for one", async () => {
  const { note: _, ...usual } = policy;
  const noted = async (policies: readonly PolicyInput[], routing: FunctionOptions["routing"] = {}) => {
    await hold();
    const running = started(policies, { routing });
    await moveTo(running, "Carla Mendes");
    return commands(running);
  };
  expect(await noted([usual])).toEqual(["note"]);
  expect(await noted([usual], { note: false })).toEqual([]);
  expect(await noted([{ ...usual, note: true }], { note: false })).toEqual(["note"]);
  expect(await noted([policy])).toEqual([]);
});
