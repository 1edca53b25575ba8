// The detail of a "Session Reassignment Requested": understood as a whole, or refused with everything that is wrong.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseMoveRequest } from "../../../lib/routing/rules/move-request.ts";
import { anyInput } from "../../core/support/any-input.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const good = { sessionId, reason: "deal won in the CRM" };
const issuesOf = (input: unknown) => {
  const parsed = parseMoveRequest(input);
  return parsed.ok ? [] : parsed.issues.map(({ path, code }) => `${path} ${code}`);
};

describe("a request", () => {
  test.each<[object, object]>([
    [{}, {}],
    [{ to: { user: "x".repeat(200) } }, { to: { user: "x".repeat(200) } }],
    [{ to: { department: "Vendas" } }, { to: { department: "Vendas" } }],
    [{ to: { user: " ana@example.com " } }, { to: { user: "ana@example.com" } }],
    [
      { to: { department: "Vendas", user: "Ana" }, policy: "vip" },
      { to: { department: "Vendas", user: "Ana" }, policy: "vip" },
    ],
    [{ account: "filial", idempotencyKey: "k", hops: 1, correlationId: "c", causationId: "d" }, {}],
  ])("says %j", (more, expected) => {
    expect(parseMoveRequest({ ...good, ...more })).toStrictEqual({ ok: true, request: { ...good, ...expected } });
  });

  test.each<[unknown, string[]]>([
    [{ reason: "x" }, ["sessionId SESSION_ID_EMPTY"]],
    [{ sessionId }, ["reason TYPE_INVALID"]],
    [{ ...good, reason: " " }, ["reason TYPE_INVALID"]],
    [{ ...good, reason: "x".repeat(501) }, ["reason TYPE_INVALID"]],
    [{ ...good, sessionId: "../x" }, ["sessionId SESSION_ID_INVALID"]],
    [{ ...good, to: { user: "x".repeat(201) } }, ["to.user TYPE_INVALID"]],
    [{ ...good, to: {} }, ["to DESTINATION_MISSING"]],
    [{ ...good, to: "Vendas" }, ["to TYPE_INVALID"]],
    [{ ...good, to: { department: null } }, ["to.department TYPE_INVALID"]],
    [{ ...good, to: { departmentId: "Vendas" } }, ["to.departmentId PROPERTY_UNKNOWN", "to DESTINATION_MISSING"]],
    [{ ...good, policy: 7 }, ["policy TYPE_INVALID"]],
    [{ ...good, poliçy: "x", Reason: "y" }, ["? PROPERTY_UNKNOWN", "Reason PROPERTY_UNKNOWN"]],
    [
      { session: sessionId, reason: 7, to: { user: "" }, policy: "" },
      [
        "session PROPERTY_UNKNOWN",
        "sessionId SESSION_ID_EMPTY",
        "reason TYPE_INVALID",
        "to.user TYPE_INVALID",
        "policy TYPE_INVALID",
      ],
    ],
    [null, [" TYPE_INVALID"]],
    [[good], [" TYPE_INVALID"]],
  ])("is refused with all its problems: %j", (input, expected) => {
    expect(issuesOf(input)).toEqual(expected);
  });

  test("a misspelt property is answered with its correction, also one of the envelope", () => {
    const parsed = parseMoveRequest({ ...good, polcy: "x", correlationID: "y" });
    expect(parsed.ok ? [] : parsed.issues.map(({ message }) => message)).toEqual([
      "polcy is not a property of a reassignment request; the nearest one is policy",
      "correlationID is not a property of a reassignment request; the nearest one is correlationId",
    ]);
  });

  test("any value at all is answered", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const parsed = parseMoveRequest(input);
        expect(parsed.ok || parsed.issues.length > 0).toBe(true);
      }),
    );
  });
});
