// Events as the queue brings them: each is done with, or handed back for as long as it is worth, and none keeps an environment waiting.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import type { Hidden } from "../../lib/aws/queue.ts";
import type { QueueMessage } from "../../lib/middleware/queue-stack.ts";
import { eventBatchWorker } from "../../lib/routing/work-events.ts";
import type { ConnectWts } from "../../lib/wts/connect.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { type Bench, sessionIdOf, startBench } from "./support/routing-bench.ts";

let bench: Bench;
let clock: ManualClock;
let running: ReturnType<Bench["start"]>;
let hidden: Hidden[];
let failure: WtsApiError | undefined;
let serial = 0;
const config = {
  leaseMs: 60_000,
  tokenWaitMs: 20_000,
  giveUpAfterMs: 43_200_000,
  deniedForMs: 900_000,
  longestPauseMs: 300_000,
};

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  clock = manualClock(Date.now());
  hidden = [];
  failure = undefined;
  running = bench.start({
    clock,
    policies: [{ name: "comercial", when: ["SESSION_NEW", "requested"], department: "Comercial" }],
  });
});

const hold = async (): Promise<string> => {
  serial += 1;
  const id = sessionIdOf(9_000 + serial);
  const { department } = await bench.people();
  await bench.admin("PUT", `sessions/${id}`, {
    ...{ status: "PENDING", departmentId: department("Comercial").id, userId: null },
    ...{ createdAt: new Date().toISOString(), lastMessageIn: new Date().toISOString() },
  });
  return id;
};

const messageOf = (event: unknown, rest: Partial<QueueMessage> = {}): QueueMessage => {
  serial += 1;
  return {
    ...{ messageId: `m-${serial}`, receiptHandle: `r-${serial}`, groupId: `m-${serial}` },
    body: typeof event === "string" ? event : JSON.stringify(event),
    ...{ sentAtMs: clock.now(), receiveCount: 1, ...rest },
  };
};

/** WTS, which fails on demand. */
const connect: ConnectWts = (account, use) => {
  const wts = running.dependencies.connect(account, use);
  const getSession: typeof wts.client.getSession = async (id, details) => {
    if (failure) throw failure;
    return wts.client.getSession(id, details);
  };
  return { ...wts, client: { ...wts.client, getSession } };
};

/** One invocation; answers which of its messages have to come again, and how much time it took. */
const work = async (...messages: readonly QueueMessage[]) => {
  const eventsQueue = { hide: async (some: readonly Hidden[]) => void hidden.push(...some) };
  const given = { ...running.dependencies, parked: running.aws.parked, connect, config, eventsQueue };
  const beganMs = clock.now();
  const timeBox = { startBy: beganMs + 28_000, endBy: beganMs + 58_000 };
  const again = await eventBatchWorker(given)(messages, timeBox, `invocation-${serial}`);
  return { again, tookMs: clock.now() - beganMs };
};
const unavailable = (reason?: "RATE_LIMIT") =>
  new WtsApiError("GET", { failure: "unavailable", ...(reason && { reason, retryAfterSeconds: 20 }) });

test("events of a batch are worked on side by side, and only what fails comes again", async () => {
  const [one, other] = [await hold(), await hold()];
  const unknown = messageOf(bench.requested({ sessionId: "5e55ffff-0000-4000-8000-000000000000" }));
  const { again } = await work(messageOf(bench.created(one)), unknown, messageOf(bench.created(other)));
  expect(again).toEqual([]);
  for (const id of [one, other]) expect((await bench.held(id)).userId).not.toBeNull();
  expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "SESSION_NOT_FOUND" } }]);
});

describe("what cannot be done now", () => {
  test("for want of a token is handed back within the minute, without waiting for it in the function", async () => {
    failure = unavailable("RATE_LIMIT");
    for (const receiveCount of [1, 5, 200]) {
      const message = messageOf(bench.created(await hold()), { receiveCount });
      const { again, tookMs } = await work(message);
      expect(again).toEqual([message.messageId]);
      expect(tookMs).toBeLessThan(5_000);
      const seconds = hidden.at(-1)?.seconds ?? 0;
      expect(seconds).toBeGreaterThanOrEqual(20);
      expect(seconds).toBeLessThanOrEqual(60);
    }
    expect(hidden.map(({ receiptHandle }) => receiptHandle)).toHaveLength(3);
  });

  test("since WTS is away is handed back for longer each time, at most for queue.longestPauseMs, and the log says so", async () => {
    failure = unavailable();
    const pauses: number[] = [];
    for (const receiveCount of [1, 4, 9, 30]) {
      await work(messageOf(bench.created(await hold()), { receiveCount }));
      pauses.push(hidden.at(-1)?.seconds ?? 0);
    }
    expect(pauses[0]).toBeLessThan(10);
    expect(pauses[1]).toBeLessThan(pauses[2] ?? 0);
    expect(pauses.at(-1)).toBeLessThanOrEqual(300);
    const line = running.lines().find(({ message }) => message === "retried later");
    expect(line).toMatchObject({ door: "event", event: "WTS SESSION_NEW", code: "WTS_UNAVAILABLE", receiveCount: 1 });
  });

  test("for as long as queue.giveUpAfterMs is parked, and a request for it is answered", async () => {
    failure = unavailable();
    const asked = bench.requested({ sessionId: await hold() });
    const { again } = await work(messageOf(asked, { sentAtMs: clock.now() - config.giveUpAfterMs, receiveCount: 200 }));
    expect(again).toEqual([]);
    expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "RETRIES_EXHAUSTED" }, event: asked }]);
    expect(running.published("Session Reassignment Failed")[0]?.detail.reasons).toEqual(["RETRIES_EXHAUSTED"]);
  });

  test("since the parked queue is away, too, comes again", async () => {
    running.aws.failing.parked = true;
    const message = messageOf("{no JSON");
    expect(await work(message)).toMatchObject({ again: [message.messageId] });
    running.aws.failing.parked = false;
    expect(await work(message)).toMatchObject({ again: [] });
    expect(running.aws.taken.parked).toMatchObject([{ reason: { code: "ENVELOPE_INVALID" }, body: "{no JSON" }]);
  });
});

test("a session that somebody else works on is waited for shortly, then handed back", async () => {
  const id = await hold();
  const { lifecycle } = running.dependencies;
  const place = { account: "default", sessionId: id };
  await lifecycle.withSession({ place: sessionPlace(place), owner: "another", leaseMs: 60_000 }, async () => {
    const message = messageOf(bench.created(id));
    const { again, tookMs } = await work(message);
    expect(again).toEqual([message.messageId]);
    expect(tookMs).toBeLessThanOrEqual(10_000);
  });
  expect((await work(messageOf(bench.created(id)))).again).toEqual([]);
  expect((await bench.held(id)).userId).not.toBeNull();
});
