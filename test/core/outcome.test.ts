// What an outcome says of a command: which fields it wrote and how it is called, and nothing that is private.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Fault, faults } from "../../lib/core/faults.ts";
import {
  changesOf,
  fieldsOf,
  type OutcomeType,
  outcomeOf,
  outcomeTypes,
  rejectedOutcome,
  successType,
} from "../../lib/core/outcome.ts";
import { accepted, departmentId, parse, sessionId, userId } from "./support/parse.ts";
import { plausibleCommand } from "./support/plausible-commands.ts";

const canary = "canario-7f3a";
const phone = "5511987654321";

describe("the outcome of a command", () => {
  test.each<[OutcomeType, object]>([
    ["Session Closed", { command: "complete" }],
    ["Session Closed", { status: "COMPLETED" }],
    ["Session Closed", { status: "COMPLETED", departmentId }],
    ["Session Reassigned", { command: "transfer", departmentId }],
    ["Session Reassigned", { departmentId }],
    ["Session Reassigned", { userId: null }],
    ["Session Reassigned", { status: "PENDING", departmentId, userId }],
    ["Session Updated", { status: "PENDING" }],
    ["Session Updated", { number: "7", metadata: { a: "1" } }],
    ["Session Updated", { command: "note", text: "olá" }],
    ["Session Updated", { command: "message", text: "olá" }],
    // The department only says whose member the person has to be, but the person changes.
    ["Session Reassigned", { fields: ["UserId"], departmentId, userId }],
  ])("is %s for %j", (type, input) => {
    expect(successType(accepted({ sessionId, ...input }))).toBe(type);
  });

  test("names the fields it wrote", () => {
    expect(fieldsOf(accepted({ sessionId, status: "PENDING", number: null }))).toEqual(["Status", "Number"]);
    expect(fieldsOf(accepted({ sessionId, command: "transfer", departmentId }))).toEqual(["DepartmentId", "UserId"]);
    expect(fieldsOf(accepted({ sessionId, command: "complete", note: "fim" }))).toEqual(["Status"]);
    expect(
      fieldsOf(accepted({ sessionId, command: "complete", metadata: { a: "1" }, classification: { category: "WON" } })),
    ).toEqual(["Status", "Metadata", "Classification"]);
    expect(fieldsOf(accepted({ sessionId, command: "note", text: "olá" }))).toEqual([]);
  });

  test("has WTS's ids in place of names, and of what it did not write it has none", () => {
    const to = { departmentId, userId };
    expect(changesOf(accepted({ sessionId, department: "Vendas", user: "Ana" }), to)).toEqual({
      fields: ["DepartmentId", "UserId"],
      ...to,
    });
    expect(changesOf(accepted({ sessionId, fields: ["UserId"], department: "Vendas", user: "Ana" }), to)).toEqual({
      fields: ["UserId"],
      userId,
    });
    expect(changesOf(accepted({ sessionId, userId: null }), { userId: null })).toEqual({
      fields: ["UserId"],
      userId: null,
    });
  });

  test("has the status and the end that were written", () => {
    expect(changesOf(accepted({ sessionId, status: "pending", endAt: null }))).toEqual({
      fields: ["Status", "EndAt"],
      status: "PENDING",
      endAt: null,
    });
    expect(changesOf(accepted({ sessionId, command: "complete" }))).toEqual({
      fields: ["Status"],
      status: "COMPLETED",
    });
  });
});

