// Every minute: what no event tells. One runner an account; what it does not get to, the next one does.
import { type Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/hours/local-time.ts";
import { readSessionFacts, type SessionFacts } from "../core/sessions/session-facts.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { Wts } from "../wts/connect.ts";
import { dueSessions, type Scan } from "./due-sessions.ts";
import { peopleReader } from "./people-reader.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import type { ReassignTrigger } from "./reassign-trigger.ts";
import type { ScheduleLease } from "./records/schedule-lease.ts";
import { scheduledTriggers } from "./rules/due-trigger.ts";
import { policiesOf } from "./rules/policies-of.ts";
import type { Candidate } from "./rules/routing-context.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";
import { triggersOf } from "./rules/triggers-of.ts";
import type { Reassign, Turn } from "./trigger-context.ts";

/** Read at once while looking for what is due. */
const scannedAtOnce = 25;
/** Somebody else works on it: the next run is soon. */
const sessionWaitMs = 2_000;
/** What failed is not tried again every minute, unless something about it changes. */
const restMs = 600_000;
/** After so many in a row it may not be the sessions that are at fault. */
const mostFailures = 3;

const isScheduled = (policy: RoutingPolicy): boolean =>
  policy.escalation.length > 0 ||
  triggersOf(policy).some(({ on }) => scheduledTriggers.some((scheduled) => scheduled === on));

const keyOf = ({ departmentId, userId, status, lastMessageInMs, lastMessageOutMs }: SessionFacts): string =>
  [departmentId, userId, status, lastMessageInMs, lastMessageOutMs].join("/");

interface Memory {
  states: Parameters<typeof dueSessions>[0]["states"];
  /** Until when, and as what. */
  resting: Map<string, { key: string; untilMs: number }>;
}

interface Run {
  account: string;
  wts: Wts;
  turn: Turn;
  lease: ScheduleLease;
  policies: readonly RoutingPolicy[];
}

export const scheduleRunner = (dependencies: ReassignDependencies, reassign: Reassign) => {
  const { routing, account: ownAccount, timeZone, config, accounts, killSwitch, runs, loads, connect } = dependencies;
  const { moves, repliesOf, clock, log } = dependencies;
  const reader = peopleReader({ ...dependencies, leaseMs: config.leaseMs });
  const memoryOf = perAccount((): Memory => ({ states: new Map(), resting: new Map() }));

  const failed = (account: string | undefined) => (error: unknown) =>
    log.error("reassignment run failed", {
      ...(account !== undefined && { account }),
      ...faultFields(toFault(error)),
    });

  const rests = ({ resting }: Memory, facts: SessionFacts): boolean => {
    const rest = resting.get(facts.id);
    if (!rest) return false;
    if (rest.key === keyOf(facts) && clock.now() < rest.untilMs) return true;
    resting.delete(facts.id);
    return false;
  };

  /** Oldest first, going on where the run before was cut off. */
  const inOrder = (sessions: readonly SessionFacts[], stoppedAt: string | undefined): readonly SessionFacts[] => {
    const first = sessions.findIndex(({ id }) => id === stoppedAt);
    return first > 0 ? [...sessions.slice(first), ...sessions.slice(0, first)] : sessions;
  };

  /** Where the next run has to go on; undefined when everything was looked at. */
  const work = async ({ account, wts, turn, lease, policies }: Run): Promise<string | undefined> => {
    const memory = memoryOf(account);
    const load = await loads.fresh(account, wts.client);
    const open = load.sessions.flatMap((session) => readSessionFacts(session) ?? []);
    const openIds = new Set(open.map(({ id }) => id));
    for (const id of memory.states.keys()) if (!openIds.has(id)) memory.states.delete(id);
    const names = await reader.names(wts, policies);
    const readCandidates = async () => (await reader.withLoad(account, wts, await reader.people(wts))).candidates;
    let candidates: readonly Candidate[] = await readCandidates();
    const scan: Scan = { account, client: wts.client, policies, names, candidates: () => candidates };
    const day = localDay(clock.now(), timeZone);
    const finder = dueSessions({ moves, replies: repliesOf(account), states: memory.states, day, clock });

    const awake = inOrder(open, lease.stoppedAt).filter((facts) => !rests(memory, facts));
    const left = ({ id }: SessionFacts, fault: Fault): void =>
      log.warn("session left for the next run", { account, sessionId: id, ...faultFields(fault) });

    let unseen = 0;
    /** One that WTS does not show holds up no other; where it shows none of so many, the run fails. */
    const dueAmong = async (some: readonly SessionFacts[]): Promise<readonly SessionFacts[]> => {
      const looked = await Promise.allSettled(some.map((facts) => finder.isDue(scan, facts)));
      const failures = looked.flatMap((each, index) =>
        each.status === "rejected" && some[index] ? [{ facts: some[index], fault: toFault(each.reason) }] : [],
      );
      unseen += failures.length;
      const isFull = some.length === scannedAtOnce && failures.length === some.length;
      if (failures[0] && (isFull || unseen === awake.length)) throw failures[0].fault;
      for (const { facts, fault } of failures) left(facts, fault);
      return some.filter((_, index) => looked[index]?.status === "fulfilled" && looked[index].value);
    };

    const due: SessionFacts[] = [];
    for (let start = 0; start < awake.length; start += scannedAtOnce) {
      due.push(...(await dueAmong(awake.slice(start, start + scannedAtOnce))));
    }
    if (due.length === 0) return undefined;

    const counts: Record<string, number> = {};
    const waiting = [...due];
    let failures = 0;
    let hasMoved = false;

    const giveOut = async (facts: SessionFacts): Promise<void> => {
      if (hasMoved) candidates = await readCandidates();
      hasMoved = false;
      // Somebody before it may have got the last slot.
      if (!(await finder.isDue(scan, facts))) return;
      const trigger: ReassignTrigger = {
        ...{ account, sessionId: facts.id, on: "schedule", door: "schedule" },
        ...{ source: "schedule:reassign-session", hops: 0 },
      };
      const startBy = Math.min(turn.timeBox.startBy, clock.now() + sessionWaitMs);
      const became = await reassign(trigger, { ...turn, timeBox: { ...turn.timeBox, startBy } });
      counts[became] = (counts[became] ?? 0) + 1;
      if (became === "moved") hasMoved = true;
      if (became === "failed") memory.resting.set(facts.id, { key: keyOf(facts), untilMs: clock.now() + restMs });
    };

    // One after the other: whoever has waited longest is served first, and the rate limit allows no more anyway.
    for (let facts = waiting[0]; facts; facts = waiting[0]) {
      if (clock.now() >= turn.timeBox.startBy || !(await lease.isMine())) break;
      try {
        await giveOut(facts);
        failures = 0;
      } catch (error) {
        const fault = toFault(error);
        failures += fault.kind === faults.sessionBusy ? 0 : 1;
        left(facts, fault);
        // The next run begins with those behind them.
        if (failures >= mostFailures) failed(account)(fault);
      }
      waiting.shift();
      if (failures >= mostFailures) break;
    }
    log.info("reassignment run", { account, open: open.length, due: due.length, left: waiting.length, ...counts });
    return waiting[0]?.id;
  };

  const run = async (account: string, turn: Turn): Promise<void> => {
    const policies = policiesOf(routing, account, ownAccount);
    if (!policies.some(isScheduled) || (await killSwitch.isPaused(account))) return;
    const lease = await runs.take(`reassign-session#${account}`, turn.owner);
    if (!lease) return;
    let stoppedAt: string | undefined;
    try {
      const { timeBox } = turn;
      const wts = connect(account, { priority: "background", timeBox, tokenWaitMs: timeBox.endBy - clock.now() });
      stoppedAt = await work({ account, wts, turn, lease, policies });
    } finally {
      // Not given back it ends by itself.
      await lease.release(stoppedAt).catch(() => {});
    }
  };

  /** Never throws: the next minute is the repetition, and a tick among what was given up on would be of no use to anybody. */
  return async (turn: Turn): Promise<void> => {
    try {
      const known = await accounts.get();
      await Promise.all([...known.keys()].map((account) => run(account, turn).catch(failed(account))));
    } catch (error) {
      failed(undefined)(error);
    }
  };
};
