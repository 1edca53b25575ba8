// Describes the shifts of people: outside theirs nobody is there, whatever WTS says of them.
import * as z from "zod/mini";
import { exactly, name, type ReportProblem, rule } from "../../core/config-shape.ts";
import { businessHoursShape } from "../../core/hours/business-hours.ts";
import { foldName } from "../../core/names.ts";
import { isProperties } from "../../core/value.ts";

const checkNames = (people: unknown, report: ReportProblem): void => {
  if (!isProperties(people)) return;
  const names = Object.keys(people);
  for (const [index, each] of names.entries())
    if (names.slice(0, index).some((other) => foldName(other) === foldName(each)))
      report([each], "is there twice; keep one");
};

const shift = exactly({
  hours: businessHoursShape,
  /** Without one the person has the shift in every account. */
  account: z.optional(z.string("must be a text").check(z.regex(/^\S+$/, "must name an account"))),
});

export const peopleShape = z
  .record(
    name("a person's name, e-mail or id"),
    shift,
    "must be an object of people, each with their hours: {[name, e-mail or id]: {hours}}",
  )
  .check(rule(checkNames));
