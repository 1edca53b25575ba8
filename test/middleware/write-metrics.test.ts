// What an invocation counted is written at its end, whatever becomes of it.
import { beforeEach, expect, test } from "@jest/globals";
import type { Context, SQSEvent } from "aws-lambda";
import { eventStack } from "../../lib/middleware/event-stack.ts";
import { queueStack } from "../../lib/middleware/queue-stack.ts";
import { manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";

const clock = manualClock();
const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: "i-1" } as unknown as Context;
const noMessages = { Records: [] } as SQSEvent;
const { log, meter: counter } = recording();
const order: string[] = [];
const meter = { ...counter, write: async () => void order.push("written") };
beforeEach(() => {
  order.length = 0;
});

const work = async (fails: boolean): Promise<void> => {
  order.push("worked");
  if (fails) throw new Error("of this test");
};
const stacks: readonly [string, (fails: boolean) => Promise<unknown>][] = [
  ["an event", (fails) => eventStack({ clock, log, meter }, () => work(fails))({}, context)],
  [
    "a batch",
    (fails) =>
      queueStack({ clock, log, meter }, async () => {
        await work(fails);
        return [];
      })(noMessages, context),
  ],
];

test.each(stacks)("%s that is worked on", async (_what, invoke) => {
  await invoke(false);
  expect(order).toEqual(["worked", "written"]);
});

test.each(stacks)("%s that fails, whose failure stays what it was", async (_what, invoke) => {
  await expect(invoke(true)).rejects.toThrow("of this test");
  expect(order).toEqual(["worked", "written"]);
});
