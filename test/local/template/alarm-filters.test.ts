// The filters behind alarms find what the functions write about failures, as they write a line, and nothing else. How CloudWatch finds and counts is simulated.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { messageFateAsker } from "../../../lib/commands/messages/ask-message-fates.ts";
import { retryPauseMs } from "../../../lib/commands/queue/retry-later.ts";
import { defineConfig } from "../../../lib/config.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import { httpStack } from "../../../lib/middleware/http-stack.ts";
import { minuteOfNotices } from "../../../lib/notify/minute-of-notices.ts";
import { eventBatchWorker } from "../../../lib/routing/work-events.ts";
import type { ConnectWts } from "../../../lib/wts/connect.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { startHoldBench } from "../../holds/support/hold-bench.ts";
import { type Bench, type PolicyInput, startBench } from "../../routing/support/routing-bench.ts";
import { filterPattern } from "../../support/filter-pattern.ts";
import { type ManualClock, manualClock } from "../../support/manual-clock.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { recording } from "../../support/recording.ts";
import { type SessionLife, sessionLife } from "../../support/session-life.ts";
import { startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";

const { Resources } = JSON.parse(readFileSync(".serverless/cloudformation-template-update-stack.json", "utf8"));
const ofType = (type: string): Record<string, never>[] =>
  Object.values<{ Type: string; Properties: Record<string, never> }>(Resources).flatMap(({ Type, Properties }) =>
    Type === type ? [Properties] : [],
  );
const filters = ofType("AWS::Logs::MetricFilter").map((filter) => {
  const { LogGroupName, FilterPattern, MetricTransformations } = Object(filter);
  return {
    functionName: String(LogGroupName).replace("/aws/lambda/wts-session-hooks-dev-", ""),
    metric: String(MetricTransformations[0].MetricName),
    finds: filterPattern(String(FilterPattern)),
  };
});

const metricsOf = (functionName: string, text: string): readonly string[] =>
  filters.flatMap((each) => (each.functionName === functionName && each.finds(text) ? each.metric : []));

const away = new Fault(faults.tableUnavailable);
const fail = async (): Promise<never> => {
  throw away;
};

/** What each function printed in which state of the world. */
const printed: Record<"failing" | "well" | "rateLimited", Record<string, readonly string[]>> = {
  failing: {},
  well: {},
  rateLimited: {},
};

/** Minute after minute of a schedule while WTS is away: when, from the beginning of that, a line counts for the alarm. */
const triesInMinutes = async (
  functionName: string,
  { clock, minute, lines }: { clock: ManualClock; minute(): Promise<unknown>; lines(): readonly string[] },
): Promise<readonly number[]> => {
  const beganMs = clock.now();
  const tries: number[] = [];
  for (let index = 0; clock.now() - beganMs < 20 * 60_000; index += 1) {
    clock.advance(Math.max(0, beganMs + index * 60_000 - clock.now()));
    await minute();
    const counted = lines().filter((line) => metricsOf(functionName, line).includes("tried-without-wts"));
    tries.push(...counted.map(() => clock.now() - beganMs));
  }
  return tries;
};
/** By function. */
const triesOfMinutes: Record<string, readonly number[]> = {};

let standIn: TestStandIn;
let bench: Bench;
let holds: Awaited<ReturnType<typeof startHoldBench>>;

/** What reassign-session prints of an event whose session WTS does not show. */
const linesOfEvent = async (error: WtsApiError): Promise<readonly string[]> => {
  const clock = manualClock();
  const policies: PolicyInput[] = [{ name: "nova", when: ["SESSION_NEW"], department: "Comercial" }];
  const { dependencies, aws } = bench.start({ clock, policies });
  const getSession = () => Promise.reject(error);
  const connect: ConnectWts = (...given) => {
    const wts = dependencies.connect(...given);
    return { ...wts, client: { ...wts.client, getSession } };
  };
  const eventsQueue = { hide: async () => {} };
  const work = eventBatchWorker({ ...dependencies, parked: aws.parked, connect, config: config.queue, eventsQueue });
  const body = JSON.stringify(bench.created(sessionId));
  const message = {
    ...{ messageId: "m", receiptHandle: "r", groupId: "m", body },
    sentAtMs: clock.now(),
    receiveCount: 1,
  };
  await work([message], { startBy: clock.now() + 28_000, endBy: clock.now() + 58_000 }, "invocation");
  return aws.taken.lines;
};

/** What update-session prints of a caller's update. */
const linesOfCaller = async (life: SessionLife): Promise<readonly string[]> => {
  const { log, taken, meter } = recording();
  const route = "PATCH /sessions/{sessionId}";
  const answer = async () => {
    await life.patch({ sessionId, number: "8" });
    return { statusCode: 200, body: {} };
  };
  const access = { get: fail, refresh: fail };
  const handler = httpStack({ access, clock: manualClock(), log, meter }, { open: { [route]: answer }, callers: {} });
  const requestContext = { requestId: "r-1", timeEpoch: manualClock().now(), http: { method: "PATCH" } };
  const event = { version: "2.0", routeKey: route, rawQueryString: "", headers: {}, requestContext, body: "{}" };
  await handler(event as never, { getRemainingTimeInMillis: () => 28_000, awsRequestId: "i-1" } as never);
  return taken.lines;
};

const sessionId = "5e550000-0000-4000-8000-000000000001";
const config = defineConfig({
  autoClose: { policies: [{ name: "parados", match: { status: "PENDING" }, idle: { hours: 4 }, close: {} }] },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW", "backlog"], department: "Comercial" }] },
});

beforeAll(async () => {
  [standIn, bench, holds] = await Promise.all([
    startTestStandIn(),
    startBench(),
    startHoldBench("2026-11-30T12:00:00.000Z"),
  ]);
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "PENDING" }] });
  await standIn.admin("PUT", "limits", { enabled: false });
  const clock = manualClock();
  const life = sessionLife({ table: memoryTable(), standIn, clock, config });
  const take = (): readonly string[] => life.aws.taken.lines.splice(0);
  const commands = async () => life.deliver(life.queued({ sessionId, number: "7" }));

  await commands();
  printed.well["apply-commands"] = take();
  printed.well["update-session"] = await linesOfCaller(life);
  await life.run();
  printed.well["close-idle-sessions"] = take();
  await standIn.admin("POST", "faults", [{ path: "/", status: 503 }]);
  await commands();
  printed.failing["apply-commands"] = take();
  printed.failing["update-session"] = await linesOfCaller(life);
  clock.advance(86_400_000);
  await life.run().catch(() => {});
  printed.failing["close-idle-sessions"] = take();
  triesOfMinutes["close-idle-sessions"] = await triesInMinutes("close-idle-sessions", {
    ...{ clock, minute: () => life.run(), lines: take },
  });

  const policies: PolicyInput[] = [{ name: "fila", when: ["backlog"], department: "Comercial" }];
  const running = bench.start({ clock, policies });
  await running.tick();
  printed.well["look-after-sessions"] = running.aws.taken.lines.splice(0);
  await bench.admin("POST", "faults", [{ path: "/", status: 503 }]);
  triesOfMinutes["look-after-sessions"] = await triesInMinutes("look-after-sessions", {
    ...{ clock, minute: () => running.tick(), lines: () => running.aws.taken.lines.splice(0) },
  });
  await bench.admin("POST", "faults", []);
  const broken = bench.start({ clock, policies, change: ({ accounts }) => ({ accounts: { ...accounts, get: fail } }) });
  await broken.tick();
  const held = holds.start();
  await held.tick(undefined, { accounts: { get: fail, refresh: fail } });
  const { log, taken } = recording();
  await messageFateAsker({ ...running.dependencies, log, fates: { due: fail } as never })({ endBy: clock.now() });
  printed.failing["look-after-sessions"] = [...broken.aws.taken.lines, ...held.aws.taken.lines, ...taken.lines];

  const people = recording();
  await minuteOfNotices({
    ...{ notify: { time: {} } as never, log: people.log, sendNotices: fail },
    ...{ sendSummaries: async () => {}, watchQueues: async () => {} },
  })();
  printed.failing["notify-people"] = people.taken.lines;

  for (const [state, reason] of [
    ["failing", undefined],
    ["rateLimited", "RATE_LIMIT"],
  ] as const) {
    const error = new WtsApiError("GET", { failure: "unavailable", ...(reason && { reason }) });
    printed[state]["reassign-session"] = await linesOfEvent(error);
  }
}, 60_000);
afterAll(() => Promise.all([standIn.stop(), bench.stop(), holds.stop()]));

