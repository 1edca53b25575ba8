// Some days of a clinic, over a weekend and a municipal holiday: test/long/clinic-month.test.ts has the whole month.
import { expect, test } from "@jest/globals";
import { at } from "../support/clinic/clinic-calendar.ts";
import { clinicReport, runClinic } from "../support/clinic/clinic-simulation.ts";
import config from "../support/clinic/hooks.config.ts";

const friday = "2026-12-04";
/** Always the same here; the month has one of its own each time. */
const seed = Number(process.env.SEED ?? 7);

test("nobody who waits is closed, and nothing that is over stays open, from a Friday to the day after a holiday", async () => {
  const seen = await runClinic({
    ...{ config, firstDay: friday, days: Number(process.env.CLINIC_DAYS ?? 6), seed },
    perDay: Number(process.env.CLINIC_PER_DAY ?? 12),
    closedDays: [{ day: "2026-12-08", reason: "Nossa Senhora da Conceição" }],
    routingMinutes: 2,
    vipAtMs: at(friday, "18:01"),
  });
  console.info(clinicReport(seen));
  expect({ seed, findings: seen.findings }).toEqual({ seed, findings: [] });
  expect(seen.failures).toEqual({ lost: [], parked: [], rateProblems: [] });
  // Five minutes until the next step, and nobody there before Monday, 09:00.
  const [firstMs = 0] = seen.vip?.moves ?? [];
  expect(firstMs).toBeGreaterThanOrEqual(at("2026-12-07", "09:00"));
  expect(firstMs).toBeLessThan(at("2026-12-07", "09:05"));
}, 600_000);

test("what is wrong is found: thanks and wishes that nobody understands, routing without hours and shifts", async () => {
  const [bot, ...closing] = config.autoClose.policies;
  if (!bot) throw new Error("the clinic has no policies");
  const wrong = closing.map((policy) => ({ ...policy, courtesyReplies: false }));
  const policies = config.routing.policies.map(({ hours: _, ...policy }) => policy);
  const seen = await runClinic({
    config: {
      ...config,
      messages: { ...config.messages, neverMessage: [], optOutWords: [] },
      autoClose: { ...config.autoClose, policies: [bot, ...wrong] },
      routing: { ...config.routing, policies, people: {} },
    },
    ...{ firstDay: friday, days: 4, perDay: 20, seed, routingMinutes: 5 },
  });
  const found = new Set(seen.findings.map(({ what }) => what));
  console.info(JSON.stringify({ seed, found: [...found] }));
  // Which of the texts it is depends on who is due in these days.
  expect([...found].some((what) => what.endsWith("against the wish"))).toBe(true);
  expect([...found]).toEqual(
    expect.arrayContaining([
      "a finished session is left open",
      "a session is moved out of hours",
      "a session is moved to somebody off shift",
    ]),
  );
}, 600_000);
