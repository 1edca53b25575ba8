// In no history is a contact closed who waits for an answer, is anybody who is due missed, or warned or closed twice; npm run test:long
// tries hundreds.
import { afterAll, beforeAll, test } from "@jest/globals";
import { assertAnyHistory } from "./support/run-history.ts";
import { type RunServers, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

test("any history", () => assertAnyHistory(servers, 6), 600_000);
