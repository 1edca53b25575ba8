// How often, and for how long, Lambda tries an event that nobody waits for.
import { expect, test } from "@jest/globals";
import { asynchronousInvocations } from "../../../local/lambda/invoke-asynchronously.ts";

const second = 1_000;

/** A function that never succeeds, and takes so long for it; time passes while it runs, and not otherwise. */
const callFailing = async ({ retries, maximumAgeSeconds, takesMs }: Record<string, number>) => {
  const parked: Record<string, unknown>[] = [];
  let nowMs = 0;
  let calls = 0;
  const whenAsynchronous = { retries: retries ?? 0, maximumAgeSeconds: maximumAgeSeconds ?? 0, failureQueue: "parked" };
  const invoke = asynchronousInvocations({
    functions: [
      {
        ...{ name: "f", deployedName: "deployed-f", handler: "f.handler", runtime: "nodejs24.x", zipFile: "f.zip" },
        ...{ timeoutSeconds: 1, memoryMb: 128, environment: {}, whenAsynchronous },
      },
    ],
    retryPauseMs: 1,
    signal: new AbortController().signal,
    now: () => nowMs,
    invoke: async () => {
      calls += 1;
      nowMs += takesMs ?? 0;
      throw new TypeError("on purpose");
    },
    sendToQueue: async (_queue, body) => {
      parked.push(JSON.parse(body));
    },
    onError: () => {},
  });
  expect(await invoke("f", { a: 1 })).toBe(true);
  return { calls, parked };
};

test.each([
  ["as often as it may be", { retries: 2, maximumAgeSeconds: 60, takesMs: second }, 3, "RetriesExhausted"],
  ["once, where nothing is repeated", { retries: 0, maximumAgeSeconds: 60, takesMs: second }, 1, "RetriesExhausted"],
  ["until it is too old", { retries: 2, maximumAgeSeconds: 60, takesMs: 40 * second }, 2, "EventAgeExceeded"],
  ["to the last second of its age", { retries: 2, maximumAgeSeconds: 60, takesMs: 30 * second }, 3, "RetriesExhausted"],
])("an event is tried %s, and then parked once", async (_how, limits, attempts, condition) => {
  const { calls, parked } = await callFailing(limits);
  expect(calls).toBe(attempts);
  expect(parked).toMatchObject([
    { requestPayload: { a: 1 }, requestContext: { condition, approximateInvokeCount: attempts } },
  ]);
});
