// Whoever wants metrics by more than the stage hears what they cost before anything is deployed.
import { expect, test } from "@jest/globals";
import { metricsPrice } from "../../scripts/prices/metrics-price.ts";

const names = { sources: ["loja", "crm"], accounts: ["default", "filial"] };

test("nothing more is reported, and nothing is said, unless somebody asks for it", () => {
  expect(metricsPrice({ by: [], ...names })).toBeUndefined();
});

test("each value has two metrics, of US$ 0.30 a month each", () => {
  expect(metricsPrice({ by: ["account"], ...names })).toBe(
    "metrics.by: 2 values with 2 metrics each (applied, rejected), up to US$ 1.20 a month, and US$ 0.60 for each account more",
  );
  // The two sources, the HTTP API, events and the schedule.
  expect(metricsPrice({ by: ["source"], ...names })).toContain(
    "5 values with 2 metrics each (applied, rejected), up to US$ 3.00 a month",
  );
  expect(metricsPrice({ by: ["account", "source", "source"], ...names })).toContain("7 values");
});
