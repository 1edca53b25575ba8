// Metrics as AWS's own runtime for Node writes them: CloudWatch takes only a line for one that has nothing before it.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { lambdaRuntime } from "../../judges/runtime/lambda-runtime.ts";
import { metricsIn, readMetricLine } from "../support/metric-line.ts";
import { type RunningStack, request, runStack } from "../support/running-stack.ts";
import { until } from "./support/until.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const printed: string[] = [];
let running: RunningStack;

beforeAll(async () => {
  running = await runStack({
    runtime: lambdaRuntime(),
    schedules: false,
    onLog: (source, line) => {
      if (source === "update-session" || source === "apply-commands") printed.push(line);
    },
  });
  await running.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS" }] });
}, 120_000);
afterAll(() => running.stop());

test("lines of the log and of metrics have nothing before them: each of metrics is one by the format's schema, and none of the log is", async () => {
  const url = `${running.stack.url}/sessions/${sessionId}`;
  for (const number of ["1", "2"]) expect((await request(url, { body: { number } })).status).toBe(200);
  expect((await request(url, { body: { status: "NO_SUCH_STATUS" } })).status).toBe(422);
  const named = printed.filter((line) => line.includes('"CloudWatchMetrics"'));
  expect(named.map((line) => metricsIn(readMetricLine(line)))).toEqual([
    { accepted: 1, applied: 1, "wts-calls": 1, "rate-share": expect.any(Number) },
    { accepted: 1, applied: 1, "wts-calls": 1, "rate-share": expect.any(Number) },
  ]);
  const log = printed.filter((line) => line.includes('"message":"request"'));
  expect(log).toHaveLength(3);
  // Over the console each would have its time, its request and its level before it.
  for (const line of log) {
    expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(?:info|warn)$/), message: "request" });
    expect(() => readMetricLine(line)).toThrow();
  }
});

test("a queued command counts where it is accepted, and where it is applied", async () => {
  printed.length = 0;
  const url = `${running.stack.url}/sessions/batch`;
  const body = [{ command: "update", sessionId, number: "3" }];
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", prefer: "respond-async" },
      authorization: "Bearer local-demo-token-that-opens-nothing-but-this-machine",
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(202);
  const metrics = () =>
    printed.flatMap((line) => (line.includes('"CloudWatchMetrics"') ? [metricsIn(readMetricLine(line))] : []));
  await until(() => metrics().some(({ applied }) => applied === 1), "the metrics of the worker");
  expect(metrics()).toEqual(
    expect.arrayContaining([{ accepted: 1 }, expect.objectContaining({ applied: 1, "wts-calls": 1 })]),
  );
});
