// A run that dies at any moment, and the one after it too: in the end everything that had to be done is done, once.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { crashHistory } from "./support/crash-history.ts";
import { type RunServers, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

/** One moment of so many is tried here; npm run test:slow tries more, npm run test:long all of them. */
const stride = 29;

test("without a crash everything is closed and warned once", async () => {
  expect((await crashHistory(servers, [])).problems).toEqual([]);
});

test.each([true, false])(
  "killed at one moment after the other, where what it had sent arrives: %p",
  async (arrives) => {
    const { steps } = await crashHistory(servers, [{ at: undefined, arrives }]);
    expect(steps).toBeGreaterThan(50);
    for (let at = 1; at <= steps; at += stride)
      expect([at, (await crashHistory(servers, [{ at, arrives }])).problems]).toEqual([at, []]);
  },
);

test("killed, and killed again while it takes up what was left", async () => {
  for (const [at, next] of [
    [25, 12],
    [52, 5],
  ] as const) {
    const deaths = [
      { at, arrives: true },
      { at: next, arrives: true },
    ];
    expect([at, next, (await crashHistory(servers, deaths)).problems]).toEqual([at, next, []]);
  }
});
