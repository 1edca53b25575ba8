// What became of what the policies did, as far as records show it; the rest is not known, and never counted as none.
import { expect, test } from "@jest/globals";
import type { SessionRecord } from "../../lib/auto-close/records/run-records.ts";
import { reportPolicies, type SeenSession } from "../../lib/auto-close/report-policies.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-11-20T12:00:00Z");

const seen = (
  id: string,
  atHours: number,
  result: SessionRecord["result"],
  more: Partial<SessionRecord> = {},
): SeenSession => ({
  runAtMs: start + atHours * hourMs,
  session: {
    id,
    policy: "gentle",
    action: result === "warned" ? "warn" : "close",
    commandId: `${id} in one silence`,
    reasons: [],
    before: {
      status: "PENDING",
      departmentId: null,
      userId: null,
      lastMessageInMs: start - hourMs,
      lastMessageOutMs: start,
    },
    ...(result && { result }),
    ...(result === "closed" && { after: { endAt: new Date(start + atHours * hourMs).toISOString() } }),
    ...more,
  },
});
const wrote = (atHours: number): Partial<SessionRecord> => ({
  before: { ...seen("", 0, "left").session.before, lastMessageInMs: start + atHours * hourMs },
});
const reportOf = (sessions: readonly SeenSession[], rest: Partial<Parameters<typeof reportPolicies>[0]> = {}) =>
  reportPolicies({ seen: sessions, sightings: [], undone: new Map(), runsOf: new Map(), ...rest })[0];

test("after a close: who wrote within an hour, a day, later; who was opened again by us; and of whom nobody knows", () => {
  const closes = ["a", "b", "c", "d", "e"].map((id) => seen(id, 0, "closed"));
  const report = reportOf([...closes, seen("b", 30, "left", wrote(5)), seen("c", 60, "closed", wrote(40))], {
    sightings: [
      { id: "a", lastMessageInMs: start + 3 * hourMs },
      { id: "a", lastMessageInMs: start + hourMs / 2 },
    ],
    undone: new Map([["d", [start + hourMs]]]),
  });
  expect(report?.closed).toBe(6);
  expect(report?.afterClose).toEqual({ wroteWithin1h: 1, wroteWithin24h: 2, wroteLater: 1, undone: 1, notKnown: 2 });
});

test("after a warning: closed without an answer, answered, or not known", () => {
  const warnings = ["a", "b", "c"].map((id) => seen(id, 0, "warned"));
  const report = reportOf([...warnings, seen("a", 1, "closed"), seen("b", 9, "closed", wrote(2))]);
  expect(report?.afterWarning).toEqual({ closedUnanswered: 1, answered: 1, notKnown: 1 });
});

test("of a policy that only says what it would do: how soon something else happened than more silence", () => {
  const said = (id: string, ...hours: number[]) => hours.map((at) => seen(id, at, "would-close"));
  const report = reportOf([...said("a", 0), ...said("b", 0, 1, 2), ...said("c", 0, 1, 2, 30)], {
    runsOf: new Map([["gentle", [0, 1, 2, 30].map((at) => start + at * hourMs)]]),
  });
  expect(report?.would).toEqual({
    sessions: 3,
    movedOnWithin1h: 1,
    movedOnWithin24h: 1,
    movedOnLater: 1,
    stillIdle: 1,
  });
});
