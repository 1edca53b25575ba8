// Which sessions a policy is about; a doubt is never a match.
import { describe, expect, test } from "@jest/globals";
import { evaluateMatch } from "../../../lib/core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import type { SessionMatch } from "../../../lib/core/sessions/session-match.ts";
import { names, sales, session } from "../../routing/rules/support/routing.ts";

const channelId = "6f8b7f0e-6a0a-4b1e-9a56-3f0c9a1d2b3c";
const facts = (more: Partial<SessionFacts> = {}) =>
  session({ channelId, userId: "ana", tags: ["t-1", "Orçamento"], metadata: { plan: "gold", seats: 3 }, ...more });

const cases: [SessionMatch, boolean | undefined][] = [
  [{}, true],
  [{ status: "PENDING" }, true],
  [{ status: ["STARTED", "IN_PROGRESS"] }, false],
  [{ department: "Sales" }, true],
  [{ department: ["Support", "Sales"] }, true],
  [{ department: ["Unknown", "Support"] }, undefined],
  [{ department: [null] }, false],
  [{ user: "Ana" }, true],
  [{ user: [null, "Bia"] }, false],
  [{ channel: "CLOUDAPI_WHATSAPP" }, true],
  [{ channel: channelId.toUpperCase() }, true],
  [{ channel: "0b6a7d3e-0000-4000-8000-000000000000" }, false],
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

const verdictOf = (more: SessionFacts, match: SessionMatch): boolean | undefined => {
  const verdicts = evaluateMatch(more, match, names).map(({ verdict }) => verdict);
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
};

describe("a session is one of those named", () => {
  test.each(cases)("%j: %s", (match, verdict) => {
    expect(verdictOf(facts(), match)).toBe(verdict);
  });

  test("null is none: no department, nobody", () => {
    const none = facts({ departmentId: null, userId: null });
    expect(verdictOf(none, { department: null, user: [null], handledBy: "nobody" })).toBe(true);
    expect(verdictOf(facts({ departmentId: sales }), { department: null })).toBe(false);
  });

  test.each<[Partial<SessionFacts>, SessionMatch]>([
    [{ tags: undefined }, { tags: "vip" }],
    [{ type: undefined }, { type: "INDIVIDUAL" }],
    [{ status: undefined, userId: null, botId: "b" }, { handledBy: "bot" }],
    [{ channelId: undefined, channelType: undefined }, { channel: "INSTAGRAM" }],
  ])("what WTS did not say is a doubt: %j", (more, match) => {
    expect(verdictOf(facts(more), match)).toBeUndefined();
  });
});
