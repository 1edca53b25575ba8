// What an AWS that takes a call and never answers costs whoever waits for it: each try has its two seconds, and there are two.
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { busClient, eventBus } from "../../lib/aws/bus.ts";
import { commandQueue, queueClient } from "../../lib/aws/queue.ts";
import { successOf } from "../../lib/records/outcomes.ts";
import { type Listening, listen } from "../../local/listen.ts";
import { queuedCommand } from "../cli/support/queued-command.ts";
import { environmentAt } from "../support/environment-at.ts";

let silent: Listening;
let calls = 0;
beforeAll(async () => {
  const server = createServer(() => {
    calls += 1;
  });
  silent = await listen(server, 0);
});
beforeEach(() => {
  calls = 0;
});
afterAll(() => silent.stop());

const queued = queuedCommand("silent");

test.each([
  [
    "a bus",
    "BUS_UNAVAILABLE",
    () =>
      eventBus(busClient(environmentAt(silent.url)), "outcomes").publish([
        successOf(queued.targeted.command, queued, {}),
      ]),
  ],
  [
    "a queue",
    "QUEUE_UNAVAILABLE",
    () => commandQueue(queueClient(environmentAt(silent.url)), `${silent.url}/000000000000/silent.fifo`).send(queued),
  ],
])("%s that does not answer is %s after two tries", async (_what, code, send) => {
  const startedAt = performance.now();
  await expect(send()).rejects.toMatchObject({ code });
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  expect(calls).toBe(2);
});
