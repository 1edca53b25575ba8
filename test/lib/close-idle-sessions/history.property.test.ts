// In no history is a contact closed who waits for an answer, is anybody who is due missed, or warned or closed twice; npm run test:long
// tries hundreds.
import { afterAll, beforeAll, test } from "@jest/globals";
import { assertAnyHistory } from "./support/sweep-history.ts";
import { type SweepServers, startSweepServers } from "./support/sweep-world.ts";

let servers: SweepServers;
beforeAll(async () => {
  servers = await startSweepServers();
});
afterAll(() => servers.stop());

test("any history", () => assertAnyHistory(servers, 6), 600_000);
