// Looks at what the table and the queues hold: what is parked, waits, is paused, or was never done, and how the rate is used.

import { hasWork, policyModes } from "../../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../../lib/auto-close/records/policy-approvals.ts";
import { runRecords } from "../../../lib/auto-close/records/run-records.ts";
import { policiesOf } from "../../../lib/auto-close/rules/policies-of.ts";
import type { HooksConfig } from "../../../lib/config.ts";
import { localeOf } from "../../../lib/core/texts/locale-of.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { reconciliationRecords } from "../../../lib/webhooks/reconciliation/reconciliation-records.ts";
import { ringAt } from "../../../lib/wts/rate-limit/rate-ring.ts";
import { rateRules } from "../../../lib/wts/rate-limit/rate-rules.ts";
import { usedPercent } from "../../../lib/wts/rate-limit/used-percent.ts";
import type { Connection } from "../../connection.ts";
import { shownTime } from "../../display/time-text.ts";
import { depthIfThere } from "../../status/queue-depth.ts";
import type { Examined } from "../examined.ts";
import { type CheckName, type Finding, notChecked, ok, warning, wrong } from "../finding.ts";

const minuteMs = 60_000;

type WithStack = (
  connection: Connection,
  config: HooksConfig,
  accounts: readonly string[],
) => Promise<readonly Finding[]>;

/** Each needs a stack, a configuration, and the accounts there are. */
const withStack = async (examined: Examined, check: CheckName, look: WithStack): Promise<readonly Finding[]> => {
  const { connection, config, accountNames, say } = examined;
  if (!connection) return [notChecked(check, say.needsStack)];
  if (!config) return [notChecked(check, say.needsConfig)];
  // Where the accounts are unknown, which was told of, the configuration's own is there in any case.
  const accounts = await accountNames().catch(() => [config.account]);
  return look(connection, config, accounts);
};

const parkedIn = async (connection: Connection, queue: "parked" | "commands-dead"): Promise<number | undefined> => {
  const depth = await depthIfThere(connection, queue);
  return depth && depth.waiting + depth.hidden;
};

export const checkParked = async ({ connection, say }: Examined): Promise<readonly Finding[]> => {
  if (!connection) return [notChecked("parked", say.needsStack)];
  const [parked, dead] = await Promise.all([parkedIn(connection, "parked"), parkedIn(connection, "commands-dead")]);
  const findings = [
    ...(parked === undefined ? [wrong("parked", say.queueMissing("parked"))] : []),
    ...(dead === undefined ? [wrong("parked", say.queueMissing("commands-dead"))] : []),
    ...(parked ? [wrong("parked", say.parkedSome(parked))] : []),
    ...(dead ? [wrong("parked", say.deadSome(dead))] : []),
  ];
  return findings.length > 0 ? findings : [ok("parked", say.parkedNone)];
};

/** More than WTS takes of an account in some minutes. */
const manyWaiting = 500;

export const checkQueues = async ({ connection, say }: Examined): Promise<readonly Finding[]> => {
  if (!connection) return [notChecked("queues", say.needsStack)];
  const names = ["commands", "reassign-session-events"] as const;
  const depths = await Promise.all(names.map(async (name) => ({ name, depth: await depthIfThere(connection, name) })));
  const missing = depths.filter(({ depth }) => !depth);
  if (missing.length > 0) return missing.map(({ name }) => wrong("queues", say.queueMissing(name)));
  const waiting = depths.reduce((sum, { depth }) => sum + (depth?.waiting ?? 0), 0);
  return [waiting >= manyWaiting ? warning("queues", say.queuesLong(waiting)) : ok("queues", say.queuesGood(waiting))];
};

/** What could not be published when it happened is published within some minutes, unless the bus is away. */
export const checkOutcomes = async ({ connection, now, say }: Examined): Promise<readonly Finding[]> => {
  if (!connection) return [notChecked("outcomes", say.needsStack)];
  const count = (await ledger({ table: connection.table, clock: { now } }).due(500)).length;
  return [count > 0 ? warning("outcomes", say.outcomesDue(count)) : ok("outcomes", say.outcomesGood)];
};

