// In no history is a contact closed who waits for an answer, is anybody who is due missed, or warned or closed twice. These are
// the same at every run; npm run test:slow tries others each time, npm run test:long hundreds of others.
import { afterAll, beforeAll, test } from "@jest/globals";
import { assertAnyHistory } from "./support/run-history.ts";
import { type RunServers, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

test("three histories", () => assertAnyHistory(servers, 3, { seed: 20_261_128 }));

test.each([
  ["a campaign reopens a session, and WTS does not show that it spoke", { seed: -1889682084, path: "0" }],
  ["a session is opened again after its close, while a later run lies dead", { seed: -2011440011, path: "362" }],
  ["a session is warned under one policy, closed, and opened again under another", { seed: -1579269030, path: "188" }],
  ["a campaign reopens a session that was closed after a warning", { seed: -704701842, path: "193" }],
])("the history in which %s", (_what, repeated) => assertAnyHistory(servers, 1, repeated));
