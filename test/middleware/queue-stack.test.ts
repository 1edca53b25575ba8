// What a worker gets of a queue's batch, how much time it has, and which of it comes again.
import { expect, test } from "@jest/globals";
import type { Context, SQSEvent } from "aws-lambda";
import { type QueueMessage, queueStack } from "../../lib/middleware/queue-stack.ts";
import type { TimeBox } from "../../lib/runtime/clock.ts";
import { manualClock } from "../support/manual-clock.ts";
import { recording } from "../support/recording.ts";

const clock = manualClock();
const { log, meter, taken } = recording();
const context = { getRemainingTimeInMillis: () => 120_000, awsRequestId: "i-1" } as unknown as Context;
const record = (messageId: string, groupId?: string) => ({
  messageId,
  receiptHandle: `handle of ${messageId}`,
  body: "{}",
  attributes: {
    SentTimestamp: "1763640000000",
    ApproximateReceiveCount: "3",
    ...(groupId !== undefined && { MessageGroupId: groupId }),
  },
});
const event = { Records: [record("m-1", "g-1"), record("m-2")] } as unknown as SQSEvent;

test("a worker starts nothing in the last half minute, and ends two seconds before the function does", async () => {
  const seen: unknown[] = [];
  const work = queueStack(
    { clock, log, meter },
    async (messages: readonly QueueMessage[], timeBox: TimeBox, id: string) => {
      seen.push({ messages, timeBox, id });
      return [];
    },
  );
  expect(await work(event, context)).toEqual({ batchItemFailures: [] });
  const message = { body: "{}", sentAtMs: 1_763_640_000_000, receiveCount: 3 };
  expect(seen).toEqual([
    {
      messages: [
        { ...message, messageId: "m-1", receiptHandle: "handle of m-1", groupId: "g-1" },
        // A message of no group is one by itself.
        { ...message, messageId: "m-2", receiptHandle: "handle of m-2", groupId: "m-2" },
      ],
      timeBox: { startBy: clock.now() + 88_000, endBy: clock.now() + 118_000 },
      id: "i-1",
    },
  ]);
});

test("those that failed come again, and the others do not", async () => {
  const work = queueStack({ clock, log, meter }, async () => ["m-2"]);
  expect(await work(event, context)).toEqual({ batchItemFailures: [{ itemIdentifier: "m-2" }] });
});

test("all come again where the worker itself fails, and the log says so once", async () => {
  taken.lines.length = 0;
  const work = queueStack({ clock, log, meter }, () => Promise.reject(new Error("of this test")));
  await expect(work(event, context)).rejects.toThrow("of this test");
  expect(taken.lines.map((line) => JSON.parse(line).message)).toEqual(["batch retried later"]);
});
