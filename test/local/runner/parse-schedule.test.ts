// Schedule expressions: when they are due.
import { expect, test } from "@jest/globals";
import { parseSchedule } from "../../../local/template/parse-schedule.ts";

/** A Sunday. */
const now = "2026-11-22T17:24:30.000Z";
const nextAfter = (expression: string, after: string): string =>
  new Date(parseSchedule(expression)(Date.parse(after))).toISOString();

test.each([
  ["rate(1 minute)", "2026-11-22T17:25:30.000Z"],
  ["rate(5 minutes)", "2026-11-22T17:29:30.000Z"],
  ["rate(2 hours)", "2026-11-22T19:24:30.000Z"],
  ["rate(1 day)", "2026-11-23T17:24:30.000Z"],
  ["cron(* * * * ? *)", "2026-11-22T17:25:00.000Z"],
  ["cron(0/15 * * * ? *)", "2026-11-22T17:30:00.000Z"],
  ["cron(*/15 * * * ? *)", "2026-11-22T17:30:00.000Z"],
  ["cron(0 9 ? * MON-FRI *)", "2026-11-23T09:00:00.000Z"],
  ["cron(0 9 ? * 1,7 *)", "2026-11-28T09:00:00.000Z"],
  ["cron(30 8-10/2 1 JAN ? 2027)", "2027-01-01T08:30:00.000Z"],
])("%s is due next at %s", (expression, expected) => {
  expect(nextAfter(expression, now)).toBe(expected);
});

test("what is due now is due next a period later", () => {
  expect(nextAfter("cron(25 17 * * ? *)", "2026-11-22T17:25:00.000Z")).toBe("2026-11-23T17:25:00.000Z");
});

test.each([
  "rate(0 minutes)",
  "rate(5 seconds)",
  "rate(5)",
  "rate(-1 minutes)",
  "cron(0 9 * * *)",
  "cron(60 9 * * ? *)",
  "cron(0 9 L * ? *)",
  "cron(0 9 ? * MON#1 *)",
  "cron(0/0 9 * * ? *)",
  "every minute",
])("%s is refused", (expression) => {
  expect(() => parseSchedule(expression)).toThrow();
});

test("one that never comes is refused when it is asked for", () => {
  expect(() => nextAfter("cron(0 9 31 FEB ? *)", now)).toThrow("cron(0 9 31 FEB ? *) is not due within a year");
});
