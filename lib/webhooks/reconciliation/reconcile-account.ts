// One account's reconciliation of a day: begins it when its time has come, goes on with one that was cut off, and says what it found.
import type { Bus } from "../../aws/bus.ts";
import { commandIdOf } from "../../core/command/command-id.ts";
import { faults } from "../../core/faults.ts";
import { localDay, offsetMs } from "../../core/hours/local-time.ts";
import { type Zones, zoneOf } from "../../core/hours/zone-of.ts";
import { webhookSource } from "../../core/queue/webhook-source.ts";
import type { KillSwitch } from "../../records/kill-switch.ts";
import type { Clock, TimeBox } from "../../runtime/clock.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import type { Log } from "../../runtime/log.ts";
import type { ConnectWts, LimiterOf } from "../../wts/connect.ts";
import { RateLimited } from "../../wts/rate-limit/rate-limited.ts";
import { newSessionType } from "../mapping/queued-wts-event.ts";
import type { Sources } from "../sources/sources.ts";
import { readCreatedSessions } from "./read-created-sessions.ts";
import { pageReconciler, type ReconcilePageDependencies } from "./reconcile-page.ts";
import type { ReconciliationConfig } from "./reconciliation-config.ts";
import {
  countNames,
  type Reconciliation,
  type ReconciliationLease,
  type ReconciliationRecords,
} from "./reconciliation-records.ts";

export interface ReconciliationDependencies extends ReconcilePageDependencies {
  config: { account: string; sources: Sources; reconcile: ReconciliationConfig } & Zones;
  /** Whether a policy of the account has SESSION_NEW for its trigger. */
  isWanted(account: string): boolean;
  records: ReconciliationRecords;
  bus: Bus;
  killSwitch: KillSwitch;
  connect: ConnectWts;
  limiterOf: LimiterOf;
  clock: Clock;
  log: Log;
}

const dayMs = 86_400_000;
/** A webhook may still be under way to us, or in the queue. */
const underWayMs = 600_000;
/** Events are known as copies for 14 days. */
const farthestMs = 12 * dayMs;
const mostCalls = 50;
/** Somebody else's calls go first; where none is free for so long, the next minute goes on. */
const tokenWaitMs = 30_000;

const noCounts = { seen: 0, known: 0, missing: 0, added: 0 };

const publishingSources = (sources: Sources, account: string, ownAccount: string): readonly string[] =>
  Object.entries(sources).flatMap(([name, source]) =>
    source.publish?.includes(newSessionType) && !source.observe && (source.account ?? ownAccount) === account
      ? [webhookSource(name)]
      : [],
  );

/** What the latest one did not get to is looked at first, also where it is many days ago: the account may have been paused. */
const spanOf = (latest: Reconciliation | undefined, sinceMs: number, days: number, nowMs: number) => {
  const usualMs = nowMs - days * dayMs;
  const reachedMs = latest?.end === "done" ? latest.toMs : (latest?.cursor.createdMs ?? usualMs);
  const wantedMs = Math.min(usualMs, reachedMs);
  return { fromMs: Math.max(wantedMs, sinceMs, nowMs - farthestMs), toMs: nowMs - underWayMs };
};

