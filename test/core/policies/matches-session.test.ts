// Which sessions a policy is about; a doubt is never a match.
import { describe, expect, test } from "@jest/globals";
import { excepted, unmatched } from "../../../lib/core/policies/matches-session.ts";
import type { SessionFacts } from "../../../lib/core/policies/session-facts.ts";
import type { SessionMatch } from "../../../lib/core/policies/session-match.ts";
import { names, sales, session } from "./support/routing.ts";

const facts = (more: Partial<SessionFacts> = {}) =>
  session({ userId: "ana", tags: ["t-1", "Orçamento"], metadata: { plan: "gold", seats: 3 }, ...more });

const cases: [SessionMatch, boolean][] = [
  [{}, true],
  [{ status: "PENDING" }, true],
  [{ status: ["STARTED", "IN_PROGRESS"] }, false],
  [{ department: "Sales" }, true],
  [{ department: ["Support", "Sales"] }, true],
  [{ department: "Unknown" }, false],
  [{ department: [null] }, false],
  [{ user: "Ana" }, true],
  [{ user: [null, "Bia"] }, false],
  [{ channel: "CLOUDAPI_WHATSAPP" }, true],
  [{ channel: "CH-1" }, true],
  [{ channel: "INSTAGRAM" }, false],
  [{ tags: "orcamento" }, true],
  [{ tags: ["x", "T-1"] }, true],
  [{ tags: "vip" }, false],
  [{ metadata: { plan: "gold" } }, true],
  [{ metadata: { seats: "3" } }, true],
  [{ metadata: { plan: true } }, true],
  [{ metadata: { plan: "gold", other: true } }, false],
  [{ metadata: { constructor: true } as never }, false],
  [{ type: "INDIVIDUAL" }, true],
  [{ type: ["GROUP"] }, false],
  [{ handledBy: "human" }, true],
  [{ handledBy: ["bot", "nobody"] }, false],
  [{ status: "PENDING", type: "GROUP" }, false],
];

describe("match", () => {
  test.each(cases)("%j: %s", (match, isMatch) => {
    expect(unmatched(facts(), match, names).length === 0).toBe(isMatch);
  });

  test("none is matched by null: no department, nobody", () => {
    const none = facts({ departmentId: null, userId: null });
    expect(unmatched(none, { department: null, user: [null], handledBy: "nobody" }, names)).toEqual([]);
  });

  test.each<[Partial<SessionFacts>, SessionMatch]>([
    [{ tags: undefined }, { tags: "vip" }],
    [{ type: undefined }, { type: "INDIVIDUAL" }],
    [{ status: undefined }, { status: "PENDING" }],
    [{ channelId: undefined, channelType: undefined }, { channel: "INSTAGRAM" }],
  ])("what WTS did not say is no match: %j", (more, match) => {
    expect(unmatched(facts(more), match, names)).toHaveLength(1);
    expect(excepted(facts(more), match, names)).toEqual([]);
  });
});

describe("except", () => {
  test("one criterion that holds is enough", () => {
    expect(excepted(facts(), { type: "GROUP", department: "Sales" }, names)).toEqual(["department"]);
    expect(excepted(facts({ departmentId: "elsewhere" }), { type: "GROUP", department: "Sales" }, names)).toEqual([]);
    expect(excepted(facts({ departmentId: sales }), {}, names)).toEqual([]);
  });
});
