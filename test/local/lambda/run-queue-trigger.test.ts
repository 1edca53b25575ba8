// Lambda's judgement of an answer that reports failures one by one.
import { expect, test } from "@jest/globals";
import { failedMessageIds } from "../../../local/lambda/run-queue-trigger.ts";

const failures = (...ids: unknown[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test.each([
  [null, []],
  [{}, []],
  ["done", []],
  [{ batchItemFailures: null }, []],
  [failures(), []],
  [failures("a"), ["a"]],
  [failures("a", "b"), ["a", "b"]],
])("%j leaves only those undone that it names", (answer, expected) => {
  expect([...(failedMessageIds(answer, ["a", "b"]) ?? ["all"])]).toEqual(expected);
});

test.each([
  [failures("c")],
  [failures("a", "c")],
  [failures("")],
  [failures(null)],
  [{ batchItemFailures: [{}] }],
  [{ batchItemFailures: ["a"] }],
  [{ batchItemFailures: "a" }],
])("%j fails the whole batch", (answer) => {
  expect(failedMessageIds(answer, ["a", "b"])).toBeUndefined();
});
