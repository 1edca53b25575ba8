// A crowded queue in virtual time: the real worker and limiter, as many processes of it as Lambda runs, and SQS's rules for a FIFO queue.
import type { CommandQueue } from "../../../lib/aws/queue.ts";
import type { Table } from "../../../lib/aws/table.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { messageBooker } from "../../../lib/commands/queue/message-booker.ts";
import { defineConfig } from "../../../lib/config.ts";
import { readingOf } from "../../../lib/core/command/reading-of.ts";
import { groupOf, queueText } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { queuedDelivery } from "../../../lib/core/queue/queued-delivery.ts";
import { alertRecords } from "../../../lib/records/alerts.ts";
import { bookings } from "../../../lib/records/bookings.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { rawDeliveries } from "../../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../../lib/records/refused-requests.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import type { Clock } from "../../../lib/runtime/clock.ts";
import { perAccount } from "../../../lib/runtime/per-account.ts";
import type { MappingBox } from "../../../lib/webhooks/mapping/mapping-box.ts";
import { deliveryWorker } from "../../../lib/webhooks/work-delivery.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { rateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { rateTokens, type WtsUse } from "../../../lib/wts/rate-tokens.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { minHeap } from "../../support/min-heap.ts";
import { recording } from "../../support/recording.ts";
import { memoryTable as rateMemoryTable } from "../../wts/rate-limit/memory-table.ts";
import { ascending, mostInOneWindow } from "../../wts/rate-limit/sliding-window.ts";
import { virtualTime } from "../../wts/rate-limit/virtual-time.ts";

interface Held {
  readonly messageId: string;
  readonly body: string;
  readonly groupId: string;
  readonly account: string;
  readonly sentAtMs: number;
  receiveCount: number;
  visibleAtMs: number;
  receiptHandle: string;
}

interface Group {
  readonly order: number;
  messages: Held[];
  isListed: boolean;
}

/** What became of one command. */
export interface Worked {
  readonly account: string;
  readonly source: string;
  readonly sentAtMs: number;
  readonly doneAtMs: number;
  readonly receives: number;
}

export interface CrowdedQueueOptions {
  readonly seed: number;
  /** So many invocations run at once. */
  readonly slots: number;
  /** What WTS does with a call of an account, once it has its token: it answers, unless this throws. */
  readonly answer?: (account: string, clock: Clock, use: WtsUse) => Promise<void>;
  /** The mapping of each queued delivery takes so long. */
  readonly mappingMs?: number;
}

/** As serverless.yml says. */
export const shippedSlots = 20;
const visibilityMs = 90_000;
const batchSize = 10;
/** Without a caller nobody repeats within a second what got no token. */
const patienceMs = 5_000;

export const limits = {
  share: 0.8,
  sustained: { requests: 1_000, windowMs: 300_000 },
  burst: { requests: 200, windowMs: 5_000 },
};

/** How many tokens in a second the limiter hands out in the long run. */
export const tokensASecond = 1_000 / rateRules(limits).perTokenMs;

const slowed = (table: Table, latency: () => Promise<void>, counted: { writes: number; reads: number }): Table => {
  const write = async () => {
    counted.writes += 1;
    await latency();
  };
  const read = async () => {
    counted.reads += 1;
    await latency();
  };
  return {
    get: async (key) => read().then(() => table.get(key)),
    update: async (key, update) => write().then(() => table.update(key, update)),
    query: async (pk, options) => read().then(() => table.query(pk, options)),
    queryIndex: async (index, options) => read().then(() => table.queryIndex(index, options)),
  };
};

