// Runs killed at several moments, and histories of an account and of previews that no run had before, over DynamoDB's emulator; npm run test:long has hundreds.
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

const stride = 19;

test.each([true, false])(
  "killed at one moment after the other, where what it had sent arrives: %p",
  async (arrives) => {
    const { steps } = await crashHistory(servers, [{ at: undefined, arrives }]);
    for (let at = 1; at <= steps; at += stride)
      expect([at, (await crashHistory(servers, [{ at, arrives }])).problems]).toEqual([at, []]);
  },
);

test("killed, and killed again while it takes up what was left", async () => {
  for (const at of [25, 52])
    for (const next of [5, 12]) {
      const deaths = [
        { at, arrives: true },
        { at: next, arrives: true },
      ];
      expect([at, next, (await crashHistory(servers, deaths)).problems]).toEqual([at, next, []]);
    }
});

test("any history", () => assertAnyHistory(servers, 6));

test("any preview", () => assertPreviewed(servers, 4));
