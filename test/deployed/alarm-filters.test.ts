// The filters behind alarms, on lines that AWS's own runtime wrote of what the packaged functions met: each term of each filter. How CloudWatch finds is simulated.
import { readFileSync } from "node:fs";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { lambdaRuntime } from "../../judges/runtime/lambda-runtime.ts";
import { n8nSecret, n8nUrl, type Receiver, startReceiver } from "../notify/support/notify-world.ts";
import { filterPattern } from "../support/filter-pattern.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type RunningStack, request, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";

const { Resources } = JSON.parse(readFileSync(".serverless/cloudformation-template-update-stack.json", "utf8"));
const filters = Object.values<{ Type: string; Properties: object }>(Resources).flatMap(({ Type, Properties }) => {
  if (Type !== "AWS::Logs::MetricFilter") return [];
  const { LogGroupName, FilterPattern } = Properties as { LogGroupName: string; FilterPattern: string };
  return [{ functionName: LogGroupName.replace("/aws/lambda/wts-session-hooks-dev-", ""), pattern: FilterPattern }];
});

const sessionId = "5e550000-0000-4000-8000-000000000001";
/** What each function printed, as its log group would have it. */
const printed = new Map<string, string[]>();
let running: RunningStack;
let receiver: Receiver;

/** The hour of the weekly summary that was due just now. */
const justNow = (): string => {
  const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
  const due = new Date(Date.now() - 120_000);
  return `${weekdays[due.getUTCDay()]} ${due.toISOString().slice(11, 16)}`;
};

const awsFaults = (faults: object) =>
  fetch(`${running.stack.awsControlUrl}/__faults`, { method: "PUT", body: JSON.stringify(faults) });
const found = (functionName: string, pattern: string): readonly string[] =>
  (printed.get(functionName) ?? []).filter(filterPattern(pattern));
const said = (functionName: string, message: string): boolean => found(functionName, `"${message}"`).length > 0;

const putEvent = async (DetailType: string, Source: string, detail: object): Promise<void> => {
  const bus = new EventBridgeClient(running.stack.aws.eventbridge);
  const entry = { EventBusName: running.stack.busName, Source, DetailType, Detail: JSON.stringify(detail) };
  await bus.send(new PutEventsCommand({ Entries: [entry] }));
  bus.destroy();
};

beforeAll(async () => {
  receiver = await startReceiver();
  const packageDir = packageWithConfig({
    timeZone: "UTC",
    notify: { n8n: { kind: "webhook", on: ["alerts"], weeklySummary: justNow() } },
    autoClose: { everyMinutes: 1, policies: [{ name: "parados", match: {}, idle: { hours: 4 }, close: {} }] },
    routing: { policies: [{ name: "fila", when: ["SESSION_NEW", "backlog", "requested"], department: "Comercial" }] },
  });
  running = await runStack({
    ...{ packageDir, runtime: lambdaRuntime(), schedules: false, notifyBaseUrl: receiver.url },
    onLog: (source, line) => printed.set(source, [...(printed.get(source) ?? []), line]),
  });
  running.editSecrets((secrets) => {
    Object.assign(secrets, { notify: { n8n: { url: n8nUrl, secret: n8nSecret } } });
  });
  await running.admin("POST", "reset", { sessions: [{ id: sessionId, status: "PENDING" }] });
}, 240_000);
afterAll(async () => {
  await running?.stop();
  await receiver?.stop();
});

test("a stack that fares well says nothing that counts", async () => {
  const { status } = await request(`${running.stack.url}/sessions/${sessionId}`, { body: { number: "1" } });
  expect(status).toBe(200);
  // A run of auto-close is due once a minute: it is left to the outage.
  await running.stack.tick("look-after-sessions");
  expect(filters.length).toBeGreaterThan(6);
  for (const { functionName, pattern } of filters) expect(found(functionName, pattern)).toEqual([]);
}, 120_000);

test("every term of every filter is found in what the functions say when they fail", async () => {
  await running.admin("POST", "faults", [{ path: "/", status: 503 }]);
  await request(`${running.stack.url}/sessions/${sessionId}`, { body: { number: "2" } });
  await fetch(`${running.stack.url}/sessions/batch`, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", prefer: "respond-async" },
      authorization: "Bearer local-demo-token-that-opens-nothing-but-this-machine",
    },
    body: JSON.stringify([{ command: "update", sessionId, number: "3" }]),
  });
  await putEvent("Session Reassignment Requested", "my.crm", { sessionId, reason: "cliente pediu" });
  for (const name of ["look-after-sessions", "close-idle-sessions"]) await running.stack.tick(name);
  for (const name of ["apply-commands", "reassign-session"])
    await until(() => said(name, "retried later"), `a retry of ${name}`, 60_000);
  for (const { functionName, pattern } of filters)
    if (pattern.includes("WTS_UNAVAILABLE"))
      expect([functionName, found(functionName, pattern).length]).not.toContain(0);

  // Whatever the minute asks of the table fails: holds, fates of messages, and accounts by the secret.
  await awsFaults({ dynamodb: { mode: "fail" }, secretsmanager: { mode: "fail" } });
  for (const name of ["look-after-sessions", "notify-people"]) await running.stack.tick(name).catch(() => {});
  await awsFaults({ dynamodb: null, secretsmanager: null });

  receiver.answers.push(...Array.from({ length: 20 }, () => ({ status: 500 })));
  const detail = { id: "a-1", account: "default", code: "WTS_KEY_REFUSED", command: "npm run hooks -- status --keys" };
  await putEvent("Alert Raised", "wts-session-hooks", detail);
  await until(
    async () => {
      await running.stack.tick("notify-people");
      return said("notify-people", "people not told") && said("notify-people", "summary not sent");
    },
    "a chat that takes nothing",
    60_000,
  );

  for (const { functionName, pattern } of filters) {
    // Of those with a question mark one is enough, so that each is looked for by itself.
    const isChoice = pattern.startsWith("?");
    const alone = isChoice ? [...pattern.matchAll(/\?("[^"]*")/g)].flatMap(([, term]) => term ?? []) : [pattern];
    for (const each of alone)
      expect([functionName, each, found(functionName, each).length > 0]).toEqual([functionName, each, true]);
    for (const line of found(functionName, pattern))
      expect(JSON.parse(line)).toMatchObject({ level: expect.stringMatching(/^(?:info|warn|error)$/) });
  }
}, 240_000);
