// How much time a function has that EventBridge invokes, and what becomes of its failure.
import { expect, test } from "@jest/globals";
import type { Context } from "aws-lambda";
import { deepestEnclosed, isTooDeep } from "../../lib/core/json-depth.ts";
import { eventStack } from "../../lib/middleware/event-stack.ts";
import { manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";

const clock = manualClock();
const { log, meter, taken } = recording();
const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: "i-1" } as unknown as Context;

test("the work ends two seconds before the function does, so that its end can be recorded", async () => {
  const seen: unknown[] = [];
  await eventStack({ clock, log, meter }, async (...given) => void seen.push(given))({ id: "e-1" }, context);
  expect(seen).toEqual([[{ id: "e-1" }, { id: "i-1", endBy: clock.now() + 58_000 }]]);
});

test("an event that is nested too deep to be parked is cut, and seen to be too deep", async () => {
  const detail = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
  const seen: unknown[] = [];
  await eventStack({ clock, log, meter }, async (event) => void seen.push(event))({ id: "e-1", detail }, context);
  expect(JSON.stringify(seen)).toContain('"id":"e-1"');
  expect(isTooDeep(seen[0], deepestEnclosed)).toBe(true);
  // What parks it has a few levels around it.
  expect(isTooDeep({ content: { parked: { event: seen[0] } } })).toBe(false);
});

test("a failure is logged once and thrown on, so that the event comes again", async () => {
  const work = eventStack({ clock, log, meter }, () => Promise.reject(new Error("of this test")));
  await expect(work({}, context)).rejects.toThrow("of this test");
  expect(taken.lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: "event retried later", invocationId: "i-1" },
  ]);
});
