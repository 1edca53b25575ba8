// Everything that works on sessions, in this process, on one table and the stand-in: queue, callers, auto-close and routing.

import { autoCloseRecords } from "../../lib/auto-close/auto-close-dependencies.ts";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { accountRunner } from "../../lib/auto-close/run-account.ts";
import { undoRun } from "../../lib/auto-close/undo-run.ts";
import type { Table } from "../../lib/aws/table.ts";
import { nowApplier } from "../../lib/commands/apply/apply-now.ts";
import { lifecycle } from "../../lib/commands/execute-once.ts";
import { commandApplier } from "../../lib/commands/queue/apply-commands.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { parseCommand } from "../../lib/core/command/command.ts";
import { commandIdOf, contentIdOf } from "../../lib/core/command/command-id.ts";
import { parseTargetedCommand } from "../../lib/core/command/targeted-command.ts";
import { groupOf, type QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { Provenance, QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { rememberedMs } from "../../lib/records/ledger.ts";
import { rawDeliveries } from "../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../lib/records/refused-requests.ts";
import { contents } from "../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { routingRecords } from "../../lib/routing/routing-records.ts";
import { eventWorker } from "../../lib/webhooks/work-event.ts";
import { connectWts, wtsAt } from "../../lib/wts/connect.ts";
import type { RateLimiter } from "../../lib/wts/rate-limit/rate-limiter.ts";
import { routingFunction } from "../routing/support/routing-function.ts";
import { bookerForTests } from "./booker-for-tests.ts";
import type { ManualClock } from "./manual-clock.ts";
import { recording } from "./recording.ts";
import { type TestStandIn, testAccounts } from "./wts-stand-in.ts";

const limitless: RateLimiter = {
  take: async () => {},
  pause: async () => {},
  rateNow: async () => ({ tokenMs: 0, waitMs: 0, mostAtOnce: 1, freeInMs: 0 }),
  reserve: async () => {
    throw new Error("nothing here reserves");
  },
};

interface SessionLifeOptions {
  table: Table;
  standIn: Pick<TestStandIn, "url" | "admin">;
  clock: ManualClock;
  config: HooksConfig;
}

export const sessionLife = ({ table, standIn, clock, config }: SessionLifeOptions) => {
  const aws = recording();
  const { account, language, queue: queueConfig, routing } = config;
  const { leaseMs } = queueConfig;
  const accounts = parseAccounts(JSON.stringify(testAccounts));
  const secret = { get: async () => accounts, refresh: async () => accounts };
  const limiterOf = () => limitless;
  const connect = connectWts({ secret, wts: wtsAt(config, standIn.url), limiterOf, clock });
  const records = autoCloseRecords(table, clock, config);
  const once = lifecycle({ ...aws, ledger: records.ledger, leases: sessionLeases({ table, clock }), clock });
  const shared = { ...aws, ...records, lifecycle: once, connect, clock };
  const worker = {
    ...shared,
    config: queueConfig,
    contents: contents({ table, clock }),
    mayAnswer: refusedRequests({ table, clock }),
    rawDeliveries: rawDeliveries({ table, clock, keptDays: 14 }),
    booker: bookerForTests({ table, clock }),
  };
  const onlyCommands = async () => {
    throw new Error("no delivery waits in the queue of this test");
  };
  const applyQueued = commandApplier({ ...worker, workers: { event: eventWorker(worker), delivery: onlyCommands } });
  const applyNow = nowApplier({ lifecycle: once, leaseMs, clock });
  const route = routingFunction({
    ...{
      ...shared,
      ...routingRecords({ table, clock, routing, account, zones: config, leaseMs }),
      routing,
      account,
      zones: config,
      language,
      accounts: secret,
    },
    config: { leaseMs, tokenWaitMs: 20_000 },
  });
  const autoClose = { ...shared, config, limiterOf };
  let serial = 0;
  const next = (): string => {
    serial += 1;
    return String(serial);
  };
  const timeBox = () => ({ startBy: clock.now() + 60_000, endBy: clock.now() + 90_000 });

  const deliver = async (...items: readonly QueueItem[]): Promise<void> => {
    const message = (item: QueueItem) => ({
      ...{ messageId: next(), receiptHandle: "r", body: JSON.stringify(item), groupId: groupOf(item) },
      ...{ sentAtMs: clock.now(), receiveCount: 1 },
    });
    await applyQueued(items.map(message), timeBox(), next());
  };

  return {
    aws,
    records,
    deliver,
    /** What was queued meanwhile is applied, until nothing waits. */
    deliverQueued: async (): Promise<void> => {
      for (let items = aws.taken.queued.splice(0); items.length > 0; items = aws.taken.queued.splice(0))
        await deliver(...items);
    },
    /** Both clocks move. */
    advance: async (ms: number): Promise<void> => {
      clock.advance(ms);
      await standIn.admin("PUT", "clock", { now: new Date(clock.now()).toISOString(), frozen: true });
    },
    queued: (
      input: object,
      { deliveryId = next(), content, ...rest }: Partial<Provenance> & { content?: string } = {},
    ): QueuedCommand => {
      const parsed = parseTargetedCommand(input, { timeZone: config.timeZone });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
      const origin = { account, source: "webhook:loja", deliveryId };
      return {
        ...{
          kind: "command",
          id: commandIdOf({ ...origin, index: 0 }),
          ...origin,
          door: "webhook",
          hops: 0,
          attempt: 0,
        },
        ...{ correlationId: deliveryId, causationId: deliveryId, targeted: parsed.targeted, ...rest },
        receivedAt: new Date(clock.now()).toISOString(),
        ...(content !== undefined && {
          contents: [{ id: contentIdOf({ ...origin, contentHash: content, index: 0 }), withinMs: rememberedMs }],
        }),
      };
    },
    patch: async (input: object, { repeatable = false } = {}): Promise<void> => {
      const parsed = parseCommand(input, { timeZone: config.timeZone });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
      const deliveryId = `request-${next()}`;
      const origin = { account, source: "http:painel", deliveryId };
      const id = commandIdOf({ ...origin, index: 0 });
      await applyNow({
        command: parsed.command,
        provenance: {
          ...origin,
          id,
          door: "http",
          correlationId: deliveryId,
          causationId: deliveryId,
          hops: 0,
          attempt: 0,
        },
        wts: connect(account, { priority: "caller", timeBox: timeBox(), tokenWaitMs: 5_000 }),
        timeBox: timeBox(),
        repeatable,
      });
    },
    /** An event of the bus, as reassign-session gets it. */
    route: (type: string, source: string, detail: object): Promise<unknown> => {
      const id = `event-${next()}`;
      const time = new Date(clock.now()).toISOString();
      const event = { version: "0", id, "detail-type": type, source, time, detail };
      return route(event, { id: next(), endBy: clock.now() + 300_000 });
    },
    /** A run of auto-close, whose policies are all confirmed. */
    run: async (): Promise<void> => {
      for (const policy of config.autoClose.policies)
        await records.approvals.confirm(account, policy.name, policyHash(policy));
      const owner = `run ${next()}`;
      await accountRunner(autoClose)({
        ...{ account, nowMs: clock.now(), owner, endBy: clock.now() + 880_000, startedBy: "schedule" },
      });
    },
    undo: async (): Promise<void> => {
      const [last] = await records.runs.list(account, 1);
      if (!last) throw new Error("there was no run");
      const wts = connect(account, { priority: "caller", timeBox: timeBox(), tokenWaitMs: 5_000 });
      const { endBy } = timeBox();
      await undoRun(last, { ...autoClose, applyNow, wts, endBy, dryRun: false, onSession: () => {} });
    },
  };
};

export type SessionLife = ReturnType<typeof sessionLife>;
