// The command `route`: what it asks the policies, and what of it is refused.
import { describe, expect, test } from "@jest/globals";
import { parseCommand } from "../../../lib/core/command/command.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const parse = (input: object) => parseCommand({ command: "route", sessionId, ...input }, { timeZone: "UTC" });
const problems = (input: object): string[] => {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.issues.map(({ path, code }) => `${path} ${code}`);
};
const reason = "pagamento aprovado";

describe("a route", () => {
  test.each<[string, object]>([
    ["by a policy", { policy: "vendas" }],
    ["to a department", { to: { department: "Comercial" } }],
    ["to a person", { to: { user: "carla@example.com" } }],
    ["to a person of a department", { to: { department: "Comercial", user: "Carla Mendes" } }],
    ["to a department, by a policy's strategy", { to: { department: "Comercial" }, policy: "vendas" }],
    ["by whichever policy fits", {}],
    ["of a session that is still as its sender saw it", { expect: { status: "PENDING" } }],
  ])("%s is read as it was written", (_what, input) => {
    const parsed = parse({ reason, ...input });
    expect(parsed).toEqual({ ok: true, command: { command: "route", sessionId, reason, ...input } });
    expect(parsed.ok && parseCommand(parsed.command, { timeZone: "UTC" })).toEqual(parsed);
  });

  test("is read without the spaces around its words", () => {
    const input = { reason: ` ${reason}\n`, policy: " vendas ", to: { department: " Comercial " } };
    expect(parse(input)).toMatchObject({ command: { reason, policy: "vendas", to: { department: "Comercial" } } });
  });

  test.each<[string, object, string[]]>([
    ["no reason", { policy: "vendas" }, ["reason TYPE_INVALID"]],
    ["a blank reason", { reason: "  " }, ["reason TYPE_INVALID"]],
    ["a reason of a whole letter", { reason: "x".repeat(501) }, ["reason TYPE_INVALID"]],
    ["a policy that is no name", { reason, policy: 7 }, ["policy TYPE_INVALID"]],
    ["a destination as a text", { reason, to: "Comercial" }, ["to TYPE_INVALID"]],
    ["an empty destination", { reason, to: {} }, ["to DESTINATION_MISSING"]],
    [
      "a misspelt destination",
      { reason, to: { departmnt: "C" } },
      ["to.departmnt PROPERTY_UNKNOWN", "to DESTINATION_MISSING"],
    ],
    ["a misspelt policy", { reason, polici: "vendas" }, ["polici PROPERTY_UNKNOWN"]],
    ["what only a transfer has", { reason, department: "Comercial" }, ["department PROPERTY_UNKNOWN"]],
    [
      "several mistakes at once",
      { policy: "", to: { user: 1 } },
      ["reason TYPE_INVALID", "to.user TYPE_INVALID", "policy TYPE_INVALID"],
    ],
  ])("with %s is refused", (_what, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });
});
