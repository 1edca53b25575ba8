// What a run asks of WTS for twenty idle sessions among two hundred; npm run test:slow and npm run test:long have thousands, under limits.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { loadedSession } from "./support/loaded-session.ts";
import { type RunServers, runWorld, startRunServers } from "./support/run-world.ts";

let servers: RunServers;
beforeAll(async () => {
  servers = await startRunServers();
});
afterAll(() => servers.stop());

test.each([
  { isAnswerRead: true, most: 2.3, of: "where it is read who answered" },
  { isAnswerRead: false, most: 1.1, of: "where nothing is read of each" },
])("20 idle sessions among 200 are closed with $most calls each $of", async ({ isAnswerRead, most }) => {
  const policy = { name: "silent", idle: { hours: 4 }, ...(!isAnswerRead && { answersThatDoNotCount: [] }) };
  const world = runWorld(servers, { autoClose: { policies: [policy], maxPerRun: 200, breakerFloor: 200 } });
  await world.hold(Array.from({ length: 200 }, (_, index) => loadedSession(index, world.clock.now(), isAnswerRead)));
  await world.confirm();
  await world.tick();
  const [run] = await world.runs();
  expect(run?.counts).toEqual({ closed: 20, CONTACT_SPOKE_LAST: 80, NOT_IDLE_YET: 60 });
  expect((await world.calls()).length / 20).toBeLessThanOrEqual(most);
});
