// An account whose webhooks may get lost or come twice: a real stand-in with its sessions, the real way in, worker and reconciliation.

import type { Bus, BusEvent } from "../../../../lib/aws/bus.ts";
import { accountKeys, placeKeys } from "../../../../lib/aws/item-keys.ts";
import type { CommandQueue } from "../../../../lib/aws/queue.ts";
import type { Table } from "../../../../lib/aws/table.ts";
import { lifecycle } from "../../../../lib/commands/execute-once.ts";
import type { HooksConfigInput } from "../../../../lib/config.ts";
import type { QueuedEvent } from "../../../../lib/core/queue/queued-event.ts";
import { killSwitch } from "../../../../lib/records/kill-switch.ts";
import { ledger } from "../../../../lib/records/ledger.ts";
import { rawDeliveries } from "../../../../lib/records/raw-deliveries.ts";
import { sessionLeases } from "../../../../lib/records/session-lease.ts";
import { webhookReconciler } from "../../../../lib/webhooks/reconciliation/reconcile-webhooks.ts";
import {
  type Reconciliation,
  reconciliationRecords,
} from "../../../../lib/webhooks/reconciliation/reconciliation-records.ts";
import { eventWorker } from "../../../../lib/webhooks/work-event.ts";
import { connectWts, wtsAt } from "../../../../lib/wts/connect.ts";
import type { RateLimiter } from "../../../../lib/wts/rate-limit/rate-limiter.ts";
import { manualClock } from "../../../support/manual-clock.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { recording } from "../../../support/recording.ts";
import { webhookEndpoint } from "../../../support/webhook-endpoint.ts";
import { journalOf, type TestStandIn, testAccounts } from "../../../support/wts-stand-in.ts";

export const sessionIdOf = (index: number): string => `5e550000-0000-4000-8000-${String(index).padStart(12, "0")}`;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

interface WorldOptions {
  config?: HooksConfigInput;
  isWanted?: boolean;
}

const secret = "a-secret-of-this-test-0123456789";
const wts = { verify: "wts", publish: ["SESSION_NEW", "SESSION_COMPLETE"] } as const;

