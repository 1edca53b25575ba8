// What each outcome counts as, and how long its sender waited for it.
import { expect, test } from "@jest/globals";
import { type OutcomeType, outcomeTypes } from "../../lib/core/outcome.ts";
import { countOutcome } from "../../lib/runtime/count-outcome.ts";
import { recording } from "../support/recording.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const atMs = Date.parse(receivedAt) + 1_234;

const counted = (type: OutcomeType, command: { receivedAt?: string; attempt?: number } = {}) => {
  const { meter, taken } = recording();
  // It reads nothing of an outcome but its type.
  countOutcome(meter, { type } as Parameters<typeof countOutcome>[1], { attempt: 0, ...command }, atMs);
  return Object.fromEntries(taken.counted);
};

test.each<[OutcomeType, object]>([
  ["Session Updated", { applied: 1 }],
  ["Session Closed", { applied: 1, closed: 1 }],
  ["Session Reassigned", { applied: 1, moved: 1 }],
  ["Session Held", { applied: 1 }],
  ["Session Update Rejected", { rejected: 1 }],
  ["Session Reassignment Failed", { rejected: 1 }],
  ["Session Hold Ended", {}],
  ["Message Failed", {}],
])("%s counts as %j", (type, metrics) => {
  expect(counted(type)).toEqual(metrics);
});

test("every outcome is in the table above", () => {
  expect(outcomeTypes).toHaveLength(8);
});

test("the latency is that from the sender's delivery to the end, and only of what was applied", () => {
  expect(counted("Session Updated", { receivedAt })).toEqual({ applied: 1, latency: 1_234 });
  expect(counted("Session Update Rejected", { receivedAt })).toEqual({ rejected: 1 });
});

test("a replay, which comes when a person wants it, has none", () => {
  expect(counted("Session Updated", { receivedAt, attempt: 1 })).toEqual({ applied: 1 });
});

test.each([
  ["webhook:loja", "webhook", "webhook:loja"],
  ["event:whatever-a-publisher-calls-itself", "event", "event"],
  ["http:painel", "http", "http"],
  ["auto-close", "schedule", "schedule"],
])("%s counts for its account, and as source %j: none of a name that somebody else chooses", (source, door, shown) => {
  const { meter, taken } = recording();
  const outcome = { type: "Session Closed" } as Parameters<typeof countOutcome>[1];
  countOutcome(meter, outcome, { attempt: 0, from: { account: "filial", source, door } }, atMs);
  // What is closed is only counted for the stage.
  expect(taken.countedFor).toEqual([{ account: "filial", source: shown }]);
});

test("what nobody has looked at yet counts for no account: anybody may write any name", () => {
  const { meter, taken } = recording();
  countOutcome(meter, { type: "Session Update Rejected" } as Parameters<typeof countOutcome>[1], { attempt: 0 }, atMs);
  expect(taken.countedFor).toEqual([]);
});

test("clocks that differ make no time less than nothing", () => {
  const later = new Date(atMs + 500).toISOString();
  expect(counted("Session Updated", { receivedAt: later })).toEqual({ applied: 1, latency: 0 });
});
