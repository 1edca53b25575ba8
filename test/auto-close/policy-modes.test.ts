// A look is held back only where none of the policies for which it is made may say anything.
import { expect, test } from "@jest/globals";
import { heldBackCode, type ModeOfPolicy } from "../../lib/auto-close/policy-modes.ts";
import type { PolicyMode } from "../../lib/auto-close/records/run-records.ts";
import { readyOf } from "./rules/support/policies.ts";

const policies = readyOf([{ match: { status: "PENDING" } }, {}]);
const modesOf = (...modes: PolicyMode[]): ModeOfPolicy =>
  new Map(modes.map((mode, index) => [`policy-${index + 1}`, { mode, hash: "" }]));

test.each<[PolicyMode, PolicyMode, string | undefined]>([
  ["paused", "acts", undefined],
  ["acts", "paused", undefined],
  ["waiting", "unconfirmed", undefined],
  ["paused", "waiting", "POLICY_PAUSED"],
  ["waiting", "paused", "POLICY_NOT_CONFIRMED"],
])("one that is %s beside one that is %s: %s", (first, second, code) => {
  expect(heldBackCode(modesOf(first, second), policies)).toBe(code);
});
