// Holds on the stand-in, with the table in memory and a clock that is moved by hand; what is queued and published is recorded.
import { nowApplier } from "../../../lib/commands/apply/apply-now.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseAccounts } from "../../../lib/core/accounts-secret.ts";
import { parseCommand } from "../../../lib/core/command/command.ts";
import { commandIdOf } from "../../../lib/core/command/command-id.ts";
import type { Provenance } from "../../../lib/core/queue/queued-command.ts";
import { commandHolder } from "../../../lib/holds/hold-command.ts";
import type { HoldsDependencies } from "../../../lib/holds/hold-dependencies.ts";
import { minuteOfHolds } from "../../../lib/holds/minute-of-holds.ts";
import { closedDays } from "../../../lib/records/closed-days.ts";
import { holds } from "../../../lib/records/holds.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { connectWts, wtsAt } from "../../../lib/wts/connect.ts";
import type { RateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { type MemoryTable, memoryTable } from "../../support/memory-table.ts";
import { recording } from "../../support/recording.ts";
import { wtsForTests } from "../../support/wts-for-tests.ts";
import { journalOf, startTestStandIn, testAccounts } from "../../support/wts-stand-in.ts";

const limitless: RateLimiter = {
  take: async () => {},
  pause: async () => {},
  rateNow: async () => ({ tokenMs: 0, waitMs: 0, mostAtOnce: 1, freeInMs: 0 }),
  reserve: async () => {
    throw new Error("nothing here reserves");
  },
};

export const sessionId = "5e550000-0000-4000-8000-000000000001";
export const account = "default";

export const startHoldBench = async (now: string) => {
  const standIn = await startTestStandIn();
  const { admin } = standIn;

  /** As a process that has just started: what it knows it has from the table. */
  const start = (
    input: Partial<HooksConfigInput> = {},
    from?: Pick<ReturnType<typeof world>, "clock" | "table" | "aws">,
  ) => world(input, from ?? { clock: manualClock(Date.parse(now)), table: memoryTable(), aws: recording() });

  const world = (
    input: Partial<HooksConfigInput>,
    {
      clock,
      table,
      aws,
    }: { clock: ReturnType<typeof manualClock>; table: MemoryTable; aws: ReturnType<typeof recording> },
  ) => {
    const config = defineConfig({ wts: { baseUrl: standIn.url }, ...input });
    const records = ledger({ table, clock });
    const leases = sessionLeases({ table, clock });
    const kept = holds({ table, clock });
    const days = closedDays({ table, clock });
    const once = lifecycle({ ledger: records, leases, bus: aws.bus, clock, log: aws.log });
    const holder = commandHolder({ config, holds: kept, closedDays: days, queue: aws.queue, clock });
    const applyNow = nowApplier({ lifecycle: once, leaseMs: 60_000, holder, clock });
    const wts = () => wtsForTests(standIn.url, clock);
    let serial = 0;
    const apply = async (given: object, provenance: Partial<Provenance> = {}) => {
      serial += 1;
      const parsed = parseCommand({ command: "hold", sessionId, ...given }, { timeZone: config.timeZone });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
      const origin = { account, source: "webhook:asaas", deliveryId: `delivery-${serial}`, ...provenance };
      const id = commandIdOf({ ...origin, index: 0 });
      const cause = { correlationId: origin.deliveryId, causationId: origin.deliveryId };
      return applyNow({
        command: parsed.command,
        provenance: { door: "webhook", ...origin, ...cause, id, hops: 0, attempt: 0 },
        wts: wts(),
        timeBox: { startBy: clock.now() + 20_000, endBy: clock.now() + 25_000 },
        repeatable: true,
      });
    };
    const secret = parseAccounts(JSON.stringify(testAccounts));
    const dependencies: HoldsDependencies = {
      ...{ config, holds: kept, holder, lifecycle: once, clock, queue: aws.queue, log: aws.log },
      accounts: { get: async () => secret, refresh: async () => secret },
      killSwitch: killSwitch({ table, clock }),
      connect: connectWts({
        secret: { get: async () => secret, refresh: async () => secret },
        wts: wtsAt(config),
        limiterOf: () => limitless,
        clock,
      }),
    };
    /** One tick of the schedule, at that time or now. */
    const tick = async (at?: string, change: Partial<HoldsDependencies> = {}): Promise<void> => {
      if (at !== undefined) {
        clock.advance(Date.parse(at) - clock.now());
        await admin("PUT", "clock", { now: at });
      }
      serial += 1;
      await minuteOfHolds({ ...dependencies, ...change })({
        id: `tick-${serial}`,
        endBy: clock.now() + 120_000,
      });
    };
    const notes = () =>
      aws.taken.queued.flatMap(({ targeted: { command } }) => (command.command === "note" ? [command.text] : []));
    const ended = () => aws.taken.published.filter(({ type }) => type === "Session Hold Ended");
    return {
      dependencies,
      tick,
      notes,
      ended,
      clock,
      table,
      aws,
      config,
      records,
      leases,
      kept,
      days,
      once,
      holder,
      wts,
      apply,
    };
  };

  return {
    standIn,
    admin,
    start,
    /** The stand-in anew, with this one session, at that time. */
    reset: async (session: object = {}) => {
      await admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS", ...session }] });
      await admin("PUT", "limits", { enabled: false });
      await admin("PUT", "clock", { now });
    },
    calls: async () => (await journalOf(admin, false)).map(({ method, path }) => `${method} ${path}`),
    stop: () => standIn.stop(),
  };
};
