// What must hold whatever happens, by what the people mean and know: nothing of the product's rules is in it.

import type { ClinicCalendar } from "./clinic-calendar.ts";
import { dayOf } from "./clinic-calendar.ts";
import { features } from "./clinic-features.ts";
import type { ClinicStaff, Person } from "./clinic-staff.ts";
import { isOpen, type Talk } from "./talk.ts";

export interface Finding {
  what: string;
  talkId: string;
  at: string;
  more: string;
  story: readonly string[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const windowMs = 24 * hourMs;
/** A run may need a look of its own, or the texts of one may still be on their way. */
const runsAllowed = 3;

interface ChecksOptions {
  calendar: ClinicCalendar;
  staff: ClinicStaff;
  now(): number;
  isAvailable(person: Person): boolean;
}

export const clinicChecks = ({ calendar, staff, now, isAvailable }: ChecksOptions) => {
  const findings: Finding[] = [];
  const find = (what: string, { id, ...talk }: Talk, more = ""): void => {
    const at = `${dayOf(now())} ${new Date(now() - 3 * hourMs).toISOString().slice(11, 16)}`;
    const since = talk.quietSinceMs === undefined ? "" : ` quiet since ${new Date(talk.quietSinceMs).toISOString()}`;
    const facts = `${talk.state} ${talk.department} ${talk.ending}${since} ${more}`.trim();
    findings.push({ what, talkId: id, at, more: facts, story: [...talk.story] });
  };

  /** When something is due for a talk in which nobody has anything to say any more. */
  const dueMs = (talk: Talk): number | undefined => {
    const { state, quietSinceMs, holdEndedMs = 0, warnedMs, department } = talk;
    if (state === "bot") return talk.waitsSinceMs === undefined ? talk.lastSaidMs + 2 * hourMs : undefined;
    if (state === "closed" || quietSinceMs === undefined || talk.waitsSinceMs !== undefined) return undefined;
    if (talk.isOnlyThanks) return quietSinceMs;
    const idleFromMs = Math.max(quietSinceMs, holdEndedMs);
    if (department === "Financeiro") return calendar.afterOpen(idleFromMs, 8 * hourMs);
    return warnedMs === undefined
      ? calendar.afterOpen(idleFromMs, 4 * hourMs)
      : calendar.afterOpen(warnedMs, 30 * minuteMs);
  };

  const isHere = (person: Person): boolean =>
    isAvailable(person) && (!features.shifts || staff.isOnShift(person, now()));

  const isHeld = ({ heldUntilMs }: Talk): boolean => heldUntilMs !== undefined && now() < heldUntilMs;

  return {
    findings,
    find,

    onClose: (talk: Talk): void => {
      if (!isOpen(talk)) find("a closed session is closed again", talk);
      if (talk.waitsSinceMs !== undefined) find("a waiting contact is closed", talk);
      if (isHeld(talk)) find("a held session is closed", talk);
      if (talk.state !== "bot" && !calendar.isOpen(now())) find("a session is closed out of hours", talk);
      const due = dueMs(talk);
      if (due !== undefined && now() < due - 1_000)
        find("a session is closed too early", talk, `due ${new Date(due).toISOString()}`);
    },

    /** A warning or a farewell. */
    onMessage: (talk: Talk, kind: "warning" | "farewell", hasTemplate: boolean): void => {
      const { patient, lastContactMs, isOfficial } = talk;
      if (talk.waitsSinceMs !== undefined) find(`a waiting contact gets a ${kind}`, talk);
      if (isHeld(talk)) find(`a held session gets a ${kind}`, talk);
      if (talk.isOnlyThanks) find(`whoever only says thanks gets a ${kind}`, talk);
      if (!calendar.isOpen(now())) find(`a ${kind} is sent out of hours`, talk);
      if (features.neverMessage && patient.wish !== "any")
        find(`a ${kind} is sent against the wish`, talk, patient.wish);
      if (isOfficial && !hasTemplate && now() >= (lastContactMs ?? Number.NEGATIVE_INFINITY) + windowMs)
        find(`a ${kind} is sent outside WhatsApp's window`, talk);
      const count = kind === "warning" ? talk.warnings : talk.farewells;
      if (count > 0) find(`a ${kind} is sent twice`, talk);
    },

    onMove: (talk: Talk, person: Person | undefined): void => {
      if (!isOpen(talk)) find("a closed session is moved", talk);
      if (features.routingHours && !calendar.isOpen(now())) find("a session is moved out of hours", talk);
      // Only a VIP goes on as soon as after five minutes.
      const soonMs = (talk.patient.isVip ? 4 : 10) * minuteMs;
      if (talk.owner && isHere(talk.owner) && now() - (talk.ownedSinceMs ?? 0) < soonMs)
        find("a session is taken from somebody who has just got it", talk, talk.owner.name);
      if (!person) return;
      if (!isAvailable(person)) find("a session is moved to somebody away", talk, person.name);
      else if (features.shifts && !staff.isOnShift(person, now()))
        find("a session is moved to somebody off shift", talk, person.name);
    },

    /** A run of auto-close is over: what was due long enough has to be done. */
    afterRun: (talks: Iterable<Talk>): void => {
      for (const talk of talks) {
        if (!isOpen(talk) || isHeld(talk)) continue;
        const due = dueMs(talk);
        if (due === undefined || now() < due || (talk.state !== "bot" && !calendar.isOpen(now()))) continue;
        talk.overdueRuns += 1;
        if (talk.overdueRuns === runsAllowed + 1) find("a finished session is left open", talk);
      }
    },

    /** No more calls than WTS allows: 200 in 5 s and 1,000 in 5 minutes. */
    rateProblems: (calledAtMs: readonly number[]): readonly string[] =>
      [
        { calls: 200, ms: 5_000 },
        { calls: 1_000, ms: 300_000 },
      ].flatMap(({ calls, ms }) => {
        const over = calledAtMs.filter((at, index) => index >= calls && at - (calledAtMs[index - calls] ?? 0) < ms);
        return over.length === 0 ? [] : [`${over.length} calls beyond ${calls} in ${ms / 1_000} s`];
      }),
  };
};

export type ClinicChecks = ReturnType<typeof clinicChecks>;