export const checkPaused = (examined: Examined): Promise<readonly Finding[]> =>
  withStack(examined, "paused", async ({ table }, config, accounts) => {
    const { now, say } = examined;
    const ofAccount = async (account: string): Promise<readonly Finding[]> => {
      const [isPaused, modes] = await Promise.all([
        killSwitch({ table, clock: { now } }).isPaused(account),
        policyModes({ config, approvals: policyApprovals({ table }) }, account),
      ]);
      return [
        ...(isPaused ? [warning("paused", say.pausedAccount(account), account)] : []),
        ...[...modes].flatMap(([policy, { mode }]) => {
          if (mode === "paused") return [warning("paused", say.pausedPolicy(policy, account), account)];
          return mode === "waiting" ? [warning("paused", say.waitingPolicy(policy, account), account)] : [];
        }),
      ];
    };
    const findings = (await Promise.all(accounts.map(ofAccount))).flat();
    return findings.length > 0 ? findings : [ok("paused", say.pausedNone)];
  });

/** It is told of for so long. */
const recentMs = 30 * minuteMs;
const fullPercent = 90;

export const checkRate = (examined: Examined): Promise<readonly Finding[]> =>
  withStack(examined, "rate", async ({ rates }, { limits }, accounts) => {
    const { now, say } = examined;
    const rules = rateRules(limits);
    const ofAccount = async (account: string): Promise<Finding> => {
      const { counts, slot, pausedUntil } = await rates.read(account);
      const present = Math.max(slot, Math.floor(now() / rules.slotMs));
      const percent = Math.round(usedPercent({ counts: ringAt(counts, slot, present, rules.slots) }, rules));
      // Everybody pauses after a 429, which is the only trace that others leave.
      const sinceMs = now() - pausedUntil;
      if (sinceMs < recentMs)
        return warning("rate", say.rateRefused(Math.max(1, Math.ceil(sinceMs / minuteMs)), percent), account);
      return percent >= fullPercent
        ? warning("rate", say.rateFull(percent), account)
        : ok("rate", say.rateGood(percent), account);
    };
    return Promise.all(accounts.map(ofAccount));
  });

const dayMs = 86_400_000;
/** The schedule calls every minute; whatever has not run for three times as long as it should has stopped. */
const patience = 3;
const shortestPatienceMs = 10 * minuteMs;

export const checkSchedules = (examined: Examined): Promise<readonly Finding[]> =>
  withStack(examined, "schedules", async ({ table, startedAt }, config, accounts) => {
    const { now, stack, say } = examined;
    const clock = { now };
    const since = startedAt ? Date.parse(startedAt()) : ((await stack())?.changedAt?.getTime() ?? now());
    const { everyMinutes, runsKeptDays: keptDays } = config.autoClose;
    const patienceMs = Math.max(shortestPatienceMs, patience * everyMinutes * minuteMs);
    const runsOf = async (account: string): Promise<readonly Finding[]> => {
      if (!policiesOf(config, account).some(({ enabled }) => enabled)) return [];
      const [[run], isPaused, modes] = await Promise.all([
        runRecords({ table, clock, keptDays }).list(account, 1),
        killSwitch({ table, clock }).isPaused(account),
        policyModes({ config, approvals: policyApprovals({ table }) }, account),
      ]);
      if (run?.state === "stopped") return [wrong("schedules", say.runStopped(run.id), account)];
      // What keeps it from running was told of as paused.
      if (isPaused || !hasWork(modes)) return [ok("schedules", say.runsHeldBack, account)];
      if (run?.state === "refused" || run?.state === "failed")
        return [wrong("schedules", say.runFailed(run.id, run.problems.join("; ")), account)];
      const wasUpMs = now() - since;
      if (!run)
        return [
          wasUpMs > patienceMs ? wrong("schedules", say.runsNever, account) : ok("schedules", say.runsNotYet, account),
        ];
      const ageMs = now() - Date.parse(run.startedAt);
      if (run.state !== "running" && Math.min(ageMs, wasUpMs) > patienceMs)
        return [wrong("schedules", say.runsRest(Math.floor(ageMs / minuteMs)), account)];
      return [
        ok("schedules", say.schedulesGood(say.lastRun(shownTime(run.startedAt, localeOf(config, account)))), account),
      ];
    };
    const reconciliationOf = async (account: string): Promise<readonly Finding[]> => {
      const { at, accounts: wanted = [config.account] } = config.reconcile;
      if (at === undefined || !wanted.includes(account)) return [];
      const latest = await reconciliationRecords({ table, clock }).latest(account);
      if (!latest) return now() - since > 2 * dayMs ? [wrong("schedules", say.reconciliationNever, account)] : [];
      return now() - latest.startedAtMs > 2 * dayMs && now() - since > 2 * dayMs
        ? [wrong("schedules", say.reconciliationRests(latest.day), account)]
        : [];
    };
    const findings = await Promise.all(accounts.flatMap((account) => [runsOf(account), reconciliationOf(account)]));
    const all = findings.flat();
    return all.length > 0 ? all : [ok("schedules", say.schedulesNone)];
  });
