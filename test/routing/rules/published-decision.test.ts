// What is published of a decision: all of it, and never more than an event can hold.
import { expect, test } from "@jest/globals";
import { publishedDecision } from "../../../lib/routing/rules/published-decision.ts";
import type { RejectedCandidate, RejectionCode, RoutingDecision } from "../../../lib/routing/rules/routing-decision.ts";

const rejected = (count: number, code: RejectionCode): RejectedCandidate[] =>
  Array.from({ length: count }, (_, index) => ({
    userId: `a0e1d2c3-0000-4000-8000-${String(index).padStart(12, "0")}`,
    code,
  }));
const decision = (all: readonly RejectedCandidate[]): RoutingDecision => ({
  ...{ action: "assign", departmentId: "d-1", userId: "u-1", skipped: [], failed: false, rejected: all },
  reasons: [{ code: "CHOSEN", params: { strategy: "round-robin", eligible: 2 } }],
  cursor: { key: "p/0/d-1", value: 7 },
  state: {
    ...{ policy: "p", step: 0, atMs: 1, departmentId: "d-1", userId: "u-1" },
    originDepartmentId: null,
    tried: [],
  },
});

test("everybody who was passed over is published, and nothing that only the next decision needs", () => {
  const all = [...rejected(2, "FULL"), ...rejected(498, "NOT_A_MEMBER")];
  const published = publishedDecision({ decision: decision(all), context: { trigger: { on: "SESSION_NEW" } } });
  expect(published).toMatchObject({ trigger: "SESSION_NEW", action: "assign", rejected: all });
  for (const name of ["state", "cursor", "rejectedMore"]) expect(published).not.toHaveProperty(name);
});

test("of thousands those who were near are published, and how many more there were", () => {
  const all = [...rejected(4_000, "NOT_A_MEMBER"), ...rejected(30, "UNAVAILABLE")];
  const published = publishedDecision({ decision: decision(all), context: { trigger: { on: "SESSION_NEW" } } });
  expect(published.rejected.filter(({ code }) => code === "UNAVAILABLE")).toHaveLength(30);
  expect(published.rejected.length + (published.rejectedMore ?? 0)).toBe(4_030);
  expect(JSON.stringify(published).length).toBeLessThan(200_000);
});

test("however long the ids are, what is published of the rejected stays below 100 kB", () => {
  const long = rejected(1_000, "UNAVAILABLE").map(({ code }, index) => ({
    userId: `${index}-${"ç".repeat(500)}`,
    code,
  }));
  const published = publishedDecision({ decision: decision(long), context: { trigger: { on: "SESSION_NEW" } } });
  expect(published.rejected.length).toBeGreaterThan(50);
  expect(published.rejected.length + (published.rejectedMore ?? 0)).toBe(1_000);
  expect(Buffer.byteLength(JSON.stringify(published))).toBeLessThan(100_000);
});
