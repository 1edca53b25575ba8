// An event that finds no token asks again soon, and yet never so often that SQS moves it away before it is given up.
import { expect, test } from "@jest/globals";
import { maxReceiveCount } from "../../lib/commands/queue/retry-later.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { eventPauseMs } from "../../lib/routing/event-pause.ts";
import { seededChance } from "../support/seeded-chance.ts";

const hourMs = 3_600_000;
const noToken = new Fault(faults.wtsUnavailable, { retryAfterSeconds: 20, logged: { wtsReason: "RATE_LIMIT" } });
const away = new Fault(faults.wtsUnavailable, { retryAfterSeconds: 5 });

test.each([
  ["the default", 300_000, 12 * hourMs],
  ["the longest that the configuration takes with it", 300_000, 202_500_000],
  ["the longest with short pauses", 10_000, 6_750_000],
  ["the longest with long pauses", 12 * hourMs, 13 * 24 * hourMs],
])(
  "over %s an event is given up by us before SQS moves it away, whatever it waits for (longestPauseMs %d, giveUpAfterMs %d)",
  (_which, longestPauseMs, giveUpAfterMs) => {
    for (const fault of [noToken, away]) {
      const random = seededChance(giveUpAfterMs).next;
      let [waitedMs, receives] = [0, 1];
      for (; waitedMs < giveUpAfterMs; receives += 1)
        waitedMs += eventPauseMs(fault, receives, { longestPauseMs, giveUpAfterMs }, random);
      expect(receives).toBeLessThan(0.95 * maxReceiveCount);
    }
  },
);

test("for want of a token it is hidden for a minute at most where nothing is configured", () => {
  for (const receiveCount of [1, 7, 500])
    expect(
      eventPauseMs(noToken, receiveCount, { longestPauseMs: 300_000, giveUpAfterMs: 12 * hourMs }, () => 0.99),
    ).toBeLessThanOrEqual(60_000);
});
