// How much time a function has that EventBridge invokes, and what becomes of its failure.
import { expect, test } from "@jest/globals";
import type { Context } from "aws-lambda";
import { eventStack } from "../../lib/middleware/event-stack.ts";
import { manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";

const clock = manualClock();
const { log, taken } = recording();
const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: "i-1" } as unknown as Context;

test("the work ends two seconds before the function does, so that its end can be recorded", async () => {
  const seen: unknown[] = [];
  await eventStack({ clock, log }, async (...given) => void seen.push(given))({ id: "e-1" }, context);
  expect(seen).toEqual([[{ id: "e-1" }, { id: "i-1", endBy: clock.now() + 58_000 }]]);
});

test("a failure is logged once and thrown on, so that the event comes again", async () => {
  const work = eventStack({ clock, log }, () => Promise.reject(new Error("of this test")));
  await expect(work({}, context)).rejects.toThrow("of this test");
  expect(taken.lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: "event retried later", invocationId: "i-1" },
  ]);
});
