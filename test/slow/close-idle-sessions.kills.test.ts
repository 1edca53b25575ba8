// The packaged function, killed at moments that nobody chose, with the pauses that its leases ask for.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { runRecords } from "../../lib/auto-close/records/run-records.ts";
import { accountKeys } from "../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const functionName = "close-idle-sessions";
const leaseMs = 2_500;
const config = {
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  queue: { leaseMs },
  autoClose: {
    everyMinutes: 1,
    policies: [
      {
        name: "goodbye",
        match: { status: "STARTED" },
        idle: { hours: 4 },
        close: { note: "Encerrado", farewell: "Até logo!", metadata: { autoClose: "{policy}" } },
      },
      { name: "silent", idle: { hours: 4 } },
    ],
  },
} satisfies HooksConfigInput;

let running: RunningStack;
let table: Table;
const events: BusEvent[] = [];

beforeAll(async () => {
  running = await runStack({
    packageDir: packageWithConfig(config),
    schedules: false,
    onEvent: (event) => events.push(event),
  });
  table = dynamoTable(new DynamoDBClient(running.stack.aws.dynamodb), running.stack.tableName);
  for (const policy of defineConfig(config).autoClose.policies)
    await policyApprovals({ table }).confirm("default", policy.name, policyHash(policy));
});
afterAll(() => running.stop());

const runs = () => runRecords({ table, clock, keptDays: 90 });

test("killed again and again while it works, it closes each session once, says goodbye once, and loses none", async () => {
  const idleAt = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const ids = Array.from(
    { length: 16 },
    (_, index) => `5e551005-0000-4000-8000-0000000001${String(index).padStart(2, "0")}`,
  );
  const sessions = ids.map((id, index) => ({
    id,
    channelType: "ZAPI_WHATSAPP",
    createdAt: idleAt(30 - index / 10),
    lastMessageIn: idleAt(25),
    lastMessageOut: idleAt(24),
    status: index % 4 === 0 ? "STARTED" : "IN_PROGRESS",
  }));
  await running.admin("POST", "reset", { sessions });
  await running.admin("PUT", "limits", { enabled: false });
  // WTS answers as slowly as the real one, so that there is a moment to be killed in.
  await running.admin("POST", "faults", [{ path: "/session", delayMs: 40 }]);
  const { lambda } = running.stack;
  let kills = 0;
  const statuses = async () => {
    const held = await running.admin<{ id: string; status: string }[]>("GET", "sessions");
    return new Set(held.map(({ status }) => status));
  };
  const isDone = async () => (await runs().list("default", 1))[0]?.state === "done";
  const isOver = async () => (await statuses()).size === 1 && (await isDone());
  const before = new Set((await runs().list("default", 100)).map(({ id }) => id));
  for (let tick = 1; tick === 1 || !(await isOver()); tick += 1) {
    if (tick > 30) throw new Error("the runs do not end");
    // A call that was cut short on a busy machine is the next run's.
    if (tick > 1 && (await isDone())) await table.update(accountKeys.autoClose("default"), { remove: ["state"] });
    const invocation = running.stack.tick(functionName).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 120 + 37 * tick));
    const [pid] = lambda.pids(functionName);
    if (tick <= 4 && pid !== undefined) {
      kills += 1;
      await lambda.kill(pid);
      // Its lease has to end before anybody may take over.
      await new Promise((resolve) => setTimeout(resolve, leaseMs + 100));
    }
    await invocation;
  }
  expect(kills).toBeGreaterThan(1);
  expect([...(await statuses())]).toEqual(["COMPLETED"]);
  const written = (await journalOf(running.admin, true)).map(({ path }) => path);
  for (const [index, id] of ids.entries()) {
    expect(written.filter((path) => path.endsWith(`${id}/complete`))).toHaveLength(1);
    const held = await running.admin<{ notes: object[]; messages: { text: string }[] }>("GET", `sessions/${id}`);
    expect(held.notes).toHaveLength(index % 4 === 0 ? 1 : 0);
    expect(held.messages.filter(({ text }) => text === "Até logo!")).toHaveLength(index % 4 === 0 ? 1 : 0);
  }
  const told = [];
  for (const run of await runs().list("default", 100))
    for (let seq = 0; !before.has(run.id) && seq < run.seq; seq += 1)
      told.push(...((await runs().readSessions(run.id, seq)) ?? []));
  const closed = told.filter(({ result }) => result === "closed").map(({ id }) => id);
  expect(closed.toSorted()).toEqual(ids);
  // What a killed one did not tell, the one that goes on does: nothing is left to relay-outcomes.
  await until(
    () =>
      new Set(
        events.flatMap((event) => (event["detail-type"] === "Session Closed" ? [Object(event.detail).sessionId] : [])),
      ).size === ids.length,
    "an event for every session",
    60_000,
  );
});
