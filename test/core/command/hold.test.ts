// The command `hold`: the ways in which people and senders write until when, and what of it is refused.
import { describe, expect, test } from "@jest/globals";
import { parseCommand } from "../../../lib/core/command/command.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const timeZone = "America/Sao_Paulo";
const parse = (input: object) => parseCommand({ command: "hold", sessionId, ...input }, { timeZone });
const problems = (input: object): string[] => {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.issues.map(({ path, code }) => `${path} ${code}`);
};

describe("a hold", () => {
  test.each<[string, unknown, unknown]>([
    ["an instant", "2026-12-10T12:00:00Z", "2026-12-10T12:00:00.000Z"],
    ["a time in the account's zone", "2026-12-10 09:00", "2026-12-10T12:00:00.000Z"],
    ["a time as people here write it", "10/12/2026 09:00", "2026-12-10T12:00:00.000Z"],
    ["a day", "2026-12-10", { date: "2026-12-10", plusBusinessDays: 0 }],
    ["a day as people here write it", "10/12/2026", { date: "2026-12-10", plusBusinessDays: 0 }],
    [
      "business days after a due date",
      { date: "2026-12-10", plusBusinessDays: 2 },
      { date: "2026-12-10", plusBusinessDays: 2 },
    ],
    ["a due date without business days", { date: "2026-12-10" }, { date: "2026-12-10", plusBusinessDays: 0 }],
    ["a due date day first", { date: "10/12/2026" }, { date: "2026-12-10", plusBusinessDays: 0 }],
    ["a due date with its time", { date: "2026-12-10T22:59:59-04:00" }, { date: "2026-12-10", plusBusinessDays: 0 }],
    [
      "a due date whose day differs here",
      { date: "2026-12-10T01:00:00Z" },
      { date: "2026-12-09", plusBusinessDays: 0 },
    ],
    ["nothing, which releases", null, null],
    ["now, which releases, too", "now", null],
  ])("until %s is read, and read again in any zone", (_what, until, expected) => {
    const parsed = parse({ until, reason: " boleto 123 " });
    expect(parsed).toEqual({
      ok: true,
      command: { command: "hold", sessionId, until: expected, reason: "boleto 123" },
    });
    expect(parsed.ok && parseCommand(parsed.command, { timeZone: "Asia/Tokyo" })).toEqual(parsed);
  });

  test.each<[string, object, string[]]>([
    ["no until", {}, ["until UNTIL_INVALID"]],
    ["an until in words", { until: "amanhã" }, ["until UNTIL_INVALID"]],
    ["a blank until", { until: " " }, ["until UNTIL_INVALID"]],
    ["a day that there is not", { until: "2026-02-30" }, ["until UNTIL_INVALID"]],
    ["a due date that there is not", { until: { date: "31/11/2026" } }, ["until.date UNTIL_INVALID"]],
    ["no due date", { until: { plusBusinessDays: 2 } }, ["until.date UNTIL_INVALID"]],
    [
      "half a business day",
      { until: { date: "2026-12-10", plusBusinessDays: 0.5 } },
      ["until.plusBusinessDays UNTIL_INVALID"],
    ],
    [
      "a year of business days",
      { until: { date: "2026-12-10", plusBusinessDays: 250 } },
      ["until.plusBusinessDays UNTIL_INVALID"],
    ],
    [
      "a misspelt part",
      { until: { date: "2026-12-10", plusBusinesDays: 2 } },
      ["until.plusBusinesDays PROPERTY_UNKNOWN"],
    ],
    ["a blank reason", { until: null, reason: " " }, ["reason TYPE_INVALID"]],
    ["a reason of a whole letter", { until: null, reason: "x".repeat(201) }, ["reason TYPE_INVALID"]],
    ["what another command has", { until: null, text: "oi" }, ["text PROPERTY_UNKNOWN"]],
  ])("with %s is refused", (_what, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });
});
