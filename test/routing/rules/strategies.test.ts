// What the table of strategies promises to whoever adds a row to it.
import { describe, expect, test } from "@jest/globals";
import { type StrategyName, strategies, strategyNames } from "../../../lib/routing/rules/strategies.ts";
import { person, policiesOf, policy, sales } from "./support/routing.ts";

const eligible = [person("ana"), person("bia")];
const pool = {
  departmentId: sales,
  users: ["bia", "ana"],
  excluded: new Set<string>(),
  ownerId: null,
  sessionDepartmentId: null,
};

describe.each(strategyNames)("the strategy %s", (name) => {
  test("may stand in a policy", () => {
    expect(policiesOf(policy({ strategy: name, users: ["Ana"] }))).toMatchObject([{ strategy: name }]);
  });

  test("chooses one of those who can take the session, and chooses nobody where nobody can", () => {
    const { choose } = strategies[name];
    const chosen = choose(eligible, pool, 0);
    expect(eligible).toContain(chosen);
    expect(choose([], pool, 0)).toBeUndefined();
  });
});

test("sessions are counted, and turns taken, only where the choice depends on it", () => {
  expect(strategyNames.filter((name) => strategies[name].countsSessions)).toEqual(["least-open"]);
  expect(strategyNames.filter((name) => strategies[name].takesTurns)).toEqual(["round-robin"]);
});

test("a strategy that a switch forgets does not compile, although nobody may be chosen", () => {
  // @ts-expect-error noImplicitReturns of tsconfig.json: without it the forgotten "direct" would choose nobody, and nothing would say so.
  const forgetful = (strategy: StrategyName): string | undefined => {
    switch (strategy) {
      case "least-open":
      case "round-robin":
        return strategy;
    }
  };
  expect(forgetful("direct")).toBeUndefined();
});
