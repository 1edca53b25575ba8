// What a command costs is known before it is begun: as many calls as its plan has steps, and one to read what it adds to.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { callsOf, needsSession, planSteps } from "../../../lib/commands/apply/plan.ts";
import { accepted, departmentId, parse, sessionId, userId } from "../../core/support/parse.ts";
import { plausibleCommand } from "../../core/support/plausible-commands.ts";

test.each<[number, object]>([
  [1, { status: "PENDING" }],
  [1, { metadata: null }],
  [2, { metadata: { pedido: "42" } }],
  [2, { status: "PENDING", expect: { status: "IN_PROGRESS" } }],
  [1, { command: "transfer", departmentId }],
  [1, { command: "note", text: "olá" }],
  [2, { command: "message", text: "olá" }],
  [1, { command: "complete" }],
  [2, { command: "complete", note: "fim" }],
  [3, { command: "complete", farewell: "até logo" }],
  [2, { command: "complete", classification: { category: "WON" } }],
  [5, { command: "complete", note: "fim", farewell: "até logo", classification: { category: "WON" } }],
  [5, { command: "complete", note: "fim", farewell: "até logo", metadata: { a: "1" } }],
])("%i calls are made for %j", (calls, input) => {
  expect(callsOf(accepted({ sessionId, ...input }))).toBe(calls);
});

test("every command makes as many calls as are counted", () => {
  const counts = new Set<number>();
  fc.assert(
    fc.property(plausibleCommand, (input) => {
      const parsed = parse(input);
      if (!parsed.ok) return;
      const steps = planSteps(parsed.command, { departmentId, userId }, undefined);
      expect(callsOf(parsed.command)).toBe(steps.length + (needsSession(parsed.command) ? 1 : 0));
      counts.add(callsOf(parsed.command));
    }),
    { numRuns: 500 },
  );
  expect(counts.size).toBeGreaterThan(3);
});

test("metadata is added to what the session has, and null takes all of it away", () => {
  const bodyOf = (metadata: object | null) =>
    planSteps(accepted({ sessionId, metadata }), {}, { id: sessionId, metadata: { a: "1", b: "2" } })[0];
  expect(bodyOf({ b: 3, c: "4" })).toMatchObject({ body: { metadata: { a: "1", b: "3", c: "4" } } });
  expect(bodyOf(null)).toMatchObject({ body: { metadata: null } });
});

test("a field without a value is never sent, as WTS would erase it", () => {
  const command = { command: "update" as const, sessionId, fields: ["Number" as const] };
  expect(() => planSteps(command, {}, undefined)).toThrow("the field Number has no value");
});
