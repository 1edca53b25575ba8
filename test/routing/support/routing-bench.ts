// reassign-session in this process, on the stand-in and a table in memory; what it queues, parks and publishes is recorded.

import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { messageGuard } from "../../../lib/commands/messages/message-guard.ts";
import { commandApplier } from "../../../lib/commands/queue/apply-commands.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseAccounts } from "../../../lib/core/accounts-secret.ts";
import { commandIdOf } from "../../../lib/core/command/command-id.ts";
import { parseTargetedCommand } from "../../../lib/core/command/targeted-command.ts";
import type { Outcome } from "../../../lib/core/outcome.ts";
import { groupOf } from "../../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { type Ledger, ledger } from "../../../lib/records/ledger.ts";
import { optOuts } from "../../../lib/records/opt-outs.ts";
import { rawDeliveries } from "../../../lib/records/raw-deliveries.ts";
import { contents } from "../../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { commandRouter } from "../../../lib/routing/route-command.ts";
import type { EventDependencies } from "../../../lib/routing/routing-dependencies.ts";
import { routingRecords } from "../../../lib/routing/routing-records.ts";
import type { Clock } from "../../../lib/runtime/clock.ts";
import { type ConnectWts, connectWts, wtsAt } from "../../../lib/wts/connect.ts";
import type { RateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { bookerForTests } from "../../support/booker-for-tests.ts";
import { nearTable } from "../../support/near-table.ts";
import { peopleOf } from "../../support/people.ts";
import { recording } from "../../support/recording.ts";
import { journalOf, startTestStandIn, testAccounts } from "../../support/wts-stand-in.ts";
import { routingFunction } from "./routing-function.ts";

export type PolicyInput = NonNullable<NonNullable<HooksConfigInput["routing"]>["policies"]>[number];

/** Nothing but commands is queued here. */
const noWorker = async (): Promise<void> => {
  throw new Error("nothing here queues it");
};

const limitless: RateLimiter = {
  take: async () => {},
  pause: async () => {},
  rateNow: async () => ({ tokenMs: 0, waitMs: 0, mostAtOnce: 1, freeInMs: 0 }),
  reserve: async () => {
    throw new Error("nothing here reserves");
  },
};

export interface FunctionOptions {
  policies: readonly PolicyInput[];
  clock: Clock;
  routing?: Omit<NonNullable<HooksConfigInput["routing"]>, "policies">;
  leaseMs?: number;
  /** Replaces what the lifecycle records in. */
  changeLedger?(ledger: Ledger): Ledger;
  /** Replaces parts of it, for what goes wrong in between. */
  change?(dependencies: EventDependencies): Partial<EventDependencies>;
}

interface HeldSession {
  id: string;
  status: string;
  departmentId: string | null;
  userId: string | null;
  botId: string | null;
}

export type Bench = Awaited<ReturnType<typeof startBench>>;

export const startBench = async () => {
  const standIn = await startTestStandIn();
  const { admin } = standIn;
  const table = nearTable();
  const accounts = parseAccounts(JSON.stringify(testAccounts));
  let serial = 0;

  /** As a process that has just started: what it remembers it has from the table. */
  const start = ({ policies, clock, routing: rest, leaseMs = 60_000, ...changes }: FunctionOptions) => {
    const { change = () => ({}), changeLedger = (unchanged) => unchanged } = changes;
    const config = defineConfig({ routing: { ...rest, policies: [...policies] }, wts: { baseUrl: standIn.url } });
    const { routing, account, language } = config;
    const aws = recording();
    const records = changeLedger(ledger({ table, clock }));
    const leases = sessionLeases({ table, clock });
    const secret = { get: async () => accounts, refresh: async () => accounts };
    const connect: ConnectWts = connectWts({ secret, wts: wtsAt(config), limiterOf: () => limitless, clock });
    const dependencies: EventDependencies = {
      ...{ routing, account, zones: config, language, config: { leaseMs, tokenWaitMs: 20_000 } },
      ...{ accounts: secret, connect, clock },
      ...routingRecords({ table, clock, routing, account, zones: config, leaseMs }),
      ...{ queue: aws.queue, parked: aws.parked, bus: aws.bus, log: aws.log, meter: aws.meter },
      ...{ ledger: records, lifecycle: lifecycle({ ...aws, ledger: records, leases, clock }) },
      killSwitch: killSwitch({ table, clock }),
    };
    const workEvent = routingFunction({ ...dependencies, ...change(dependencies) });
    const invoke = (event: unknown, leftMs = 300_000) => {
      serial += 1;
      return workEvent(event, { id: `invocation-${serial}`, endBy: clock.now() + leftMs });
    };
    const given = { ...dependencies, ...change(dependencies) };
    const router = commandRouter(given);
    const workCommands = commandApplier({
      ...{ ...given, config: { ...config.queue, leaseMs }, router },
      guardOf: (account, options) =>
        messageGuard({
          ...{ account, messages: config.messages, optOuts: optOuts({ table, clock }), clock },
          ...options,
        }),
      contents: contents({ table, clock }),
      rawDeliveries: rawDeliveries({ table, clock, keptDays: 14 }),
      booker: bookerForTests({ table, clock }),
      workers: { event: noWorker, delivery: noWorker },
    });
    /** The queue hands these commands to one invocation of its worker; answers which of them have to come again. */
    const work = (...commands: readonly QueuedCommand[]) => {
      serial += 1;
      const messages = commands.map((command, index) => ({
        ...{ messageId: command.id, receiptHandle: `r${index}`, body: JSON.stringify(command) },
        ...{ groupId: groupOf(command), sentAtMs: clock.now(), receiveCount: 1 },
      }));
      const startBy = clock.now() + 40_000;
      return workCommands(messages, { startBy, endBy: startBy + 10_000 }, `invocation-${serial}`);
    };
    return {
      aws,
      dependencies,
      router,
      work,
      invoke,
      tick: (leftMs?: number) => invoke({ "detail-type": "Scheduled Event", source: "aws.events", id: "t" }, leftMs),
      published: (type: Outcome["type"]) => aws.taken.published.filter((outcome) => outcome.type === type),
      lines: () => aws.taken.lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  };

  /** A route command as a webhook's mapping yields it. */
  const routeOf = (input: object, changes: Partial<QueuedCommand> = {}): QueuedCommand => {
    serial += 1;
    const parsed = parseTargetedCommand({ command: "route", reason: "cliente pediu", ...input }, { timeZone: "UTC" });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const deliveryId = `delivery-${serial}`;
    const origin = { account: "default", source: "webhook:loja", deliveryId };
    return {
      ...{ kind: "command", id: commandIdOf({ ...origin, index: 0 }), ...origin, door: "webhook" },
      ...{ correlationId: deliveryId, causationId: deliveryId, hops: 0, attempt: 0 },
      ...{ targeted: parsed.targeted, ...changes },
    };
  };

  const event = (detailType: string, detail: object, envelope: object = {}) => {
    serial += 1;
    const id = `event-${serial}`;
    return {
      version: "0",
      id,
      "detail-type": detailType,
      source: "crm",
      time: "2026-11-20T12:00:00Z",
      detail,
      ...envelope,
    };
  };

  const ofWts = (detail: object) => {
    serial += 1;
    return { id: `wts-${serial}`, account: "default", source: "webhook:wts", hops: 0, correlationId: "w", ...detail };
  };

  return {
    standIn,
    admin,
    table,
    start,
    routeOf,
    requested: (detail: object, envelope?: object) =>
      event("Session Reassignment Requested", { reason: "cliente pediu", ...detail }, envelope),
    created: (sessionId: string, detail: object = {}) => {
      const session = { id: sessionId };
      return event(
        "WTS SESSION_NEW",
        { ...ofWts(detail), eventType: "SESSION_NEW", sessionId, session, changes: [] },
        ours,
      );
    },
    updated: (sessionId: string, changes: unknown, detail: object = {}) => {
      return event("WTS SESSION_UPDATE", { ...ofWts(detail), eventType: "SESSION_UPDATE", sessionId, changes }, ours);
    },
    held: (id: string) => admin<HeldSession>("GET", `sessions/${id}`),
    writes: async () => (await journalOf(admin, true)).map(({ path }) => path.split("/").at(-1)),
    people: () => peopleOf(admin),
    stop: standIn.stop,
  };
};

const ours = { source: "wts-session-hooks" };

export const sessionIdOf = (index: number): string => `5e550000-0000-4000-8000-${String(index).padStart(12, "0")}`;
