// What became of what the policies did, from the records of the runs alone: what no record shows is not known, and never counted as none.
import type { SessionRecord, Sighting } from "./records/run-records.ts";

/** One session of one run. */
export interface SeenSession {
  session: SessionRecord;
  /** When the run was begun, in epoch milliseconds. */
  runAtMs: number;
}

export interface PolicyReport {
  policy: string;
  closed: number;
  warned: number;
  /** It wrote in the very moment of the close, and got the session back. */
  reopenedAtOnce: number;
  /** Of the warned: closed when the grace was over, answered, or in no later record. */
  afterWarning: { closedUnanswered: number; answered: number; notKnown: number };
  /** Of the closed. `undone` ones were opened again by somebody here; `notKnown` are in no later record. */
  afterClose: { wroteWithin1h: number; wroteWithin24h: number; wroteLater: number; undone: number; notKnown: number };
  /** Of a policy that only says what it would do: how many, and how soon something else happened to them than more silence. */
  would: {
    sessions: number;
    movedOnWithin1h: number;
    movedOnWithin24h: number;
    movedOnLater: number;
    stillIdle: number;
  };
}

const hourMs = 3_600_000;

const byTime = (one: SeenSession, other: SeenSession): number => one.runAtMs - other.runAtMs;

const emptyOf = (policy: string): PolicyReport => ({
  policy,
  closed: 0,
  warned: 0,
  reopenedAtOnce: 0,
  afterWarning: { closedUnanswered: 0, answered: 0, notKnown: 0 },
  afterClose: { wroteWithin1h: 0, wroteWithin24h: 0, wroteLater: 0, undone: 0, notKnown: 0 },
  would: { sessions: 0, movedOnWithin1h: 0, movedOnWithin24h: 0, movedOnLater: 0, stillIdle: 0 },
});

/** When WTS ended it, as it answered the close. */
const closedAtOf = ({ session, runAtMs }: SeenSession): number => {
  const endMs = Date.parse(session.after?.endAt ?? "");
  return Number.isNaN(endMs) ? runAtMs : endMs;
};

interface ReportedRuns {
  seen: readonly SeenSession[];
  /** Of sessions that had been closed within a day: the contacts that later runs found to have written again. */
  sightings: readonly Sighting[];
  /** The sessions that were opened again by an undo, by when that was. */
  undone: ReadonlyMap<string, readonly number[]>;
  /** Of each policy, when the runs began that asked it: what is not in one of them any more was not due any more. */
  runsOf: ReadonlyMap<string, readonly number[]>;
}

/** The policies stand in the order in which they come up. */
export const reportPolicies = ({ seen, sightings, undone, runsOf }: ReportedRuns): readonly PolicyReport[] => {
  const reports = new Map<string, PolicyReport>();
  const reportOf = (policy: string): PolicyReport => {
    const report = reports.get(policy) ?? emptyOf(policy);
    reports.set(policy, report);
    return report;
  };
  const ofSession = Map.groupBy(seen.toSorted(byTime), ({ session }) => session.id);
  const sighted = Map.groupBy(sightings, ({ id }) => id);

  /** The first message of the contact after `sinceMs` that any record knows of. */
  const wroteAt = (id: string, later: readonly SeenSession[], sinceMs: number): number | undefined => {
    const seenLater = later.map(({ session }) => session.before.lastMessageInMs ?? Number.NEGATIVE_INFINITY);
    const sightedLater = sighted.get(id)?.map(({ lastMessageInMs }) => lastMessageInMs) ?? [];
    const wrote = [...seenLater, ...sightedLater].filter((ms) => ms > sinceMs);
    return wrote.length === 0 ? undefined : Math.min(...wrote);
  };

  const addClose = (one: SeenSession, later: readonly SeenSession[]): void => {
    const { afterClose } = reportOf(one.session.policy);
    const closedMs = closedAtOf(one);
    const wroteMs = wroteAt(one.session.id, later, closedMs);
    if (wroteMs !== undefined) {
      if (wroteMs - closedMs <= hourMs) afterClose.wroteWithin1h += 1;
      if (wroteMs - closedMs <= 24 * hourMs) afterClose.wroteWithin24h += 1;
      else afterClose.wroteLater += 1;
    } else if (undone.get(one.session.id)?.some((ms) => ms >= closedMs)) afterClose.undone += 1;
    else afterClose.notKnown += 1;
  };

  const addWarning = (one: SeenSession, later: readonly SeenSession[]): void => {
    const { afterWarning } = reportOf(one.session.policy);
    const before = one.session.before.lastMessageInMs ?? Number.NEGATIVE_INFINITY;
    const next = later.find(({ session }) => session.result !== "left");
    if (wroteAt(one.session.id, later, before) !== undefined) afterWarning.answered += 1;
    else if (next?.session.result === "closed") afterWarning.closedUnanswered += 1;
    else afterWarning.notKnown += 1;
  };

  /** In one silence it says the same in every run, for as long as nothing else happens. */
  const addWould = (group: readonly SeenSession[]): void => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return;
    const { would } = reportOf(first.session.policy);
    would.sessions += 1;
    const nextRunMs = runsOf.get(first.session.policy)?.find((ms) => ms > last.runAtMs);
    if (nextRunMs === undefined) {
      would.stillIdle += 1;
      return;
    }
    const afterMs = nextRunMs - first.runAtMs;
    if (afterMs <= hourMs) would.movedOnWithin1h += 1;
    if (afterMs <= 24 * hourMs) would.movedOnWithin24h += 1;
    else would.movedOnLater += 1;
  };

  for (const all of ofSession.values()) {
    for (const [index, one] of all.entries()) {
      const { session } = one;
      const report = reportOf(session.policy);
      const later = all.slice(index + 1);
      if (session.result === "closed") {
        report.closed += 1;
        addClose(one, later);
      }
      if (session.result === "reopened") report.reopenedAtOnce += 1;
      if (session.result === "warned") {
        report.warned += 1;
        addWarning(one, later);
      }
    }
    const said = all.filter(({ session: { result } }) => result === "would-close" || result === "would-warn");
    const bySilence = Map.groupBy(said, ({ session }) => `${session.policy} ${session.commandId}`);
    for (const group of bySilence.values()) addWould(group);
  }
  return [...reports.values()];
};
