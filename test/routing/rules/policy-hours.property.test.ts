// Whatever the hours, the shifts and the instant: nothing is moved by the clock while a policy is closed, and nobody off shift gets anything.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type BusinessHours, weekdays } from "../../../lib/core/hours/business-hours.ts";
import { isOpen } from "../../../lib/core/hours/business-time.ts";
import { departmentCalendars } from "../../../lib/core/hours/department-calendars.ts";
import { decideRouting } from "../../../lib/routing/rules/decide-routing.ts";
import { dueTrigger } from "../../../lib/routing/rules/due-trigger.ts";
import type { RoutingContext } from "../../../lib/routing/rules/routing-context.ts";
import { anyQuestion } from "./support/any-routing.ts";
import { now } from "./support/routing.ts";

const timeZone = "America/Sao_Paulo";
const two = (number: number) => String(number).padStart(2, "0");
const period = fc
  .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 6 }))
  .map(([from, length]) => `${two(from)}:00-${two(Math.min(from + length, 24))}:00`);

const anyHours: fc.Arbitrary<BusinessHours> = fc
  .record(Object.fromEntries(weekdays.map((day) => [day, fc.array(period, { maxLength: 1 })])))
  .map((weekly) => ({ weekly, holidays: [] }));

const anyNow = fc.integer({ min: 0, max: 7 * 24 * 4 }).map((quarters) => now + quarters * 900_000);

/** Some of the policies have hours, and some of the people are off shift: as the reader of people has them, unavailable too. */
const anyHoursQuestion = fc
  .record({
    question: anyQuestion,
    hours: fc.array(fc.option(anyHours, { nil: undefined }), { minLength: 3, maxLength: 3 }),
    off: fc.subarray(["ana", "bia", "caio", "davi"]),
    nowMs: anyNow,
    postponed: fc.constantFrom<"SESSION_NEW" | "SESSION_UPDATE" | undefined>(
      "SESSION_NEW",
      "SESSION_UPDATE",
      undefined,
    ),
  })
  .map(({ question: { facts, policies: asked, context: given }, hours, off, nowMs, postponed }) => {
    const policies = asked.map((policy, index) => ({ ...policy, hours: hours[index] }));
    const made = policies.flatMap(({ name, hours: own }) => {
      const calendars = own && departmentCalendars(own, { timeZone });
      return calendars && !("problem" in calendars) ? [[name, calendars] as const] : [];
    });
    const context: RoutingContext = {
      ...given,
      nowMs,
      candidates: given.candidates.map((each) =>
        off.includes(each.userId) ? { ...each, available: false, offShift: {} } : each,
      ),
      hours: { calendars: new Map(made) },
      ...(given.state && { state: { ...given.state, ...(postponed && { postponed }) } }),
    };
    return { facts, policies, context, calendars: new Map(made) };
  });

test("nothing but a request moves a session by a policy that is closed", () => {
  let closed = 0;
  fc.assert(
    fc.property(anyHoursQuestion, ({ facts, policies, context, calendars }) => {
      const { action, policy } = decideRouting(facts, policies, context);
      const made = calendars.get(policy ?? "");
      if (!made || isOpen(made.calendar, context.nowMs)) return;
      closed += 1;
      if (context.trigger.on !== "requested") expect(action).toBe("keep");
    }),
    { numRuns: 2_000 },
  );
  expect(closed).toBeGreaterThan(50);
});

test("nothing is due by the clock where every policy is closed", () => {
  fc.assert(
    fc.property(anyHoursQuestion, ({ facts, policies, context, calendars }) => {
      const shut = policies.filter(({ name }) => {
        const made = calendars.get(name);
        return made !== undefined && !isOpen(made.calendar, context.nowMs);
      });
      const found = dueTrigger(facts, shut, context);
      if (!found) return;
      // All that may be left to say is what is wrong with the configuration's names, never a move.
      const decided = decideRouting(facts, shut, { ...context, trigger: { on: found.on } });
      expect(decided.action).toBe("keep");
    }),
    { numRuns: 1_000 },
  );
});

test("nobody off shift is ever given a session, whoever asks", () => {
  let passedOver = 0;
  fc.assert(
    fc.property(anyHoursQuestion, ({ facts, policies, context }) => {
      const { userId, rejected } = decideRouting(facts, policies, context);
      const off = context.candidates.filter(({ offShift }) => offShift).map((each) => each.userId);
      expect(off).not.toContain(userId);
      if (rejected.some(({ code }) => code === "OFF_SHIFT")) passedOver += 1;
      for (const each of rejected) if (each.code === "OFF_SHIFT") expect(off).toContain(each.userId);
    }),
    { numRuns: 2_000 },
  );
  expect(passedOver).toBeGreaterThan(10);
});
