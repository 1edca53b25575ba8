// A limit counts all that a person has, or only what they have in the department.
import { describe, expect, test } from "@jest/globals";
import { decideRouting } from "../../../lib/routing/rules/decide-routing.ts";
import { context, type PolicyInput, person, policiesOf, policy, sales, session, support } from "./support/routing.ts";

const decide = (capacity: PolicyInput["capacity"], more: object, facts = session()) =>
  decideRouting(
    facts,
    policiesOf(policy({ capacity })),
    context("SESSION_NEW", { candidates: [person("ana", { openSessions: 6, ...more })] }),
  );

const inSales = (openSessions: number, reserved = 0) => ({
  loads: { [sales]: { openSessions, reserved }, [support]: { openSessions: 6 - openSessions, reserved: 0 } },
});

describe("a capacity of 4", () => {
  test.each<[string, PolicyInput["capacity"], object, boolean]>([
    ["of the account counts what is elsewhere", 4, inSales(1), false],
    ["says so in the other way, too", { sessions: 4, per: "account" }, inSales(1), false],
    ["of the department does not", { sessions: 4, per: "department" }, inSales(1), true],
    ["of the department is reached there", { sessions: 4, per: "department" }, inSales(4), false],
    ["of the department counts what was promised there", { sessions: 4, per: "department" }, inSales(3, 1), false],
    ["of the department leaves the last slot", { sessions: 4, per: "department" }, inSales(2, 1), true],
    [
      "of the department has room for a member with nothing there",
      { sessions: 4, per: "department" },
      { loads: {} },
      true,
    ],
    [
      "of the department counts everything where nobody counted by department",
      { sessions: 4, per: "department" },
      {},
      false,
    ],
  ])("%s", (_what, capacity, more, hasRoom) => {
    const { userId, rejected } = decide(capacity, more);
    expect(userId).toBe(hasRoom ? "ana" : undefined);
    expect(rejected.map(({ code }) => code)).toEqual(hasRoom ? [] : ["FULL"]);
  });

  test("does not count the session itself where its owner has it in the department", () => {
    const full = inSales(4);
    const request = (departmentId: string) =>
      decideRouting(
        session({ userId: "ana", departmentId }),
        policiesOf(policy({ capacity: { sessions: 4, per: "department" } })),
        context(
          { on: "requested", policy: "sales", to: { department: "Sales" } },
          { candidates: [person("ana", full)] },
        ),
      ).rejected.map(({ code }) => code);
    expect(request(sales)).not.toContain("FULL");
    expect(request(support)).toContain("FULL");
  });

  test("is published with which sessions count", () => {
    expect(decide({ sessions: 4, per: "department" }, inSales(1))).toMatchObject({
      capacity: 4,
      capacityPer: "department",
    });
    expect(decide(8, {})).not.toHaveProperty("capacityPer");
  });
});
