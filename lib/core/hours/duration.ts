// A span of time in the unit its author thinks in.
import * as z from "zod/mini";
import type { ReportProblem } from "../config-shape.ts";
import { isProperties, own } from "../value.ts";

export const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
type Unit = keyof typeof unitMs;
const units = Object.keys(unitMs) as Unit[];

const amount = (unit: Unit) =>
  z.optional(z.number(`must be a number of ${unit}`).check(z.positive(`must be more than 0 ${unit}`)));

/** The parts of a shape that holds a span; exactly one of them has to be given, which `durationRule` checks. */
export const durationParts = { minutes: amount("minutes"), hours: amount("hours"), days: amount("days") };

type Duration = { [Name in Unit]?: number | undefined };

export const durationMs = (duration: Duration): number => {
  const unit = units.find((name) => duration[name] !== undefined);
  return unit === undefined ? 0 : Math.round((duration[unit] ?? 0) * unitMs[unit]);
};

/** Undefined for what is no span yet: what is wrong with it is left to the shape. */
export const durationOf = (value: unknown): number | undefined => {
  if (!isProperties(value)) return undefined;
  const given = units.filter((name) => Number.isFinite(own(value, name)));
  return given.length === 1 ? durationMs(value as Duration) : undefined;
};

export const durationRule = (value: unknown, report: ReportProblem): void => {
  if (!isProperties(value)) return;
  const given = units.filter((name) => own(value, name) !== undefined);
  if (given.length !== 1)
    report(
      [],
      `needs exactly one of ${units.join(", ")}, and has ${given.length === 0 ? "none" : given.join(" and ")}`,
    );
  if (own(value, "clock") === "business" && own(value, "days") !== undefined)
    report(["days"], "a day of business time could mean 24 hours or one working day; say hours");
};
