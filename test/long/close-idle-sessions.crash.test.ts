// Runs killed at every single moment, five hundred histories of an account, and as many of previews and the runs after them.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { crashHistory } from "../auto-close/support/crash-history.ts";
import { assertPreviewed } from "../auto-close/support/preview-history.ts";
import { assertAnyHistory } from "../auto-close/support/run-history.ts";
import { type RunServers, startRunServers } from "../auto-close/support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers("dynamodb");
});
afterAll(() => servers.stop());

test.each([true, false])(
  "killed at every moment, where what it had sent arrives: %p",
  async (arrives) => {
    const { steps } = await crashHistory(servers, [{ at: undefined, arrives }]);
    for (let at = 1; at <= steps; at += 1)
      expect([at, (await crashHistory(servers, [{ at, arrives }])).problems]).toEqual([at, []]);
  },
  1_200_000,
);

test("killed, and killed again at every third moment while it takes up what was left", async () => {
  const { steps } = await crashHistory(servers, [{ at: undefined, arrives: true }]);
  for (let at = 15; at <= steps; at += 3)
    for (let next = 2; next <= 20; next += 3) {
      const deaths = [
        { at, arrives: true },
        { at: next, arrives: true },
      ];
      expect([at, next, (await crashHistory(servers, deaths)).problems]).toEqual([at, next, []]);
    }
}, 1_200_000);

test("any history", () => assertAnyHistory(servers, 500), 2_400_000);

test("any preview", () => assertPreviewed(servers, 500), 2_400_000);
