// What a sweep does to the sessions of an account, and what it leaves alone.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hourMs, type SweepServers, sessionIdOf, startSweepServers, sweepWorld } from "./support/sweep-world.ts";

let servers: SweepServers;
beforeAll(async () => {
  servers = await startSweepServers();
});
afterAll(() => servers.stop());

const silent = { policies: [{ name: "silent", idle: { hours: 4 } }] };

describe("a policy that only completes", () => {
  test("closes what is idle with one call each, and nothing else", async () => {
    const world = sweepWorld(servers, { autoClose: silent });
    await world.hold([
      {},
      { lastMessageIn: new Date(world.clock.now() - 10 * hourMs).toISOString() },
      { lastMessageOut: new Date(world.clock.now() - hourMs).toISOString() },
      {},
    ]);
    await world.confirm();
    expect(await world.tick()).toMatchObject({ did: "run", state: "done" });
    expect(await world.closed()).toEqual([0, 3]);
    expect(await world.calls()).toEqual([
      "GET /session",
      `PUT /session/${sessionIdOf(0)}/complete`,
      `PUT /session/${sessionIdOf(3)}/complete`,
    ]);
    expect(world.events().map(({ type }) => type)).toEqual([
      "Session Closed",
      "Session Closed",
      "Auto-Close Run Ended",
    ]);
    const [run] = await world.runs();
    expect(run).toMatchObject({ state: "done", counts: { closed: 2, CONTACT_SPOKE_LAST: 1, NOT_IDLE_YET: 1 } });
    expect(run?.sessions).toMatchObject([
      { id: sessionIdOf(0), result: "closed", reasons: ["MATCHED", "IDLE"], before: { status: "IN_PROGRESS" } },
      { id: sessionIdOf(3), result: "closed" },
    ]);
  });
});
