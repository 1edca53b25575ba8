// Which policy decides where it costs a call to know whether one is about a session: asked only where it makes a difference.
import { describe, expect, test } from "@jest/globals";
import {
  type AutoCloseDecision,
  firstDecision,
  type PolicyQuestion,
} from "../../../lib/auto-close/rules/first-decision.ts";
import type { PolicyMatch } from "../../../lib/auto-close/rules/match-session.ts";

type Says = "close" | "wait" | "leave" | "look" | "spoke";

const decisionOf = (policy: string, says: Says): AutoCloseDecision => {
  const reasons = says === "spoke" ? [{ code: "CONTACT_SPOKE_LAST", policy, message: "" } as const] : [];
  if (says === "close") return { action: "close", policy, sendFarewell: false, reasons };
  if (says === "wait") return { action: "wait", policy, untilMs: 5, reasons };
  if (says === "look") return { action: "look", policy, needs: "messages", mayAct: [policy], reasons };
  return { action: "leave", policy, reasons };
};

const matches = {
  yes: { about: true, reasons: [] },
  no: { about: false, reasons: [] },
  doubt: { about: undefined, reasons: [] },
  costly: { about: undefined, needs: "messages", reasons: [] },
} satisfies Record<string, PolicyMatch>;
type Match = keyof typeof matches;
type Case = readonly (readonly [Match, Says])[];

const questionsOf = (cases: Case): readonly PolicyQuestion[] =>
  cases.map(([match, says], index) => ({
    name: `policy-${index}`,
    match: matches[match],
    decide: () => decisionOf(`policy-${index}`, says),
  }));
const decide = (...cases: Case): AutoCloseDecision => firstDecision(questionsOf(cases));

const answers = (["yes", "no", "doubt", "costly"] as const).flatMap((match) =>
  (["close", "wait", "leave", "look", "spoke"] as const).map((says) => [match, says] as const),
);
const all: readonly Case[] = answers.flatMap((one) =>
  answers.flatMap((two) => [[one, two], ...answers.map((three) => [one, two, three])]),
);

/** What the decision could come to, for every answer of every call that is still to be made. */
const outcomesOf = (cases: Case): readonly AutoCloseDecision[] => {
  const open = cases.findIndex(([match]) => match === "costly");
  if (open < 0) return [decide(...cases)];
  return (["yes", "no"] as const).flatMap((answer) =>
    outcomesOf(cases.map(([match, says], index) => [index === open ? answer : match, says] as const)),
  );
};
const actors = (decisions: readonly AutoCloseDecision[]): readonly string[] => [
  ...new Set(
    decisions.flatMap(({ action, policy }) => (action === "close" || action === "look" ? (policy ?? []) : [])),
  ),
];

test("nothing is looked up where no answer could lead to anything, and everything where one could", () => {
  expect(all).toHaveLength(20 * 20 * 21);
  for (const cases of all) {
    const decision = decide(...cases);
    const possible = actors(outcomesOf(cases));
    const named = decision.action === "look" ? decision.mayAct : actors([decision]);
    expect([cases, named.toSorted()]).toEqual([cases, possible.toSorted()]);
  }
});

describe("where no answer could lead to anything now", () => {
  test("it is what comes to something first, whichever policy it is", () => {
    expect(decide(["costly", "leave"], ["yes", "wait"])).toMatchObject({ action: "wait", policy: "policy-1" });
    expect(decide(["costly", "wait"], ["yes", "leave"])).toMatchObject({ action: "wait", policy: "policy-0" });
  });

  test("a contact that waits for one policy is not said to wait where another one does not ask about that", () => {
    expect(decide(["costly", "spoke"], ["yes", "leave"])).toMatchObject({ action: "leave", policy: "policy-1" });
    expect(decide(["costly", "spoke"], ["no", "leave"])).toMatchObject({ action: "leave", policy: "policy-0" });
  });
});

test("the fact of the first policy is asked for before what a later one needs, and by its name", () => {
  expect(decide(["costly", "look"], ["costly", "close"])).toMatchObject({
    action: "look",
    policy: "policy-0",
    mayAct: ["policy-0", "policy-1"],
  });
  expect(decide(["costly", "wait"], ["yes", "close"])).toMatchObject({ policy: "policy-0", mayAct: ["policy-1"] });
});

test("a doubt keeps the session open, whatever a later policy says", () => {
  expect(decide(["doubt", "close"], ["yes", "close"])).toMatchObject({ action: "leave", policy: "policy-0" });
});
