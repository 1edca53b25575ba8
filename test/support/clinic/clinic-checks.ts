// What must hold whatever happens, by what the people mean and know: nothing of the product's rules is in it.

import type { ClinicCalendar } from "./clinic-calendar.ts";
import { dayOf } from "./clinic-calendar.ts";
import type { ClinicStaff, Person } from "./clinic-staff.ts";
import type { MachineText } from "./clinic-texts.ts";
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

/** As `auto-close --dry-run --json` prints it. */
export interface ClinicPreview {
  sessions: readonly { sessionId: string; would: string; run: string }[];
  staying: readonly { sessionId: string; code: string; why?: string }[];
}

const english = /\b(the|is|was|not|until|contact|session|hours|since|closed|policy|minutes|waits|yet)\b/i;
/** Nothing but these may keep a session open whose contact waits; who answered is read only when it could be closed. */
const waitingCodes = [
  ...["CONTACT_SPOKE_LAST", "ANSWER_DOES_NOT_COUNT", "NOT_IDLE_YET", "COURTESY_NOT_READ"],
  ...["NO_POLICY", "HELD", "OUTSIDE_HOURS", "CLOSED_DAY"],
];

interface ChecksOptions {
  calendar: ClinicCalendar;
  staff: ClinicStaff;
  now(): number;
  isAvailable(person: Person): boolean;
}

export const clinicChecks = ({ calendar, staff, now, isAvailable }: ChecksOptions) => {
  const findings: Finding[] = [];
  /** Since when whoever was served last in this run of routing had waited, by department. */
  const servedLast = new Map<string, number>();
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
    // What thanks opened again is closed at once; what they began is idle first, as any other.
    if (talk.isOnlyThanks && !talk.hasBegunAgain) return quietSinceMs;
    const idleFromMs = Math.max(quietSinceMs, holdEndedMs);
    if (department === "Financeiro") return calendar.afterOpen(idleFromMs, 8 * hourMs);
    return warnedMs === undefined
      ? calendar.afterOpen(idleFromMs, 4 * hourMs)
      : calendar.afterOpen(warnedMs, 30 * minuteMs);
  };

  const isHere = (person: Person): boolean => isAvailable(person) && staff.isOnShift(person, now());

  const isTimeToMove = ({ patient }: Talk): boolean =>
    patient.isVip ? calendar.isOpenForVips(now()) : calendar.isOpen(now());

  /** When what the preview has seen was due then. */
  const previewed = { atMs: 0, due: new Map<string, number>() };

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
      const isWarned = talk.department !== "Financeiro" && talk.state !== "bot" && talk.patient.wish === "any";
      if (isWarned && !talk.isOnlyThanks && talk.warnedMs === undefined)
        find("a session is closed without a warning", talk);
    },

    onMessage: (talk: Talk, kind: MachineText, isTemplate: boolean): void => {
      const { patient, lastContactMs, isOfficial } = talk;
      const isOutside = isOfficial && now() >= (lastContactMs ?? Number.NEGATIVE_INFINITY) + windowMs;
      const isTime = kind === "telling" ? isTimeToMove(talk) : calendar.isOpen(now());
      if (!isTime) find(`a ${kind} is sent out of hours`, talk);
      if (patient.wish !== "any") find(`a ${kind} is sent against the wish`, talk, patient.wish);
      if (isOutside && !isTemplate) find(`a ${kind} is sent outside WhatsApp's window`, talk);
      if (!isOutside && isTemplate) find(`a ${kind} goes out as a template inside the window`, talk);
      if (kind === "telling") {
        if (!isOpen(talk)) find("whoever is in a closed session is told who takes over", talk);
        if (talk.toldDay === dayOf(now())) find("whoever was told who takes over is told again that day", talk);
        return;
      }
      if (talk.waitsSinceMs !== undefined) find(`a waiting contact gets a ${kind}`, talk);
      if (isHeld(talk)) find(`a held session gets a ${kind}`, talk);
      if (talk.isOnlyThanks) find(`whoever only says thanks gets a ${kind}`, talk);
      const count = kind === "warning" ? talk.warnings : talk.farewells;
      if (count > 0) find(`a ${kind} is sent twice`, talk);
    },

    /** What is moved from here on is moved for one reason, and in one order. */
    beginRouting: (): void => servedLast.clear(),

    onMove: (talk: Talk, person: Person | undefined): void => {
      // The oldest comes first of those who wait in the queue of one department; VIPs have a policy of their own.
      if (talk.state === "queue" && person && !talk.patient.isVip) {
        const waitedFromMs = talk.answeredMs === undefined ? talk.createdMs : (talk.waitsSinceMs ?? now());
        if (waitedFromMs < (servedLast.get(talk.department) ?? 0)) find("whoever waited longer is served later", talk);
        servedLast.set(talk.department, waitedFromMs);
      }
      if (!isOpen(talk)) find("a closed session is moved", talk);
      if (!isTimeToMove(talk)) find("a session is moved out of hours", talk);
      // Only a VIP goes on as soon as after five minutes.
      const soonMs = (talk.patient.isVip ? 4 : 10) * minuteMs;
      if (talk.owner && isHere(talk.owner) && now() - (talk.ownedSinceMs ?? 0) < soonMs)
        find("a session is taken from somebody who has just got it", talk, talk.owner.name);
      if (!person) return;
      if (!isAvailable(person)) find("a session is moved to somebody away", talk, person.name);
      else if (!staff.isOnShift(person, now())) find("a session is moved to somebody off shift", talk, person.name);
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

    /** Each session that stays has its reason, in Portuguese. */
    afterPreview: (talks: Iterable<Talk>, preview: ClinicPreview): void => {
      const staying = new Map(preview.staying.map((one) => [one.sessionId, one]));
      const due = new Set(preview.sessions.map(({ sessionId }) => sessionId));
      previewed.atMs = now();
      previewed.due.clear();
      for (const talk of talks) {
        previewed.due.set(talk.id, dueMs(talk) ?? 0);
        const { code, why } = staying.get(talk.id) ?? {};
        if (due.has(talk.id)) continue;
        if (code === undefined) find("a session that stays is not in the preview", talk);
        else if (why === undefined || why.trim() === "") find("a session that stays has no reason", talk, code);
        else if (english.test(why)) find("a reason is not Portuguese", talk, why);
        if (talk.waitsSinceMs !== undefined && code !== undefined && !waitingCodes.includes(code))
          find("whoever waits stays for another reason", talk, code);
      }
    },

    /** What the run did is what the preview said a moment before. */
    compareRun: (talks: ReadonlyMap<string, Talk>, preview: ClinicPreview, did: ReadonlyMap<string, string>): void => {
      const said = new Map(
        preview.sessions.filter(({ run }) => run === "does").map((one) => [one.sessionId, one.would]),
      );
      for (const id of new Set([...said.keys(), ...did.keys()])) {
        const talk = talks.get(id);
        // A run that waits for WTS's rate limit comes to what was not due yet at its beginning.
        const dueThenMs = previewed.due.get(id) ?? 0;
        if (dueThenMs > previewed.atMs && dueThenMs <= now()) continue;
        if (talk && said.get(id) !== did.get(id))
          find("the run does something else than the preview", talk, `${said.get(id)} / ${did.get(id)}`);
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
