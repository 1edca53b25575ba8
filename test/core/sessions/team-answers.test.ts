// Which of a session's messages the contact got.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readAnswers, writerOf } from "../../../lib/core/sessions/team-answers.ts";

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
  ["the contact's own, by the gateway", { direction: "FROM_HUB", origin: "GATEWAY" }, []],
  ["ours over the API, with a person's id", { origin: "API", userId: "u-1" }, [{ origin: "API", atMs }]],
  ["ours over the API, from the other side", { direction: "FROM_HUB", origin: "API" }, [{ origin: "API", atMs }]],
  ["a mark with an empty text and a person's id", { type: "TRACK", text: "", userId: "u-1" }, []],
  ["a mark that calls itself the API's", { type: "TRACK", text: "", origin: "API", direction: "FROM_HUB" }, []],
  ["one from neither side", { direction: null }, []],
  ["a note", { type: "NOTE" }, []],
  ["the mark of a transfer", { type: "TRANSITION" }, []],
  ["one that failed", { status: "FAILED" }, []],
  ["one that was deleted", { status: "DELETED" }, []],
  ["one without a time", { timestamp: null, createdAt: "yesterday" }, []],
])("%s", (_case, more, expected) => {
  expect(readAnswers([message(more)])).toEqual(expected);
});

test("who wrote a message never depends on the person that WTS names, nor, for the API's, on the side", () => {
  const anySide = fc.constantFrom("FROM_HUB", "TO_HUB", null, undefined);
  const anyOrigin = fc.constantFrom("DEFAULT", "CAMPAIGN", "OFFICE_HOURS", "BOT", "API", "PAYMENT", "GATEWAY", null);
  fc.assert(
    fc.property(anySide, anyOrigin, fc.option(fc.uuid()), (direction, origin, userId) => {
      const writer = writerOf({ direction, origin, userId });
      expect(writer).toBe(writerOf({ direction, origin }));
      if (writer === "contact") expect([null, "DEFAULT", "GATEWAY"]).toContain(origin);
      if (origin === "API") expect(writer).toBe("team");
    }),
  );
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
