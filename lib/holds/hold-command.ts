// Does what a hold command asks for: the session is looked at once, its hold is kept in our own table, and the team reads a note.
import type { CommandHolder, HoldForSession } from "../commands/apply/command-holder.ts";
import type { Routed } from "../commands/apply/command-router.ts";
import { occurredAtMs } from "../commands/apply/order-guard.ts";
import { guardExpectation, readSession } from "../commands/apply/prepare.ts";
import type { HoldCommand } from "../core/command/command.ts";
import { Fault, faults } from "../core/faults.ts";
import type { Hold } from "../core/holds/hold.ts";
import { openingOfDay } from "../core/holds/opening-of-day.ts";
import { longestHoldDays, untilProblem } from "../core/holds/refuse-until.ts";
import { calendarOf } from "../core/hours/calendar-of.ts";
import { type Zones, zoneOf } from "../core/hours/zone-of.ts";
import { instantMs } from "../core/instants.ts";
import { type Outcome, outcomeOf, type ShownHold } from "../core/outcome.ts";
import { isOpenStatus } from "../core/sessions/open-statuses.ts";
import type { Language } from "../core/texts/language.ts";
import type { ClosedDays } from "../records/closed-days.ts";
import type { Holds } from "../records/holds.ts";
import type { Clock } from "../runtime/clock.ts";
import { heldNote, releasedNote } from "./rules/hold-texts.ts";
import type { HoldsConfig } from "./rules/holds-config.ts";
import { type NoteQueue, sendNote } from "./send-note.ts";

export interface HoldDependencies {
  config: Zones & { holds: HoldsConfig; language: Language };
  holds: Holds;
  closedDays: ClosedDays;
  queue: NoteQueue;
  /** The person who types the command; where there is none, its source has set the hold. */
  callerName?: string;
  clock: Pick<Clock, "now">;
}

export const shownHold = ({ untilMs, setAtMs, source }: Hold): ShownHold => ({
  until: new Date(untilMs).toISOString(),
  setAt: new Date(setAtMs).toISOString(),
  source,
});

const dayMs = 86_400_000;
/** Only a department's own closed day is no day of the account. */
const ofWholeAccount = null;

export const commandHolder = (dependencies: HoldDependencies): CommandHolder => {
  const { config, holds, closedDays, queue, callerName, clock } = dependencies;
  const { language } = config;

  const untilMsOf = async (account: string, until: NonNullable<HoldCommand["until"]>): Promise<number | undefined> => {
    if (typeof until === "string") return instantMs(until);
    const timeZone = zoneOf(config, account);
    const given = { timeZone, closedDays: await closedDays.of(account) };
    const calendar = calendarOf(config.holds.hours, given, ofWholeAccount);
    if (calendar !== "always" && "problem" in calendar) throw new TypeError(calendar.problem);
    return openingOfDay(calendar, until, timeZone);
  };

  /** Throws COMMAND_INVALID. */
  const resolved = async (
    account: string,
    { until }: HoldCommand,
    { receivedAt, isByTag = false }: { receivedAt?: string | undefined; isByTag?: boolean } = {},
  ) => {
    if (until === null) return undefined;
    const nowMs = clock.now();
    const timeZone = zoneOf(config, account);
    const acceptedMs = Math.min(nowMs, instantMs(receivedAt) ?? nowMs);
    const openingMs = await untilMsOf(account, until);
    // Nobody is there to be told that the day on which a tag's time is over opens a day too late: it holds for as long as may be.
    const untilMs =
      isByTag && openingMs !== undefined ? Math.min(openingMs, nowMs + longestHoldDays * dayMs) : openingMs;
    const message = untilProblem(untilMs, { nowMs, acceptedMs, timeZone });
    if (message === undefined && untilMs !== undefined) return untilMs;
    throw new Fault(faults.commandInvalid, {
      issues: [{ path: "until", code: "UNTIL_INVALID", message: message ?? "until cannot be read" }],
    });
  };

  const read = async ({ sessionId, expect }: HoldCommand, { client }: HoldForSession["wts"]) => {
    const session = await readSession(client, sessionId);
    if (expect) guardExpectation(expect, session);
    if (!isOpenStatus(session.status))
      throw new Fault(faults.sessionNotOpen, { message: "only an open session is held, and this one is not open" });
    return session;
  };

  const outcome = (
    type: Outcome["type"],
    { command, provenance }: HoldForSession,
    hold: Hold,
    reasons: readonly string[] = [],
  ): Outcome =>
    outcomeOf(type, provenance, { sessionId: command.sessionId, command: "hold", hold: shownHold(hold), reasons });

  const note = async ({ command, provenance }: HoldForSession, text: string): Promise<void> => {
    if (config.holds.note) await sendNote(queue, provenance, command.sessionId, text);
  };

  const release = async (asked: HoldForSession): Promise<Routed> => {
    const { command, provenance, wts } = asked;
    const { account } = provenance;
    const { sessionId, expect } = command;
    if (expect) guardExpectation(expect, await readSession(wts.client, sessionId));
    const hold = await holds.read(account, sessionId);
    const answer = { id: sessionId, hold: null };
    const isEnded = hold && (await holds.end(account, sessionId, hold.id, { as: "RELEASED", by: provenance.id }));
    if (!isEnded) return { answer, remarks: { held: false } };
    await holds.settle(account, sessionId, hold.id);
    await note(asked, releasedNote({ language }));
    return { answer, outcome: outcome("Session Hold Ended", asked, hold, ["RELEASED"]) };
  };

  const provenanceOfHold = ({ provenance: { id, source, occurredAt } }: HoldForSession, nowMs: number) => ({
    id,
    source,
    setBy: callerName ?? source,
    setAtMs: occurredAtMs(occurredAt, nowMs) ?? nowMs,
  });

  return {
    apply: async (asked) => {
      const { command, provenance, wts } = asked;
      const { account } = provenance;
      const { sessionId, reason } = command;
      const untilMs = await resolved(account, command, {
        receivedAt: provenance.receivedAt,
        isByTag: asked.tag !== undefined,
      });
      if (untilMs === undefined) return release(asked);
      const nowMs = clock.now();
      // It was right when it came, and its time has passed since.
      if (untilMs <= nowMs) return { answer: { id: sessionId }, remarks: { held: false, until: iso(untilMs) } };
      const session = await read(command, wts);
      const hold: Hold = {
        ...provenanceOfHold(asked, nowMs),
        untilMs,
        lastMessageInMs: instantMs(session.lastMessageIn) ?? null,
        ...(reason !== undefined && { reason }),
        ...(asked.tag !== undefined && { tag: asked.tag }),
      };
      await holds.set(account, sessionId, hold);
      await note(asked, heldNote({ hold, sessionId, timeZone: zoneOf(config, account), language }));
      const answer = { id: sessionId, hold: { ...shownHold(hold), ...(reason !== undefined && { reason }) } };
      return { answer, outcome: outcome("Session Held", asked, hold) };
    },

    preview: async (account, command, wts) => {
      const untilMs = await resolved(account, command);
      const { sessionId, expect } = command;
      if (untilMs !== undefined) await read(command, wts);
      else if (expect) guardExpectation(expect, await readSession(wts.client, sessionId));
      const hold = await holds.read(account, sessionId);
      const from = hold && !hold.ended ? iso(hold.untilMs) : null;
      const to = untilMs === undefined ? null : iso(untilMs);
      return { changes: from === to ? [] : [{ field: "Hold", from, to }] };
    },
  };
};

const iso = (ms: number): string => new Date(ms).toISOString();
