// The rule of reassign-session lets through what a policy is woken by, and what is asked for.
import { expect, test } from "@jest/globals";
import { checkWholeConfig } from "../../../lib/check-config.ts";
import { requestedType } from "../../../lib/routing/rules/routed-types.ts";

const typesOf = (...policies: readonly object[]): readonly string[] =>
  checkWholeConfig({
    routing: { policies: policies.map((policy, index) => ({ name: `p${index}`, department: "Comercial", ...policy })) },
  }).routedTypes;

test("a request needs no policy", () => {
  expect(typesOf()).toEqual([requestedType]);
});

test.each([
  [["SESSION_NEW"], ["WTS SESSION_NEW"]],
  [["SESSION_UPDATE"], ["WTS SESSION_UPDATE"]],
  [["holdEnded"], ["Session Hold Ended"]],
  [["backlog", { ownerSilent: { minutes: 5 } }, "requested"], []],
  [
    ["holdEnded", "SESSION_UPDATE", "SESSION_NEW"],
    ["WTS SESSION_NEW", "WTS SESSION_UPDATE", "Session Hold Ended"],
  ],
])("a policy on %j lets %j through", (when, types) => {
  expect(typesOf({ when })).toEqual([requestedType, ...types]);
  expect(typesOf({ when: ["backlog"] }, { when, account: "filial" })).toEqual([requestedType, ...types]);
  expect(typesOf({ when, enabled: false })).toEqual([requestedType]);
});
