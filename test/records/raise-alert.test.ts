// Alerts: at most one a cause an hour, with the command that mends it; nobody's work fails because one cannot be told.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { BusEvent } from "../../lib/aws/bus.ts";
import { type Alert, alertCodeOf, alertCodes, mendingCommand } from "../../lib/core/alert.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { alertRecords } from "../../lib/records/alerts.ts";
import { type AlertDependencies, raiseAlert } from "../../lib/records/raise-alert.ts";
import { jsonLog } from "../../lib/runtime/log.ts";
import { expectDescribed } from "../support/described-events.ts";
import { manualClock } from "../support/manual-clock.ts";
import { memoryTable } from "../support/memory-table.ts";

const hourMs = 3_600_000;
const stopped: Alert = { account: "default", code: "RUN_STOPPED", run: "a1b2" };

let clock: ReturnType<typeof manualClock>;
let table: ReturnType<typeof memoryTable>;
let published: BusEvent[];
let lines: string[];
let isBusAway: boolean;
beforeEach(() => {
  clock = manualClock(Date.parse("2026-11-30T12:10:00Z"));
  table = memoryTable();
  published = [];
  lines = [];
  isBusAway = false;
});

/** Each is a process of its own. */
const another = (): AlertDependencies => ({
  alerts: alertRecords({ table, clock }),
  bus: {
    publish: async (events) => {
      if (isBusAway) throw new Fault(faults.busUnavailable);
      published.push(...events);
    },
  },
  clock,
  log: jsonLog((line) => lines.push(line)),
});

test("it says what, of which account, and what is to be typed", async () => {
  await raiseAlert(another(), stopped);
  expect(published).toEqual([
    {
      type: "Alert Raised",
      detail: {
        ...{ id: expect.any(String), raisedAt: "2026-11-30T12:10:00.000Z" },
        ...{ account: "default", code: "RUN_STOPPED", run: "a1b2" },
        command: "npm run hooks -- auto-close runs show a1b2",
      },
    },
  ]);
});

test.each(alertCodes)(
  "%s is an event as its schema describes it, with everything that an alert may name",
  async (code) => {
    await raiseAlert(another(), { account: "default", code });
    await raiseAlert(another(), { account: "filial", code, policy: "parados", run: "a1b2", count: 3 });
    expect(published).toHaveLength(2);
    expectDescribed(published, "Alert Raised");
  },
);

test("the same cause is told once an hour, by however many processes; another cause beside it", async () => {
  const [one, two] = [another(), another()];
  for (const each of [one, two, one]) await raiseAlert(each, stopped);
  await raiseAlert(two, { account: "default", code: "POLICY_WAITS", policy: "parados" });
  await raiseAlert(two, { account: "default", code: "POLICY_WAITS", policy: "outra" });
  await raiseAlert(two, { ...stopped, account: "filial" });
  expect(published).toHaveLength(4);
  clock.advance(hourMs - 1);
  for (const each of [one, two]) await raiseAlert(each, stopped);
  expect(published).toHaveLength(4);
  clock.advance(1);
  for (const each of [one, two]) await raiseAlert(each, stopped);
  expect(published).toHaveLength(5);
});

describe("where the bus does not take it", () => {
  test("nobody's work fails, and it is told as soon as the bus is back", async () => {
    isBusAway = true;
    await raiseAlert(another(), stopped);
    expect(lines.join()).toContain("alert not raised");
    isBusAway = false;
    await raiseAlert(another(), stopped);
    expect(published).toHaveLength(1);
  });
});

test("every code has a command, and what only people can mend has a code", () => {
  for (const code of alertCodes) expect(mendingCommand({ account: "default", code })).toMatch(/^npm run hooks -- \w+/);
  expect(alertCodeOf(new Fault(faults.wtsDenied))).toBe("WTS_KEY_REFUSED");
  expect(alertCodeOf(new Fault(faults.secretsUnavailable))).toBe("SECRETS_BROKEN");
  expect(alertCodeOf(new Fault(faults.wtsUnavailable))).toBeUndefined();
});
