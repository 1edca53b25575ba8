// A month of a clinic: contacts who ask, thank, pay late and come back, staff with shifts, lunch and vacations, holidays and a
// half day; whatever the product does is held against what the people mean. CLINIC_DAYS, CLINIC_PER_DAY, CLINIC_ROUTING_MINUTES
// and SEED make it shorter, or another one.
import { expect, test } from "@jest/globals";
import { clinicReport, runClinic } from "../support/clinic/clinic-simulation.ts";
import config from "../support/clinic/hooks.config.ts";
import { anySeed } from "../support/seeded-chance.ts";

test("a month of a clinic", async () => {
  const days = Number(process.env.CLINIC_DAYS ?? 30);
  const perDay = Number(process.env.CLINIC_PER_DAY ?? 300);
  const routingMinutes = Number(process.env.CLINIC_ROUTING_MINUTES ?? 5);
  const seed = anySeed();
  const seen = await runClinic({
    ...{ config, firstDay: "2026-12-01", days, perDay, seed, routingMinutes },
    closedDays: [
      { day: "2026-12-08", reason: "Nossa Senhora da Conceição" },
      { day: "2026-12-11", from: "15:00", reason: "Confraternização" },
    ],
    onDay: (day, progress) => console.info(`${day}: ${progress}`),
  });
  console.info(clinicReport(seen));
  expect({ seed, findings: seen.findings }).toEqual({ seed, findings: [] });
  expect({ ...seen.failures }).toEqual({ lost: [], parked: [], rateProblems: [] });
}, 7_200_000);