describe("the detail of an outcome", () => {
  const origin = {
    ...{ id: "c-1", account: "default", door: "event" as const, source: "event:crm", deliveryId: "d-1" },
    ...{ correlationId: "k-1", hops: 2 },
  };
  const said = { sessionId, command: "transfer" as const };

  test("says whom it follows, and counts one more hop", () => {
    expect(outcomeOf("Session Updated", origin, { ...said, changes: { fields: ["Number"] }, reasons: ["R"] })).toEqual({
      type: "Session Updated",
      detail: {
        ...{ ...origin, ...said, changes: { fields: ["Number"] }, reasons: ["R"] },
        ...{ causationId: "c-1", hops: 3 },
      },
    });
  });

  test("says of what nobody told it that there is none, or nothing at all", () => {
    const { detail } = outcomeOf("Session Reassignment Failed", origin, { ...said, issues: [] });
    expect(detail).toMatchObject({ changes: { fields: [] }, reasons: [] });
    for (const name of ["rule", "issues", "decision"]) expect(detail).not.toHaveProperty(name);
  });

  test("takes of what it is made from only what is published", () => {
    const more = { ...origin, rule: "esquecidas", attempt: 4, occurredAt: "2026-11-20T12:00:00Z", contentId: canary };
    const { detail } = outcomeOf("Session Closed", more, { ...said, decision: { action: "keep" } });
    expect(detail).toMatchObject({ rule: "esquecidas", decision: { action: "keep" } });
    for (const name of ["attempt", "occurredAt", "contentId"]) expect(detail).not.toHaveProperty(name);
  });

  test("of a rejection has the code and the issues, and never WTS's own text", () => {
    const issues = [{ path: "number", code: "TYPE_INVALID" as const, message: "number must be a text" }];
    const rejected = rejectedOutcome(origin, said, new Fault(faults.commandInvalid, { issues, message: canary }));
    expect(rejected).toMatchObject({
      type: "Session Update Rejected",
      detail: { reasons: ["COMMAND_INVALID"], issues, changes: { fields: [] } },
    });
    expect(JSON.stringify(rejected)).not.toContain(canary);
  });
});

describe("an outcome that would be too large for the bus", () => {
  const origin = {
    ...{ id: "c", account: "default", door: "webhook" as const, source: "s", deliveryId: "d" },
    ...{ correlationId: "c", hops: 0 },
  };
  const issue = { path: "fields.0", code: "TYPE_INVALID" as const, message: "x".repeat(1_000) };
  const decision = { rejected: Array.from({ length: 1_000 }, () => ({ userId: "u".repeat(300), code: "FULL" })) };
  const detailOf = (issues: number, more: object = {}) =>
    outcomeOf("Session Update Rejected", origin, {
      ...{ sessionId, command: "update", reasons: ["COMMAND_INVALID"] },
      ...{ issues: Array.from({ length: issues }, () => issue), ...more },
    }).detail;

  test("leaves the decision out first, and says so", () => {
    const detail = detailOf(100, { decision });
    expect(detail).not.toHaveProperty("decision");
    expect(detail).toMatchObject({ leftOut: ["decision"], reasons: ["COMMAND_INVALID"] });
    expect(detail.issues).toHaveLength(100);
  });

  test("leaves out the issues too where they are what is large", () => {
    const detail = detailOf(1_000, { decision });
    expect(detail).toMatchObject({ leftOut: ["decision", "issues"], reasons: ["COMMAND_INVALID"] });
    expect(JSON.stringify(detail).length).toBeLessThan(2_000);
  });

  test("is told whole as long as it fits", () => {
    expect(detailOf(100, { decision: { rejected: [] } })).not.toHaveProperty("leftOut");
  });
});

describe("an outcome never holds", () => {
  test.each<[string, object]>([
    ["the text of a note", { command: "note", text: canary }],
    ["the text of a message", { command: "message", text: canary }],
    ["a closing note or farewell", { command: "complete", note: canary, farewell: canary }],
    ["metadata", { metadata: { cpf: canary, [`k${canary}`]: phone }, number: phone }],
    [
      "a completion's metadata or classification",
      {
        command: "complete",
        metadata: { cpf: canary },
        classification: { category: "WON", description: canary },
      },
    ],
    ["a number or classification", { number: canary, classification: { description: canary } }],
    ["a person's name or e-mail", { department: canary, user: `${canary}@example.com` }],
    ["a transfer's names", { command: "transfer", department: canary, user: canary }],
  ])("%s", (_what, input) => {
    const published = JSON.stringify(changesOf(accepted({ sessionId, ...input }), { departmentId, userId }));
    expect(published).not.toContain(canary);
    expect(published).not.toContain(phone);
  });

  test("a property beyond fields, status, destination and end, whatever the command", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(plausibleCommand, (input) => {
        const parsed = parse(input);
        if (!parsed.ok) return;
        expect(outcomeTypes).toContain(successType(parsed.command));
        for (const name of Object.keys(changesOf(parsed.command, { departmentId, userId }))) seen.add(name);
      }),
      { numRuns: 500 },
    );
    expect([...seen].sort()).toEqual(["departmentId", "endAt", "fields", "status", "userId"]);
  });
});
