// Which of a session's messages the contact got.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readAnswers } from "../../../lib/core/sessions/team-answers.ts";

const message = (more: object) => ({
  direction: "TO_HUB",
  origin: "DEFAULT",
  type: "TEXT",
  status: "DELIVERED",
  timestamp: "2026-11-18T13:30:00.1234567Z",
  createdAt: "2026-11-18T13:29:59Z",
  ...more,
});
const atMs = Date.parse("2026-11-18T13:30:00.123Z");

test.each<[string, object, object[]]>([
  ["a person's message", {}, [{ origin: "DEFAULT", atMs }]],
  ["a bot's", { origin: "BOT", status: "QUEUED" }, [{ origin: "BOT", atMs }]],
  ["one without an origin", { origin: null }, [{ origin: undefined, atMs }]],
  ["one with one time only", { timestamp: null }, [{ origin: "DEFAULT", atMs: Date.parse("2026-11-18T13:29:59Z") }]],
  ["the contact's own", { direction: "FROM_HUB" }, []],
  ["a note", { type: "NOTE" }, []],
  ["the mark of a transfer", { type: "TRANSITION" }, []],
  ["one that failed", { status: "FAILED" }, []],
  ["one that was deleted", { status: "DELETED" }, []],
  ["one without a time", { timestamp: null, createdAt: "yesterday" }, []],
])("%s", (_case, more, expected) => {
  expect(readAnswers([message(more)])).toEqual(expected);
});

test("no answer of WTS breaks it", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.anything(),
          fc.anything().map((timestamp) => message({ timestamp })),
        ),
      ),
      (messages) => {
        for (const answer of readAnswers(messages)) expect(Number.isFinite(answer.atMs)).toBe(true);
      },
    ),
  );
});
