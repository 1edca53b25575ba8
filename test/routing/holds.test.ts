// A held session is not moved by the clock, unless its contact waits; requests go on, and a hold's end wakes a policy.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { type Bench, sessionIdOf, startBench } from "./support/routing-bench.ts";

const minuteMs = 60_000;
let bench: Bench;
let clock: ManualClock;
let comercial: string;
let sessions = 500;
let sessionId: string;
beforeAll(async () => {
  bench = await startBench();
  const { department } = await bench.people();
  comercial = department("Comercial").id;
});
afterAll(() => bench.stop());
beforeEach(() => {
  sessions += 1;
  sessionId = sessionIdOf(sessions);
  clock = manualClock(Date.parse("2026-11-20T12:00:00Z") + sessions * 3_600_000);
});

const iso = (ms: number): string => new Date(ms).toISOString();
const pass = async (minutes: number): Promise<void> => {
  clock.advance(minutes * minuteMs);
  await bench.admin("PUT", "clock", { now: iso(clock.now()), frozen: true });
};
const says = (direction: string, text: string, origin = "DEFAULT") =>
  bench.admin("POST", "messages", { sessionId, direction, text, ...(direction === "TO_HUB" && { origin }) });

/** The contact was answered by a person, and the session waits in the queue: only the backlog would give it out. */
const given = async (policies = [{ name: "fila", when: ["backlog" as const], match: { department: "Comercial" } }]) => {
  await bench.admin("POST", "reset", {
    clock: { now: iso(clock.now()), frozen: true },
    sessions: [
      {
        ...{ id: sessionId, status: "PENDING", departmentId: comercial, userId: null, createdAt: iso(clock.now()) },
        ...{ lastMessageIn: null, lastMessageOut: null, messages: [] },
      },
    ],
  });
  await says("FROM_HUB", "Me chama amanhã?");
  await pass(1);
  await says("TO_HUB", "Chamo sim!");
  await pass(1);
  return bench.start({ policies, clock });
};
type World = Awaited<ReturnType<typeof given>>;

const setHold = async ({ dependencies }: World, minutes: number): Promise<void> => {
  const session = await bench.admin<{ lastMessageIn: string | null }>("GET", `sessions/${sessionId}`);
  await dependencies.holds.set("default", sessionId, {
    ...{ id: `hold-${sessions}`, untilMs: clock.now() + minutes * minuteMs, setAtMs: clock.now() },
    lastMessageInMs: session.lastMessageIn === null ? null : Date.parse(session.lastMessageIn),
    ...{ source: "http:crm", setBy: "http:crm" },
  });
};
const owner = async (): Promise<string | null> => (await bench.held(sessionId)).userId;

test("the clock leaves it, and takes it up when the hold is over", async () => {
  const world = await given();
  await setHold(world, 10);
  await world.tick();
  expect(await owner()).toBeNull();
  await pass(10);
  await world.tick();
  expect(await owner()).not.toBeNull();
});

test.each([
  ["more than thanks", "Mudei de ideia, preciso agora", true],
  ["thanks", "Obrigada!", false],
])("with %s of the contact it is moved: %s", async (_what, text, isMoved) => {
  const world = await given();
  await setHold(world, 60);
  await says("FROM_HUB", text);
  await pass(1);
  await world.tick();
  expect((await owner()) !== null).toBe(isMoved);
});

test("a contact that had no answer yet when it was set goes on waiting by the clock", async () => {
  const world = await given();
  await says("FROM_HUB", "E o meu pedido?");
  await pass(1);
  await setHold(world, 60);
  await world.tick();
  expect(await owner()).not.toBeNull();
});

test("a request moves it all the same", async () => {
  const world = await given();
  await setHold(world, 60);
  await world.invoke(bench.requested({ sessionId, to: { department: "Comercial", user: "Carla Mendes" } }));
  expect(world.published("Session Reassigned")).toHaveLength(1);
});

test("one that is set between the look and the move is obeyed", async () => {
  const world = await given();
  const { holds } = world.dependencies;
  await setHold(world, 60);
  const late = bench.start({
    policies: world.dependencies.routing.policies as never,
    clock,
    change: () => ({ holds: { ...holds, idsOf: async () => new Set() } }),
  });
  await late.tick();
  expect(await owner()).toBeNull();
  expect(late.lines()).toContainEqual(expect.objectContaining({ message: "session kept", reasons: ["HELD"] }));
});

test("its end wakes the policies that wait for it, once, however often the event comes; another ending wakes nobody", async () => {
  const world = await given([{ name: "volta", when: ["holdEnded" as never], match: { department: "Comercial" } }]);
  const ended = (reasons: string[]) => ({
    ...{ version: "0", id: "event-1", "detail-type": "Session Hold Ended", source: "wts-session-hooks" },
    time: iso(clock.now()),
    detail: { ...{ id: `end-${sessions}`, account: "default", sessionId, command: "hold", reasons, hops: 1 } },
  });
  await world.invoke(ended(["CONTACT_WROTE"]));
  expect(await owner()).toBeNull();
  await world.invoke(ended(["DUE"]));
  const first = await owner();
  expect(first).not.toBeNull();
  await world.invoke(ended(["DUE"]));
  expect(await owner()).toBe(first);
  expect(world.published("Session Reassigned")).toHaveLength(1);
});