describe("the lines of a failure", () => {
  test.each([
    ["update-session", "tried-without-wts", ["request"]],
    ["apply-commands", "tried-without-wts", ["retried later"]],
    ["reassign-session", "tried-without-wts", ["retried later"]],
    ["look-after-sessions", "runs-failed", ["routing run failed", "hold not ended", "messages not asked for"]],
    ["close-idle-sessions", "runs-failed", ["auto-close run interrupted, the next minute goes on"]],
    ["notify-people", "people-not-told", ["people not looked after"]],
  ])("of %s count for %s", (functionName, metric, messages) => {
    const lines = printed.failing[functionName] ?? [];
    const counted = lines.filter((line) => metricsOf(functionName, line).includes(metric));
    expect(counted.map((line) => JSON.parse(line).message).sort()).toEqual(
      expect.arrayContaining([...messages].sort()),
    );
  });

  test("are the only ones that count", () => {
    for (const [functionName, lines] of Object.entries({ ...printed.well }))
      expect([functionName, lines.flatMap((line) => metricsOf(functionName, line))]).toEqual([functionName, []]);
    expect(Object.keys(printed.well).length).toBe(4);
  });

  test("of minutes that fail because a table is away are none of WTS", () => {
    const lines = printed.failing["look-after-sessions"] ?? [];
    expect(lines.flatMap((line) => metricsOf("look-after-sessions", line))).not.toContain("tried-without-wts");
  });

  test("count for nothing where what is missing is only a token of the rate", () => {
    const lines = printed.rateLimited["reassign-session"] ?? [];
    expect(lines.some((line) => line.includes('"retried later"') && line.includes("WTS_UNAVAILABLE"))).toBe(true);
    expect(lines.flatMap((line) => metricsOf("reassign-session", line))).toEqual([]);
  });
});

