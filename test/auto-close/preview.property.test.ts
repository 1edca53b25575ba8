// Whatever has happened to an account: what the preview says is what the very next run does, session by session. These histories
// are the same at every run; npm run test:slow tries others each time, npm run test:long hundreds of others.
import { afterAll, beforeAll, test } from "@jest/globals";
import { assertPreviewed } from "./support/preview-history.ts";
import { type RunServers, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

test("two histories", () => assertPreviewed(servers, 2, { seed: 20_261_129 }));