export const accountReconciler = (dependencies: ReconciliationDependencies) => {
  const { config, isWanted, records, bus, killSwitch, connect, limiterOf, clock, log } = dependencies;
  const reconcilePage = pageReconciler(dependencies);

  const begun = (day: string, { latest, sinceMs }: ReconciliationLease): Reconciliation => {
    const startedAtMs = clock.now();
    const span = spanOf(latest, sinceMs, config.reconcile.days, startedAtMs);
    const cursor = { createdMs: span.fromMs, ids: [], page: 1 };
    return { day, startedAtMs, ...span, cursor, counts: noCounts, calls: 0 };
  };

  const publish = async (account: string, { day, startedAtMs, fromMs, toMs, counts, calls, end }: Reconciliation) => {
    const id = commandIdOf({ account, source: "reconciliation", deliveryId: `${day}/${startedAtMs}`, index: 0 });
    const span = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    await bus.publish([{ type: "Webhooks Reconciled", detail: { id, account, day, ...span, ...counts, calls, end } }]);
    const line = { account, day, ...counts, calls, end };
    if (counts.missing > 0 || end === "stopped") log.warn("webhooks reconciled", line);
    else log.info("webhooks reconciled", line);
  };

  /** Answers it as far as it came; undefined when somebody else has it by now. */
  const goOn = async (
    account: string,
    start: Reconciliation,
    lease: ReconciliationLease,
    timeBox: TimeBox,
  ): Promise<Reconciliation | undefined> => {
    const sources = publishingSources(config.sources, account, config.account);
    const limiter = limiterOf(account);
    let current = start;
    const take = async ({ startBy }: { startBy: number }): Promise<void> => {
      if (current.calls >= mostCalls) throw new RateLimited(dayMs, "limit");
      await limiter.take("background", { startBy });
      current = { ...current, calls: current.calls + 1 };
    };
    const reservation = { take, release: async () => {} };
    const { client } = connect(account, { priority: "background", timeBox, tokenWaitMs, reservation });
    while (!current.end) {
      if (current.fromMs > current.toMs || sources.length === 0) current = { ...current, end: "done" };
      else if (current.calls >= mostCalls) current = { ...current, end: "stopped" };
      if (current.end) return (await lease.save(current)) ? current : undefined;
      if (clock.now() >= timeBox.startBy || (await killSwitch.isPaused(account))) return current;
      // One that is killed in the middle of a call has made it.
      if (!(await lease.save({ ...current, calls: current.calls + 1 }))) return undefined;
      try {
        const page = await readCreatedSessions(client, current.cursor, current.toMs);
        const { undated } = page;
        if (undated > 0) log.warn("sessions not compared", { account, day: current.day, sessions: undated });
        const given = { account, sources, isWanted: isWanted(account), ...current };
        const found = await reconcilePage(page.sessions, given);
        const counts = { ...current.counts };
        for (const name of countNames) counts[name] += found[name];
        // A page that is counted is never read again.
        current = { ...current, counts, ...(page.next ? { cursor: page.next } : { end: "done" }) };
        if (!(await lease.save(current))) return undefined;
      } catch (error) {
        const fault = toFault(error);
        const fields = { account, day: current.day, calls: current.calls, ...faultFields(fault) };
        if (fault.kind === faults.wtsUnavailable) log.warn("reconciliation interrupted", fields);
        else log.error("reconciliation failed", fields);
        if (current.calls < mostCalls) return (await lease.save(current)) ? current : undefined;
      }
    }
    return current;
  };

  const isDue = (account: string, day: string): boolean => {
    const nowMs = clock.now();
    return nowMs + offsetMs(nowMs, zoneOf(config, account)) >= Date.parse(`${day}T${config.reconcile.at}:00Z`);
  };

  /** Answers the day that needs nothing more; undefined while one is to come, or under way. Throws Fault. */
  return async (
    account: string,
    { owner, timeBox }: { owner: string; timeBox: TimeBox },
  ): Promise<string | undefined> => {
    const day = localDay(clock.now(), zoneOf(config, account));
    if (!isDue(account, day) || (await killSwitch.isPaused(account))) return undefined;
    const lease = await records.take(account, owner);
    if (!lease) return undefined;
    try {
      const isOfToday = lease.latest?.day === day;
      const start = isOfToday && lease.latest ? lease.latest : begun(day, lease);
      const reached = await goOn(account, start, lease, timeBox);
      if (!reached?.end) return undefined;
      if (reached.isPublished) return day;
      // It may be published twice, under its id.
      await publish(account, reached);
      await lease.save({ ...reached, isPublished: true });
      return day;
    } finally {
      // A lease that cannot be given back ends by itself.
      await lease.release().catch(() => {});
    }
  };
};
