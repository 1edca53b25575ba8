// Runs every minute for what no event tells: one runner works on an account, and what it does not get to, the next one does.
import { alertCodeOf } from "../core/alert.ts";
import { type Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/hours/local-time.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { readSessionFacts, type SessionFacts } from "../core/sessions/session-facts.ts";
import { raiseAlert } from "../records/raise-alert.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { Wts } from "../wts/connect.ts";
import { dueFinder, type KnownStates } from "./due-sessions.ts";
import { peopleReader } from "./people-reader.ts";
import type { ScheduleLease } from "./records/schedule-lease.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import type { Candidate } from "./rules/candidate.ts";
import { isScheduled } from "./rules/due-trigger.ts";
import { policiesOf } from "./rules/policies-of.ts";
import { isClosedEverywhere } from "./rules/policy-hours.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";
import { waitingFromMs, waitsForNobody } from "./rules/waiting-contact.ts";
import type { SessionTrigger } from "./session-trigger.ts";
import type { RouteSession, TriggerContext } from "./trigger-context.ts";

/** So many sessions are read at once while looking for what is due. */
const scannedAtOnce = 25;
/** A session that somebody else works on for longer than this is left to the next run, which is soon. */
const sessionWaitMs = 2_000;
/** A session that failed is not tried again every minute, unless something about it changes. */
const restMs = 600_000;
/** After so many failures in a row it may not be the sessions that are at fault. */
const maxFailures = 3;
/** After so many minutes in a row that failed, people are alerted. */
const alertingFailures = 3;

const keyOf = ({ departmentId, userId, status, lastMessageInMs, lastMessageOutMs }: SessionFacts): string =>
  [departmentId, userId, status, lastMessageInMs, lastMessageOutMs].join("/");

/** Whoever has waited longest comes first; where the run before was cut off, those that it did not get to come before them. */
const inOrder = (sessions: readonly SessionFacts[], stoppedAt: string | undefined): readonly SessionFacts[] => {
  const first = sessions.findIndex(({ id }) => id === stoppedAt);
  return first > 0 ? [...sessions.slice(first), ...sessions.slice(0, first)] : sessions;
};

interface Memory {
  states: KnownStates;
  /** Sessions that failed, with what they were then, and until when they are not tried again. */
  resting: Map<string, { key: string; untilMs: number }>;
  /** How many names and hours could not be used at the last run. */
  problems: number;
}

interface Run {
  account: string;
  wts: Wts;
  context: TriggerContext;
  lease: ScheduleLease;
  policies: readonly RoutingPolicy[];
}

export const scheduleRunner = (dependencies: RoutingDependencies, routeSession: RouteSession) => {
  const { routing, account: ownAccount, zones, config, accounts, killSwitch, runs, loads, connect } = dependencies;
  const { moves, holds, repliesOf, hoursOf, clock, log, meter } = dependencies;
  const reader = peopleReader({ ...dependencies, leaseMs: config.leaseMs });
  const memoryOf = perAccount((): Memory => ({ states: new Map(), resting: new Map(), problems: 0 }));

  /** A minute that fails may pass by itself; so many in turn do not, and neither does what only people can mend. */
  const failedInTurn = new Map<string, number>();

  const fail = async (error: unknown, account?: string): Promise<void> => {
    const fault = toFault(error);
    log.error("routing run failed", { ...(account !== undefined && { account }), ...faultFields(fault) });
    const of = account ?? ownAccount;
    const failed = (failedInTurn.get(of) ?? 0) + 1;
    failedInTurn.set(of, failed);
    const code = alertCodeOf(fault) ?? (failed >= alertingFailures ? "ROUTING_RUN_FAILED" : undefined);
    if (code) await raiseAlert(dependencies, { account: of, code });
  };

  const rests = ({ resting }: Memory, facts: SessionFacts): boolean => {
    const rest = resting.get(facts.id);
    if (!rest) return false;
    if (rest.key === keyOf(facts) && clock.now() < rest.untilMs) return true;
    resting.delete(facts.id);
    return false;
  };

  /** Answers the id with which the next run has to go on; undefined when everything was looked at. */
  const work = async ({ account, wts, context, lease, policies }: Run): Promise<string | undefined> => {
    const { timeBox } = context;
    const memory = memoryOf(account);
    const { policies: hours, problems } = await hoursOf(account, wts);
    if (problems.length > memory.problems) log.warn("hours in doubt", { account, problems: problems.length });
    memory.problems = problems.length;
    // At night nothing is asked of WTS for those who do nothing then.
    if (policies.filter(isScheduled).every((policy) => isClosedEverywhere(policy, hours, clock.now())))
      return lease.stoppedAt;
    const load = await loads.fresh(account, wts.client);
    const open = load.sessions.flatMap((session) => readSessionFacts(session) ?? []);
    const openIds = new Set(open.map(({ id }) => id));
    for (const id of memory.states.keys()) if (!openIds.has(id)) memory.states.delete(id);
    const names = await reader.names(wts, policies);
    const readCandidates = async () =>
      (await reader.withLoad(account, wts, await reader.people(account, wts))).candidates;
    let candidates: readonly Candidate[] = await readCandidates();
    const replies = repliesOf(account);
    const isDue = dueFinder({
      account,
      client: wts.client,
      policies,
      names,
      hours,
      candidates: () => candidates,
      moves,
      replies,
      holds,
      heldIds: await holds.idsOf(account),
      states: memory.states,
      day: localDay(clock.now(), zoneOf(zones, account)),
      clock,
    });

    const waitsFrom = new Map(open.map((facts) => [facts, waitingFromMs(facts, replies.known(facts) ?? {})]));
    const waitingSessions = open.filter((facts) => waitsFrom.get(facts) !== waitsForNobody).length;
    if (waitingSessions > 0) meter.add("waiting", waitingSessions);
    const byWait = open.toSorted((one, other) => (waitsFrom.get(one) ?? 0) - (waitsFrom.get(other) ?? 0));
    const awake = inOrder(byWait, lease.stoppedAt).filter((facts) => !rests(memory, facts));
    const logLeft = ({ id }: SessionFacts, fault: Fault): void =>
      log.warn("session left for the next run", { account, sessionId: id, ...faultFields(fault) });

    let unseen = 0;
    /** A session that WTS does not show holds up no other; where WTS shows none of so many, the run fails. */
    const dueAmong = async (some: readonly SessionFacts[]): Promise<readonly SessionFacts[]> => {
      const looked = await Promise.allSettled(some.map(isDue));
      const failures = looked.flatMap((each, index) =>
        each.status === "rejected" && some[index] ? [{ facts: some[index], fault: toFault(each.reason) }] : [],
      );
      unseen += failures.length;
      const isFull = some.length === scannedAtOnce && failures.length === some.length;
      if (failures[0] && (isFull || unseen === awake.length)) throw failures[0].fault;
      for (const { facts, fault } of failures) logLeft(facts, fault);
      return some.filter((_, index) => looked[index]?.status === "fulfilled" && looked[index].value);
    };

    const waiting: SessionFacts[] = [];
    for (let start = 0; start < awake.length; start += scannedAtOnce)
      waiting.push(...(await dueAmong(awake.slice(start, start + scannedAtOnce))));
    const due = waiting.length;
    if (due === 0) {
      failedInTurn.delete(account);
      return undefined;
    }

    const counts: Record<string, number> = {};
    let failures = 0;
    let hasMoved = false;

    const giveOut = async (facts: SessionFacts): Promise<void> => {
      if (hasMoved) candidates = await readCandidates();
      hasMoved = false;
      // A session before it may have got the last slot.
      if (!(await isDue(facts))) return;
      const trigger: SessionTrigger = {
        account,
        sessionId: facts.id,
        on: "schedule",
        door: "schedule",
        source: "schedule:reassign-session",
        hops: 0,
      };
      const startBy = Math.min(timeBox.startBy, clock.now() + sessionWaitMs);
      const result = await routeSession(trigger, { ...context, timeBox: { ...timeBox, startBy } });
      counts[result] = (counts[result] ?? 0) + 1;
      if (result === "moved") hasMoved = true;
      if (result === "failed") memory.resting.set(facts.id, { key: keyOf(facts), untilMs: clock.now() + restMs });
    };

    // They are given out one after the other: whoever has waited longest is served first, and the rate limit allows no more anyway.
    for (let facts = waiting[0]; facts; facts = waiting[0]) {
      if (clock.now() >= timeBox.startBy || !(await lease.isMine())) break;
      try {
        await giveOut(facts);
        failures = 0;
      } catch (error) {
        const fault = toFault(error);
        failures += fault.kind === faults.sessionBusy ? 0 : 1;
        logLeft(facts, fault);
        // The next run begins with the sessions behind those that failed.
        if (failures >= maxFailures) await fail(fault, account);
      }
      waiting.shift();
      if (failures >= maxFailures) break;
    }
    if (failures < maxFailures) failedInTurn.delete(account);
    log.info("routing run", { account, open: open.length, due, left: waiting.length, ...counts });
    return waiting[0]?.id;
  };

  const run = async (account: string, context: TriggerContext): Promise<void> => {
    const policies = policiesOf(routing, account, ownAccount);
    if (!policies.some(isScheduled) || (await killSwitch.isPaused(account))) return;
    const lease = await runs.take(account, context.owner);
    if (!lease) return;
    let stoppedAt: string | undefined;
    try {
      const { timeBox } = context;
      const wts = connect(account, { priority: "background", timeBox, tokenWaitMs: timeBox.endBy - clock.now() });
      stoppedAt = await work({ account, wts, context, lease, policies });
    } finally {
      // A lease that cannot be given back ends by itself.
      await lease.release(stoppedAt).catch(() => {});
    }
  };

  /** Never throws: the next minute is the repetition, and a tick of the schedule among the parked messages would be of no use to anybody. */
  return async (context: TriggerContext): Promise<void> => {
    try {
      const known = await accounts.get();
      const all = [...known.keys()];
      await Promise.all(all.map((account) => run(account, context).catch((error) => fail(error, account))));
    } catch (error) {
      await fail(error);
    }
  };
};
