// What hooks.config.ts may say about holds: which days count as business days, and which tags of contacts hold a session.
import * as z from "zod/mini";
import { mostBusinessDays } from "../../core/command/hold-request.ts";
import { exactly, part, type ReportProblem, rule } from "../../core/config-shape.ts";
import { longestHoldDays } from "../../core/holds/refuse-until.ts";
import { businessHoursShape } from "../../core/hours/business-hours.ts";
import { isProperties, own } from "../../core/value.ts";

const whole = (unit: string, most: number) =>
  z
    .number(`must be a number of ${unit}`)
    .check(z.int(`must be whole ${unit}`), z.gte(1, "must be at least 1"), z.lte(most, `must be at most ${most}`));

const checkLength = (value: unknown, report: ReportProblem): void => {
  if (!isProperties(value)) return;
  const given = ["days", "businessDays"].filter((key) => own(value, key) !== undefined);
  if (given.length !== 1) report([], "needs either days or businessDays, and not both");
};

const tag = exactly({
  days: z.optional(whole("days", longestHoldDays)),
  businessDays: z.optional(whole("business days", mostBusinessDays)),
}).check(rule(checkLength));

const checkHours = (value: unknown, report: ReportProblem): void => {
  if (isProperties(value) && own(value, "weekly") === "account")
    report(["weekly"], 'must be the periods of each weekday here, such as {monday: ["09:00-18:00"]}');
};

const office = ["09:00-18:00"];
/** The days on which Brazil's banks settle, since most holds wait for money. */
const bankDays = {
  weekly: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  holidays: ["BR-bank"],
};

export const holdsShape = part({
  hours: z.prefault(businessHoursShape.check(rule(checkHours)), bankDays),
  note: z._default(z.boolean("must be true or false"), true),
  tags: z._default(
    z.record(
      z.string().check(z.refine((name) => name.trim() !== "", "must be a tag's name or id")),
      tag,
      'must be an object by tag, such as {"me-chama-amanha": {businessDays: 1}}',
    ),
    {},
  ),
});

export type HoldsConfig = z.output<typeof holdsShape>;