test("every filter has an alarm on its metric, and each of its lines is provoked here", () => {
  const watched = ofType("AWS::CloudWatch::Alarm").map((alarm) => String(Object(alarm).MetricName));
  for (const { metric } of filters) expect(watched).toContain(metric);
  expect(new Set(filters.map(({ functionName }) => functionName))).toEqual(new Set(Object.keys(printed.failing)));
});

describe("the alarm on WTS away", () => {
  const alarm = Object(
    ofType("AWS::CloudWatch::Alarm").find((each) => Object(each).MetricName === "tried-without-wts"),
  );
  const { Period, EvaluationPeriods, DatapointsToAlarm, Threshold } = alarm;
  const periodMs = Period * 1_000;

  /** When the worker says that it tried in vain, from the beginning of the outage. */
  const triesUntil = (endMs: number, chances: readonly number[]): readonly number[] => {
    const tries: number[] = [];
    let atMs = 0;
    for (let receives = 1; atMs <= endMs; receives += 1) {
      tries.push(atMs);
      // A call that fails is repeated for some three seconds before the worker gives the command back.
      atMs +=
        3_000 +
        Math.ceil(
          retryPauseMs(receives, { longestPauseMs: 300_000 }, () => chances[receives % chances.length] ?? 0) / 1_000,
        ) *
          1_000;
    }
    return tries;
  };

  /** When the alarm goes off, in milliseconds from the beginning of the outage; undefined where it stays silent. */
  const alarmAt = (tries: readonly number[], offsetMs: number): number | undefined => {
    const counts = new Map<number, number>();
    for (const atMs of tries) {
      const period = Math.floor((atMs + offsetMs) / periodMs);
      counts.set(period, (counts.get(period) ?? 0) + 1);
    }
    for (let last = 0; last <= 20; last += 1) {
      const seen = Array.from({ length: EvaluationPeriods }, (_, index) => counts.get(last - index) ?? 0);
      if (seen.filter((count) => count > Threshold).length >= DatapointsToAlarm)
        return (last + 1) * periodMs - offsetMs;
    }
    return undefined;
  };

  const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 });
  const offset = fc.integer({ min: 0, max: periodMs - 1 });

  test("sounds within 15 minutes for a single command that waits, whenever it begins and whatever the pauses are", () => {
    fc.assert(
      fc.property(chances, offset, (given, offsetMs) => {
        const at = alarmAt(triesUntil(30 * 60_000, given), offsetMs);
        expect(at).toBeLessThanOrEqual(15 * 60_000);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(["close-idle-sessions", "look-after-sessions"])(
    "sounds within 15 minutes where nobody but %s asks, and not for a minute that failed",
    (functionName) => {
      const tries = triesOfMinutes[functionName] ?? [];
      for (let offsetMs = 0; offsetMs < periodMs; offsetMs += 10_000) {
        expect(alarmAt(tries, offsetMs)).toBeLessThanOrEqual(15 * 60_000);
        expect(alarmAt(tries.slice(0, 1), offsetMs)).toBeUndefined();
      }
    },
  );

  test("stays silent where WTS is back within three minutes", () => {
    fc.assert(
      fc.property(chances, offset, fc.integer({ min: 0, max: periodMs - 1 }), (given, offsetMs, endMs) => {
        expect(alarmAt(triesUntil(endMs, given), offsetMs)).toBeUndefined();
      }),
    );
  });
});
