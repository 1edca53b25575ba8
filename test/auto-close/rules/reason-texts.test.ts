// Every reason of auto-close has a sentence in every language, and none of them slips into another.
import { describe, expect, test } from "@jest/globals";
import { type Reason, type ReasonParams, reasonCodes } from "../../../lib/auto-close/rules/reason-codes.ts";
import { reasonText } from "../../../lib/auto-close/rules/reason-texts.ts";
import { languages } from "../../../lib/core/texts/language.ts";
import { englishIn } from "../../support/english-words.ts";

const at = Date.parse("2026-03-02T12:00:00Z");
const day = { date: "2026-11-20", fromMinute: 720, toMinute: 1440, setBy: "ana" };
const notCounted = ["BOT"];
const differs = [{ criterion: "department" as const }];

/** At least one for each form that a sentence has. */
const samples: { [Code in keyof ReasonParams]: readonly ReasonParams[Code][] } = {
  MATCHED: [undefined],
  POLICY_DISABLED: [undefined],
  POLICY_REFUSED: [undefined],
  STATUS_DIFFERS: differs,
  DEPARTMENT_DIFFERS: differs,
  USER_DIFFERS: differs,
  CHANNEL_DIFFERS: differs,
  TAGS_DIFFER: differs,
  METADATA_DIFFERS: differs,
  TYPE_DIFFERS: differs,
  HANDLER_DIFFERS: differs,
  EXCEPTED: differs,
  NO_POLICY: [undefined],
  FACT_MISSING: [{ fact: "lastMessageIn" }, { fact: "createdAt" }, { fact: "tags" }, { fact: "tags", toBeRead: true }],
  FACTS_CONTRADICT: [undefined],
  CONTACT_SPOKE_LAST: [undefined],
  ANSWERS_NEEDED: [{ notCounted }, { afterWarning: true }, { courtesy: true }, { afterHold: true }, { wish: true }],
  ANSWER_DOES_NOT_COUNT: [{ notCounted }],
  HELD: [
    { untilMs: 1_796_000_000_000, setBy: "cli" },
    { untilMs: 1_796_000_000_000, setBy: "cli", reason: "boleto", tag: "espera" },
  ],
  NO_MESSAGE: [{ since: "in" }, { since: "out" }, { since: "any" }],
  NOT_IDLE_YET: [{ sinceMs: at }],
  IDLE: [{ sinceMs: at, dueMs: at }],
  WARNING_STANDS: [{ warnedAtMs: at }],
  WARNING_CANCELLED: [undefined],
  WARNED: [{ warnedAtMs: at }],
  WINDOW_CLOSED: [
    { message: "warning", closesWithout: true },
    { message: "farewell", closesWithout: false },
  ],
  TEXT_INCOMPLETE: [
    { message: "warning", closesWithout: true },
    { message: "farewell", closesWithout: false },
  ],
  CONTACT_BLOCKED: [undefined],
  CONTACT_TAGGED: [undefined],
  CONTACT_OPTED_OUT: [undefined],
  CONTACT_UNKNOWN: [undefined],
  OUTSIDE_HOURS: [{ openingMs: at }],
  CLOSED_DAY: [
    day,
    { ...day, fromMinute: 0, toMinute: 600 },
    { ...day, departmentId: "d", reason: "Consciência Negra" },
  ],
  REOPENED_BY_COURTESY: [{ closedAtMs: at }],
  COURTESY_NOT_READ: [undefined],
  COURTESY_REPLY: [undefined],
  NEVER_OPEN: [undefined],
};

const reasons = Object.entries(samples).flatMap(([code, all]) =>
  all.map((params) => ({ code, ...(params && { params }) }) as Reason),
);

test("there is a sample of each code", () => {
  expect([...new Set(reasons.map(({ code }) => code))].toSorted()).toEqual([...reasonCodes].toSorted());
});

describe.each(languages)("in %s", (language) => {
  test.each(reasons)("$code $params", (reason) => {
    const said = reasonText(reason, { language, timeZone: "America/Sao_Paulo" });
    expect(said).toMatch(/^\p{L}.{8,}/u);
    expect(said).not.toMatch(/undefined|NaN|\[object/);
    if (language !== "en") expect(englishIn(said)).toEqual([]);
  });
});

test("in Portuguese, as it is read in São Paulo", () => {
  const said = (reason: Reason) => reasonText(reason, { language: "pt-BR", timeZone: "America/Sao_Paulo" });
  expect(said({ code: "OUTSIDE_HOURS", params: { openingMs: at } })).toBe(
    "fora do horário de atendimento, que recomeça em seg., 02/03/2026 09:00",
  );
  expect(said({ code: "CLOSED_DAY", params: { ...day, reason: "Consciência Negra" } })).toBe(
    "fechado em 20/11/2026 a partir das 12:00 (Consciência Negra), definido por ana",
  );
});
