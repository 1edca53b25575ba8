// The packaged function, called as its schedule would call it: what it does at WTS, and that a killed one is taken up by the next.
import { readdirSync, readFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { runRecords } from "../../lib/auto-close/records/run-records.ts";
import { accountKeys } from "../../lib/aws/item-keys.ts";
import { dynamoTable, type Table } from "../../lib/aws/table.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { weekdays } from "../../lib/core/hours/business-hours.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import { closedDays } from "../../lib/records/closed-days.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { describedEvents } from "../support/described-events.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const functionName = "close-idle-sessions";
const folder = new URL("../../events/close-idle-sessions/", import.meta.url);
const except = { metadata: { vip: "true" } };
const config = {
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: {
    everyMinutes: 1,
    policies: [
      {
        name: "instagram",
        match: { channel: "INSTAGRAM" },
        idle: { hours: 4, clock: "business" },
        hours: { weekly: Object.fromEntries(weekdays.map((day) => [day, ["00:00-24:00"]])) },
      },
      {
        name: "gentle",
        match: { status: "PENDING" },
        except,
        idle: { hours: 4 },
        warning: { text: "Ainda está aí?", grace: { hours: 1 } },
      },
      {
        name: "goodbye",
        match: { status: "STARTED" },
        except,
        idle: { hours: 4 },
        close: { note: "Encerrado", farewell: "Até logo!", metadata: { autoClose: "{policy}" } },
      },
      { name: "silent", except, idle: { hours: 4 } },
    ],
  },
} satisfies HooksConfigInput;

let packageDir: string;
let running: RunningStack;
let table: Table;
const events: BusEvent[] = [];
const described = describedEvents();

beforeAll(async () => {
  packageDir = packageWithConfig(config);
  running = await runStack({
    packageDir,
    schedules: false,
    onEvent: (event) => {
      events.push(event);
      described.take(event);
    },
  });
  table = dynamoTable(new DynamoDBClient(running.stack.aws.dynamodb), running.stack.tableName);
  for (const policy of defineConfig(config).autoClose.policies)
    await policyApprovals({ table }).confirm("default", policy.name, policyHash(policy));
});
afterAll(async () => {
  described.check("Session Closed", "Auto-Close Run Ended");
  await running.stop();
});

const hold = async (sessions: readonly object[]): Promise<void> => {
  await running.admin("POST", "reset", { sessions });
  await running.admin("PUT", "limits", { enabled: false });
  // Each test begins a run of its own.
  await table.update(accountKeys.autoClose("default"), { remove: ["state"] });
  events.length = 0;
};
const runs = () => runRecords({ table, clock, keptDays: 90 });
const newestRun = async () => {
  const [run] = await runs().list("default", 1);
  if (!run) throw new Error("there is no run");
  return run;
};

interface Sample {
  $session: { id: string };
  $expect: { writes?: string[]; reasons?: string[]; counts?: object; code?: string };
}

describe("every sample in events/close-idle-sessions", () => {
  test.each(readdirSync(folder).sort())("%s ends as its name says", async (file) => {
    const { $session, $expect, ...event } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Sample;
    await hold([$session]);
    const invoked = running.stack.lambda.invoke(functionName, event);
    if (file.startsWith("rejected-")) {
      await expect(invoked).rejects.toThrow();
      expect(running.lines.some((line) => line.includes(`"code":"${$expect.code}"`))).toBe(true);
      return;
    }
    await invoked;
    const { $expect: wanted } = { $expect };
    const prefix = new RegExp(`^/chat/v\\d/session/${$session.id}/`);
    const writes = (await journalOf(running.admin, true)).map(({ path }) => path.replace(prefix, ""));
    expect(writes).toEqual(wanted.writes);
    const run = await newestRun();
    expect(run.state).toBe("done");
    const [result] = file.split("-");
    if (result === "left") return expect(run.counts).toEqual(wanted.counts);
    expect(run.counts).toEqual({ [result ?? ""]: 1 });
    const type = result === "closed" ? "Session Closed" : "Session Updated";
    expect(events.find((each) => each["detail-type"] === type)?.detail).toMatchObject({ reasons: wanted.reasons });
  });
});

test("a closed day that stands in the table is obeyed, and its removal too", async () => {
  const id = "5e551005-0000-4000-8000-000000000200";
  const agoOf = (hours: number) => new Date(clock.now() - hours * 3_600_000).toISOString();
  const days = closedDays({ table, clock });
  // Its four idle hours lie in today and yesterday, whatever time it is.
  const dates = [0, 1].map((ago) => localDay(clock.now() - ago * 86_400_000, "America/Sao_Paulo"));
  const whole = { fromMinute: 0, toMinute: 1440, setBy: "user/ana", setAt: agoOf(8) };
  const countsAfter = async (change: (date: string) => Promise<void>): Promise<object> => {
    await Promise.all(dates.map(change));
    await hold([
      { id, channelType: "INSTAGRAM", createdAt: agoOf(8), lastMessageIn: agoOf(7), lastMessageOut: agoOf(6) },
    ]);
    // A function that begins anew has nothing in its memory, and nobody has to wait until that is too old.
    await Promise.all(running.stack.lambda.pids(functionName).map((pid) => running.stack.lambda.kill(pid)));
    await running.stack.tick(functionName);
    return (await newestRun()).counts;
  };
  expect(await countsAfter((date) => days.set("default", { ...whole, date }))).toEqual({ CLOSED_DAY: 1 });
  expect(await countsAfter((date) => days.remove("default", { date }, "user/ana"))).toEqual({ closed: 1 });
});