/** It begins at noon of 2026-11-20 in UTC, nine in the morning in São Paulo. */
export const reconciliationWorld = (
  standIn: TestStandIn,
  { config: given = {}, isWanted = true }: WorldOptions = {},
) => {
  const clock = manualClock();
  const endpoint = webhookEndpoint(
    { sources: { wts: { ...wts, publish: [...wts.publish] } }, reconcile: { at: "03:00" }, ...given },
    { wts: [secret] },
  );
  const { config } = endpoint;
  const { taken, failing, parked, log } = recording();
  const memory = memoryTable();
  const published: BusEvent[] = [];
  const queued: QueuedEvent[] = [];
  const accounts = new Map(Object.entries(testAccounts).map(([name, account]) => [name, account]));
  const isPaused = killSwitch({ table: memory, clock });

  /** Undefined: nobody dies. Otherwise the process dies at its so-maniest step outside, before or after it took effect. */
  const death: { at: number | undefined; isAfter: boolean; steps: number; die: () => void } = {
    ...{ at: undefined, isAfter: false, steps: 0, die: () => {} },
  };
  const never = <Value>(): Promise<Value> => {
    death.die();
    return new Promise<Value>(() => {});
  };
  const step = async <Value>(effect: () => Promise<Value>): Promise<Value> => {
    death.steps += 1;
    if (death.at === undefined || death.steps < death.at) return effect();
    if (death.steps > death.at || !death.isAfter) return never();
    await effect();
    return never();
  };

  const table: Table = {
    ...memory,
    get: (key) => step(() => memory.get(key)),
    update: (key, update) => step(() => memory.update(key, update)),
  };
  /** SQS drops what has the id of something that came in the last minutes. */
  const enqueue = (items: readonly QueuedEvent[]): void => {
    for (const item of items) if (!queued.some(({ id }) => id === item.id)) queued.push(item);
  };
  const queue: CommandQueue = {
    send: (...items) =>
      step(async () => {
        if (failing.queue) throw new Error("the queue is away");
        enqueue(JSON.parse(JSON.stringify(items)) as QueuedEvent[]);
      }),
    hide: async () => {},
  };
  const bus: Bus = {
    publish: (events) => step(async () => void published.push(...JSON.parse(JSON.stringify(events)))),
  };
  const limiter = { take: () => step(async () => {}), pause: async () => {} } as unknown as RateLimiter;
  const connect = connectWts({
    secret: { get: async () => accounts as never, refresh: async () => accounts as never },
    wts: wtsAt({ wts: { baseUrl: standIn.url, apiVersion: "v2", timeoutMs: 5_000 } }),
    limiterOf: () => limiter,
    clock,
  });

  /** What outlives nothing: each call is another process. */
  const startProcess = () => {
    const records = ledger({ table, clock });
    const once = lifecycle({ ledger: records, leases: sessionLeases({ table, clock }), bus, clock, log });
    const reconcile = webhookReconciler({
      ...{ config, queue, bus, connect, clock, log, ledger: records },
      isWanted: () => isWanted,
      records: reconciliationRecords({ table, clock }),
      killSwitch: killSwitch({ table, clock }),
      limiterOf: () => limiter,
    });
    const work = eventWorker({
      ...{ config: config.queue, lifecycle: once, ledger: records, connect, clock, log, bus, parked, queue },
      rawDeliveries: rawDeliveries({ table, clock, keptDays: 14 }),
    });
    return { reconcile, work };
  };
  let current = startProcess();
  let ticks = 0;

  const tick = async (): Promise<void> => {
    ticks += 1;
    const died = new Promise<void>((resolve) => {
      death.die = resolve;
    });
    const endBy = clock.now() + 290_000;
    await Promise.race([current.reconcile({ id: `invocation-${ticks}`, endBy }), died]);
  };

  const receive = async (webhook: object): Promise<void> => {
    const answer = await endpoint.call(endpoint.signed("wts", { body: JSON.stringify(webhook) }));
    if (answer.statusCode !== 200) throw new Error(`the webhook was answered ${answer.statusCode}`);
    enqueue(endpoint.taken.queued.splice(0) as unknown as QueuedEvent[]);
  };

  return {
    ...{ clock, config, queued, taken, failing, tick, death },
    ticks: () => ticks,
    restart: (): void => {
      current = startProcess();
    },
    hold: async (sessions: readonly object[], company: object = {}): Promise<void> => {
      const now = new Date(clock.now()).toISOString();
      const held = sessions.map((session, index) => ({ id: sessionIdOf(index), userId: null, ...session }));
      await standIn.admin("POST", "reset", { clock: { now, frozen: true }, sessions: held, ...company });
    },
    receive,
    /** As WTS posts it; `date` makes it another body. */
    deliver: (eventType: string, index: number, { date = "2026-11-20T12:00:00Z", content = {} } = {}) =>
      receive({ eventType, date, content: { id: sessionIdOf(index), ...content } }),
    /** Everything in the queue is worked on. */
    drain: async (): Promise<void> => {
      const message = { messageId: "m", receiptHandle: "r", body: "", groupId: "g", receiveCount: 1 };
      const endBy = clock.now() + 60_000;
      for (const event of queued.splice(0))
        await current.work(event, {
          message: { ...message, sentAtMs: clock.now() },
          timeBox: { startBy: endBy, endBy },
          owner: "worker",
        });
    },
    pause: () => isPaused.pause("default"),
    resume: () => isPaused.resume("default"),
    latest: (): Reconciliation | undefined => {
      const item = memory.peek(accountKeys.reconciliation("default"));
      return item?.reconciliation === undefined ? undefined : JSON.parse(String(item.reconciliation));
    },
    reported: (index: number, day: string) =>
      memory.peek(placeKeys.reported({ account: "default", sessionId: sessionIdOf(index) }, day)),
    eventsOf: (type: string) => published.filter((event) => event.type === type).map(({ detail }) => detail),
    published,
    calls: async () => (await journalOf(standIn.admin)).filter(({ path }) => path === "/chat/v2/session"),
    tableSteps: () => death.steps,
  };
};

export type ReconciliationWorld = ReturnType<typeof reconciliationWorld>;
