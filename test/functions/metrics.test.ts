// What the packaged functions print of what they did: lines that CloudWatch takes for metrics, each thing counted once, and none of nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { runHooks } from "../../cli/program.ts";
import { readRequestFile } from "../../cli/webhooks/read-request.ts";
import { signRequest } from "../../local/sign-request.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { readTemplate } from "../../local/template/template.ts";
import { config } from "../support/hooks.config.ts";
import { type MetricLine, metricLinesAmong, sumsOf } from "../support/metric-line.ts";
import { exampleSecrets, ownEnvironment, samplesFolder } from "../support/own-files.ts";
import { sharedPackage } from "../support/package-with-config.ts";
import { type RunningStack, request, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const printed = new Map<string, string[]>();
const all: MetricLine[] = [];
let running: RunningStack;

beforeAll(async () => {
  running = await runStack({
    schedules: false,
    onLog: (source, line) => {
      printed.set(source, [...(printed.get(source) ?? []), line]);
      all.push(...metricLinesAmong([line]));
    },
  });
});
afterAll(() => running.stop());
beforeEach(async () => {
  await running.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS" }] });
  printed.clear();
});

const linesOf = (source: string): readonly MetricLine[] => metricLinesAmong(printed.get(source) ?? []);

const postDelivery = async (id: string) => {
  const { request: sample } = readRequestFile(new URL("202-crm-deal-won.json", samplesFolder).pathname);
  const { crm: source } = config.sources;
  if (!source) throw new Error("the tests have no source crm");
  const [secret = ""] = exampleSecrets.sources.crm ?? [];
  const bytes = Buffer.from(Buffer.from(sample.bytes).toString().replace("evt_0001", id));
  const signed = signRequest(
    { ...sample, bytes },
    { name: "crm", source, secret, publicUrl: undefined, now: new Date() },
  );
  const { method, headers, body } = signed;
  const answer = await fetch(running.stack.url + signed.pathAndQuery, { method, headers, body: Buffer.from(body) });
  expect(answer.status).toBe(202);
};

test("a delivery is accepted in one line, and applied in another, with the time it took", async () => {
  await postDelivery("evt_once");
  await until(() => sumsOf(linesOf("apply-commands")).applied === 1, "the metrics of the worker");
  expect(linesOf("receive-webhook").map(({ stage, accepted }) => ({ stage, accepted }))).toEqual([
    { stage: "dev", accepted: 1 },
  ]);
  const { latency, "rate-share": share, ...counts } = sumsOf(linesOf("apply-commands"));
  expect(counts).toEqual({ applied: 1, closed: 1, "wts-calls": 4 });
  expect(latency).toBeGreaterThan(0);
  expect(latency).toBeLessThan(120_000);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(100);
});

test("what its sender sends again is accepted again, and applied no second time", async () => {
  await postDelivery("evt_twice");
  await postDelivery("evt_twice");
  await until(
    () => (printed.get("apply-commands") ?? []).some((line) => /"message":"(duplicate|done before)"/.test(line)),
    "the copy",
  );
  expect(sumsOf(linesOf("receive-webhook")).accepted).toBe(2);
  // Both may come in one batch: its line is printed after the copy's own.
  await until(() => sumsOf(linesOf("apply-commands")).applied !== undefined, "the metrics of the worker");
  expect(sumsOf(linesOf("apply-commands")).applied).toBe(1);
});

test("an update over HTTP is one line, which says nothing of whose it is", async () => {
  const url = `${running.stack.url}/sessions/${sessionId}`;
  expect((await request(url, { body: { endAt: null } })).status).toBe(200);
  const [line, ...others] = linesOf("update-session");
  expect(others).toEqual([]);
  expect(Object.keys(line ?? {}).toSorted()).toEqual(
    ["_aws", "accepted", "applied", "rate-share", "stage", "wts-calls"].toSorted(),
  );
  expect(line).toMatchObject({ accepted: 1, applied: 1, "wts-calls": 1 });
});

test("the command line shows the same figures", async () => {
  await postDelivery("evt_shown");
  await until(() => sumsOf(linesOf("apply-commands")).applied === 1, "the metrics of the worker");
  const folder = mkdtempSync(join(tmpdir(), "metrics-"));
  const runningFile = join(folder, "running.json");
  writeRunningFile(runningFile, running.stack);
  const environment = { ...ownEnvironment, LOCAL_RUNNING_FILE: runningFile };
  let stdout = "";
  const code = await runHooks(["status", "--json"], {
    environment,
    stdout: (text) => {
      stdout += text;
    },
    stderr: () => {},
  });
  rmSync(folder, { recursive: true });
  expect(code).toBe(0);
  const { figures } = JSON.parse(stdout) as { figures: { metric: string; lastHour: number; lastDay: number }[] };
  const shown = Object.fromEntries(figures.map(({ metric, lastHour }) => [metric, lastHour]));
  const sums = sumsOf(all);
  for (const metric of ["accepted", "applied", "closed", "wts-calls"])
    expect([metric, shown[metric]]).toEqual([metric, sums[metric]]);
  expect(shown.latency).toBeGreaterThan(0);
  expect(figures.every(({ lastHour, lastDay }) => lastHour === lastDay)).toBe(true);
});

test("who asks for nothing that is done, and a stack at rest, print no metrics", async () => {
  const url = `${running.stack.url}/sessions/${sessionId}`;
  expect((await request(url, { token: "a-token-that-opens-nothing" })).status).toBe(401);
  expect((await request(`${url}?dryRun=true`, { body: { status: "PENDING" } })).status).toBe(200);
  const { schedules } = readTemplate(sharedPackage(), "http://sqs.example");
  expect(schedules.length).toBeGreaterThan(3);
  for (const { functionName } of schedules) await running.stack.tick(functionName);
  const idle = [...printed.keys()].filter((name) => name !== "update-session");
  expect(idle.flatMap(linesOf)).toEqual([]);
  // A dry run reads the session at WTS, and that is a call.
  expect(Object.keys(sumsOf(linesOf("update-session"))).toSorted()).toEqual(["rate-share", "wts-calls"]);
});
