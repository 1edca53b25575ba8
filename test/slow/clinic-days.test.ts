// Some days of a clinic, over a weekend and a municipal holiday: test/long/clinic-month.test.ts has the whole month.
import { expect, test } from "@jest/globals";
import { at } from "../support/clinic/clinic-calendar.ts";
import { clinicReport, runClinic } from "../support/clinic/clinic-simulation.ts";
import config from "../support/clinic/hooks.config.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("nobody who waits is closed, and nothing that is over stays open, from a Friday to the day after a holiday", async () => {
  const days = Number(process.env.CLINIC_DAYS ?? 6);
  const perDay = Number(process.env.CLINIC_PER_DAY ?? 24);
  const closedDays = [{ day: "2026-12-08", reason: "Nossa Senhora da Conceição" }];
  const seen = await runClinic({
    ...{ config, firstDay: "2026-12-04", days, perDay, seed: anySeed(), routingMinutes: 2, closedDays },
    vipAtMs: at("2026-12-04", "18:01"),
  });
  console.info(clinicReport(seen));
  expect(seen.findings).toEqual([]);
  // Five minutes until the next step, and nobody there before Monday, 09:00.
  const [firstMs = 0] = seen.vip?.moves ?? [];
  expect(firstMs).toBeGreaterThanOrEqual(at("2026-12-07", "09:00"));
  expect(firstMs).toBeLessThan(at("2026-12-07", "09:05"));
  expect({ ...seen.failures }).toEqual({ lost: [], parked: [], rateProblems: [] });
}, 600_000);
