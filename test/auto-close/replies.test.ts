// A contact that writes while a run is at work is heard, wherever in the run it is.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type RunServers, runWorld, sessionIdOf, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

const worldOf = async (close: object = {}) => {
  const world = runWorld(servers, {
    autoClose: { policies: [{ name: "any", idle: { hours: 4 }, whenUnsendable: "leave", close }] },
  });
  await world.hold([{}]);
  await world.confirm();
  return world;
};

const once = (act: () => Promise<void>) => {
  let done = false;
  return async () => {
    if (done) return;
    done = true;
    await act();
  };
};

test("between the list and the close: the session is given back at once, and that is recorded", async () => {
  const world = await worldOf();
  const reply = once(() => world.say(0, "FROM_HUB", "ainda preciso de ajuda"));
  world.hooks.before = async (name) => {
    if (name === "completeSession") await reply();
  };
  await world.tick();
  expect(await world.held(0)).toMatchObject({ status: "IN_PROGRESS", endAt: null });
  const [run] = await world.runs();
  expect(run?.counts).toEqual({ reopened: 1 });
  expect(run?.sessions).toMatchObject([{ result: "reopened", reasons: ["MATCHED", "IDLE"] }]);
  expect(world.events()[0]).toMatchObject({
    type: "Session Updated",
    detail: { changes: { status: "IN_PROGRESS" }, reasons: ["MATCHED", "IDLE", "REOPENED"], rule: "any" },
  });
  await world.tick({ force: true });
  expect((await world.held(0)).status).toBe("IN_PROGRESS");
});

test("between the list and the close of one that takes several calls: it is not closed at all", async () => {
  const world = await worldOf({ metadata: { autoClose: "{policy}" } });
  const reply = once(() => world.say(0, "FROM_HUB", "ainda preciso de ajuda"));
  world.hooks.after = async (name) => {
    if (name === "listSessions") await reply();
  };
  await world.tick();
  expect((await world.held(0)).status).toBe("IN_PROGRESS");
  expect(await world.writes()).toEqual([]);
});

test("during the close: WTS opens the session again, and it stays open", async () => {
  const world = await worldOf();
  const reply = once(() => world.say(0, "FROM_HUB", "ainda preciso de ajuda"));
  world.hooks.after = async (name) => {
    if (name === "completeSession") await reply();
  };
  await world.tick();
  expect((await world.held(0)).status).toBe("IN_PROGRESS");
  await world.tick({ force: true });
  expect((await world.held(0)).status).toBe("IN_PROGRESS");
});

test("during a close whose answer was lost, and which is tried again: the session is given back", async () => {
  const world = await worldOf();
  await world.admin("POST", "faults", [{ path: "/complete", drop: "after", times: 1 }]);
  let slept = 0;
  const { sleep } = world.clock;
  world.clock.sleep = async (ms) => {
    await sleep(ms);
    slept += 1;
    if (slept === 1) await world.say(0, "FROM_HUB", "ainda preciso de ajuda");
  };
  await world.tick();
  expect((await world.held(0)).status).toBe("IN_PROGRESS");
  expect(await world.writes()).toEqual([
    `PUT /${sessionIdOf(0)}/complete`,
    `PUT /${sessionIdOf(0)}/complete`,
    `PUT /${sessionIdOf(0)}/partial`,
  ]);
});

test("a close that WTS has, and whose repetition came too late for the facts, is not forgotten", async () => {
  const world = await worldOf();
  await world.admin("POST", "faults", [{ path: "/complete", drop: "after", times: 1 }]);
  const { sleep } = world.clock;
  let slept = 0;
  world.clock.sleep = async (ms) => {
    slept += 1;
    await sleep(slept === 1 ? Math.max(ms, 6_000) : ms);
  };
  await world.tick();
  expect(await world.writes()).toEqual([`PUT /${sessionIdOf(0)}/complete`]);
  expect((await world.held(0)).status).toBe("COMPLETED");
  expect((await world.runs())[0]?.counts).toEqual({ closed: 1 });
});

test("while giving the session back fails: it is given back by the next invocation", async () => {
  const world = await worldOf();
  const reply = once(() => world.say(0, "FROM_HUB", "ainda preciso de ajuda"));
  world.hooks.before = async (name) => {
    if (name === "completeSession") await reply();
  };
  await world.admin("POST", "faults", [{ path: "/partial", status: 503 }]);
  expect(await world.tick()).toMatchObject({ state: "running" });
  expect((await world.held(0)).status).toBe("COMPLETED");
  await world.admin("DELETE", "faults");
  await world.advance(61_000);
  expect(await world.tick()).toMatchObject({ state: "done" });
  expect((await world.held(0)).status).toBe("IN_PROGRESS");
  expect((await world.runs())[0]?.counts).toEqual({ reopened: 1, CONTACT_SPOKE_LAST: 1 });
});

test("an agent that closes the session meanwhile keeps what it did", async () => {
  const world = await worldOf({ metadata: { autoClose: "{policy}" } });
  world.hooks.after = async (name) => {
    if (name === "listSessions") await world.admin("PUT", `sessions/${sessionIdOf(0)}`, { status: "COMPLETED" });
  };
  await world.tick();
  expect(await world.writes()).toEqual([]);
  expect((await world.runs())[0]?.counts).toEqual({ "left CHANGED": 1 });
});