export const crowdedQueue = ({ seed, slots, answer: answerOf, mappingMs = 0 }: CrowdedQueueOptions) => {
  const time = virtualTime(seed);
  const { clock } = time;
  const startMs = clock.now();
  const between = (least: number, most: number): number => least + clock.random() * (most - least);
  const latency = (least: number, most: number) => () => clock.sleep(between(least, most));
  const tableLatency = latency(3, 9);
  const sqsLatency = latency(6, 16);

  const inner = memoryTable();
  const counted = { writes: 0, reads: 0 };
  const booked = { writes: 0, reads: 0 };
  const table = slowed(inner, tableLatency, counted);
  const rates = perAccount(() => rateMemoryTable(clock));
  const aws = recording();
  const whole = defineConfig({
    sources: { slow: { verify: { scheme: "token", header: "x-token" }, filter: () => true, map: () => [] } },
  });
  const config = whole.queue;
  const arrivals = perAccount((): number[] => []);

  /** All messages, the earliest sent first, by group. */
  const groups = new Map<string, Group>();
  const byId = new Map<string, Held>();
  /** Groups that can be received, in the order in which they came; some may be gone by now. */
  const visible = minHeap<Group>(({ order }) => order);
  /** Groups that cannot, and until when; an entry that another one has replaced says nothing. */
  const hidden = minHeap<{ group: Group; untilMs: number }>(({ untilMs }) => untilMs);
  let arrived: (() => void) | undefined;
  const worked: Worked[] = [];
  let most = { hidden: 0, receives: 0 };
  let hides = 0;
  let waiting = 0;
  let queuedYet = 0;

  /** While one of the group is hidden, the later ones are as well. */
  const hiddenUntil = ({ messages }: Group): number => Math.max(...messages.map(({ visibleAtMs }) => visibleAtMs));
  const place = (group: Group): void => {
    if (group.messages.length === 0) return;
    const untilMs = hiddenUntil(group);
    if (untilMs > clock.now()) hidden.push({ group, untilMs });
    else if (!group.isListed) {
      group.isListed = true;
      visible.push(group);
    }
  };
  const receive = (): Held[] => {
    const now = clock.now();
    for (let next = hidden.first(); next && next.untilMs <= now; next = hidden.first()) place(hidden.pop().group);
    const taken: Held[] = [];
    while (taken.length < batchSize && visible.first()) {
      const group = visible.pop();
      group.isListed = false;
      if (group.messages.length === 0 || hiddenUntil(group) > now) continue;
      for (const message of group.messages.slice(0, batchSize - taken.length)) {
        message.receiveCount += 1;
        message.visibleAtMs = now + visibilityMs;
        message.receiptHandle = `${message.messageId}/${message.receiveCount}`;
        taken.push(message);
      }
      place(group);
    }
    return taken;
  };
  /** As a long poll does: until something is sent or visible again, or for a second. */
  const untilSomethingComes = async (): Promise<void> => {
    const dueMs = (hidden.first()?.untilMs ?? Number.POSITIVE_INFINITY) - clock.now();
    const sent = new Promise<void>((resolve) => {
      const before = arrived;
      arrived = () => {
        before?.();
        resolve();
      };
    });
    await Promise.race([clock.sleep(Math.min(1_000, Math.max(5, dueMs))), sent]);
  };
  const heldBy = (receiptHandle: string): Held | undefined => {
    const [messageId] = receiptHandle.split("/");
    return byId.get(messageId ?? "");
  };

  const queue: CommandQueue = {
    send: async (...items) => {
      for (const item of items) {
        queuedYet += 1;
        const messageId = `m${queuedYet}`;
        const held = { messageId, body: queueText(item), groupId: groupOf(item), account: item.account };
        const message = { ...held, sentAtMs: clock.now(), receiveCount: 0, visibleAtMs: 0, receiptHandle: "" };
        byId.set(messageId, message);
        const group = groups.get(message.groupId) ?? { order: queuedYet, messages: [], isListed: false };
        groups.set(message.groupId, group);
        group.messages.push(message);
        place(group);
        waiting += 1;
      }
      arrived?.();
      arrived = undefined;
    },
    hide: async (each) => {
      await sqsLatency();
      for (const { receiptHandle, seconds } of each) {
        const held = heldBy(receiptHandle);
        const group = held?.receiptHandle === receiptHandle && groups.get(held.groupId);
        if (!held || !group) continue;
        held.visibleAtMs = clock.now() + seconds * 1000;
        place(group);
      }
      // To count them takes longer than all the rest.
      hides += 1;
      if (hides % 50 !== 0) return;
      const now = clock.now();
      const inFlight = [...byId.values()].filter(({ visibleAtMs }) => visibleAtMs > now).length;
      most = { ...most, hidden: Math.max(most.hidden, inFlight) };
    },
  };

  const remove = (message: Held): void => {
    byId.delete(message.messageId);
    const group = groups.get(message.groupId);
    if (group) {
      group.messages = group.messages.filter((each) => each !== message);
      if (group.messages.length === 0) groups.delete(message.groupId);
      else place(group);
    }
    const { source } = JSON.parse(message.body) as QueuedCommand;
    most = { ...most, receives: Math.max(most.receives, message.receiveCount) };
    waiting -= 1;
    worked.push({
      ...{ account: message.account, source, sentAtMs: message.sentAtMs - startMs, doneAtMs: clock.now() - startMs },
      receives: message.receiveCount,
    });
  };

  const limiterIn = (ownClock: Clock) =>
    perAccount((account) => rateLimiter({ table: rates(account), account, limits, clock: ownClock, log: aws.log }));

  /** One process of apply-commands. */
  const worker = () => {
    const limiterOf = limiterIn(clock);
    const connect = (account: string, use: WtsUse): Wts => {
      const tokens = rateTokens(limiterOf(account), use, clock);
      const call = async <Answer>(answer: Answer): Promise<Answer> => {
        await tokens.take().catch((error: unknown) => {
          if (!(error instanceof RateLimited)) throw error;
          const { retryAfterSeconds } = error;
          throw new WtsApiError("PUT", { failure: "unavailable", reason: "RATE_LIMIT", retryAfterSeconds });
        });
        arrivals(account).push(clock.now());
        await clock.sleep(between(80, 250));
        await answerOf?.(account, clock, use);
        return answer;
      };
      const client = {
        getSession: (id: string) => call({ id, status: "IN_PROGRESS" }),
        updateSession: (id: string) => call({ id }),
        createNote: () => call({ id: "note" }),
        completeSession: (id: string) => call({ id }),
      };
      return { client, directory: {} } as unknown as Wts;
    };
    const records = ledger({ table, clock });
    const bookingTable = slowed(table, async () => {}, booked);
    let before: Promise<unknown> = Promise.resolve();
    const box: MappingBox = {
      ...{ start: () => {}, stop: () => {} },
      // One question after the other, as in the process of one.
      ask: () => {
        before = before.then(() => clock.sleep(mappingMs));
        return before.then(() => ({ filter: { value: false } })) as never;
      },
    };
    const shared = {
      ...{ config, queue, parked: aws.parked, bus: aws.bus, log: aws.log, clock, ledger: records, connect },
      lifecycle: lifecycle({
        ledger: records,
        leases: sessionLeases({ table, clock }),
        bus: aws.bus,
        clock,
        log: aws.log,
      }),
      contents: contents({ table, clock }),
      rawDeliveries: rawDeliveries({ table, clock, keptDays: 14 }),
    };
    return commandApplier({
      ...shared,
      killSwitch: killSwitch({ table, clock }),
      alerts: alertRecords({ table, clock }),
      mayAnswer: refusedRequests({ table, clock }),
      booker: messageBooker({
        bookings: bookings({ table: bookingTable, clock }),
        aloneTokenMs: rateRules(limits).perTokenMs,
        sharedTokenMs: 1 / rateRules(limits).shares.queue.perMs,
        rateNow: (account) => limiterOf(account).rateNow("queue"),
        clock,
      }),
      workers: {
        event: async () => {},
        delivery: deliveryWorker({
          ...{ ...shared, box, sources: whole.sources, readingOf: readingOf(whole) },
          access: undefined as never,
        }),
      },
    });
  };

  let invocations = 0;
  let isOver = false;
  const poll = async (): Promise<void> => {
    const work = worker();
    while (!isOver) {
      await sqsLatency();
      const messages = receive();
      if (messages.length === 0) {
        await untilSomethingComes();
        continue;
      }
      invocations += 1;
      await clock.sleep(between(2, 8));
      const now = clock.now();
      const failed = await work(
        messages.map((message) => ({ ...message })),
        { startBy: now + 28_000, endBy: now + 58_000 },
        `i${invocations}`,
      );
      for (const message of messages) {
        const held = byId.get(message.messageId);
        // Who was too slow has lost it: somebody else has received it meanwhile.
        if (held && !failed.includes(message.messageId)) remove(held);
      }
    }
  };

  let sent = 0;
  /** Queues a command for a session of its own, unless one is named. */
  const send = (
    account: string,
    source: string,
    { sessionId, ...more }: { sessionId?: string } & Partial<QueuedCommand> = {},
  ): Promise<void> => {
    sent += 1;
    const own = `5e550000-0000-4000-8000-${String(sent).padStart(12, "0")}`;
    const command = {
      command: "update" as const,
      sessionId: sessionId ?? own,
      fields: ["Number" as const],
      number: "1",
    };
    return queue.send({
      ...{ kind: "command", id: `c-${sent}`, account, door: "webhook", source, deliveryId: `d-${sent}` },
      ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0 },
      targeted: { command },
      ...more,
    } as unknown as QueuedCommand);
  };

  /** Queues a delivery whole, as one that is too large to be mapped before it is queued. */
  const sendDelivery = (account: string): Promise<void> => {
    sent += 1;
    const id = `d-${sent}`;
    const receivedAt = new Date(clock.now()).toISOString();
    const stored = { source: "slow", account, method: "POST", headers: {}, query: {}, bytes: Buffer.from("{}") };
    return queue.send(queuedDelivery(id, { ...stored, contentHash: id, lastingHash: id, receivedAt }));
  };

  /** Calls WTS again and again, without a pause unless one is given, as a caller of the HTTP API that repeats itself does. */
  const loopAsCaller = async (account: string, pauseMs: number): Promise<void> => {
    const limiter = limiterIn(clock)(account);
    while (!isOver && isCalled) {
      const granted = await limiter.take("caller", { startBy: clock.now() + patienceMs }).then(
        () => true,
        () => false,
      );
      if (granted) {
        called.push(clock.now() - startMs);
        arrivals(account).push(clock.now());
        await clock.sleep(between(80, 250) + pauseMs);
      } else await clock.sleep(1_000);
    }
  };
  const called: number[] = [];
  let isCalled = true;

  return {
    clock,
    send,
    sendDelivery,
    loopAsCaller: (account: string, pauseMs = 0): void => void loopAsCaller(account, pauseMs),
    stopCallers: (): void => {
      isCalled = false;
    },
    start: (): void => {
      for (let slot = 0; slot < slots; slot += 1) void poll();
    },
    pass: time.pass,
    lines: () => aws.taken.lines,
    killSwitch: killSwitch({ table: inner, clock }),
    /** Lets time pass until nothing waits any more, or so long. */
    drain: async (longestMs: number): Promise<void> => {
      for (let passed = 0; passed < longestMs && waiting > 0; passed += 1_000) await time.pass(1_000);
      isOver = true;
      await time.pass(100_000);
    },
    measure: () => ({
      ...{
        worked,
        waiting,
        called,
        ...most,
        parked: aws.taken.parked.length,
        writes: counted.writes,
        reads: counted.reads,
      },
      bookingWrites: booked.writes,
      mostIn: (account: string) => ({
        sustained: mostInOneWindow(ascending(arrivals(account)), limits.sustained.windowMs),
        burst: mostInOneWindow(ascending(arrivals(account)), limits.burst.windowMs),
      }),
    }),
  };
};

/** In milliseconds, the longest that the given share of them waited. */
export const waitOf = (worked: readonly Worked[], share = 0.99): number => {
  const waits = ascending(worked.map(({ sentAtMs, doneAtMs }) => doneAtMs - sentAtMs));
  return waits[Math.ceil(waits.length * share) - 1] ?? Number.NaN;
};
