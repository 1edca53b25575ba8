// In what a policy is another one than what was confirmed: whoever confirms it reads that, and nothing else.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { changesOfPolicy } from "../../../lib/auto-close/rules/changes-of-policy.ts";
import { type ConfirmedPolicy, confirmedPolicyOf } from "../../../lib/auto-close/rules/confirmed-policy.ts";
import { defineConfig } from "../../../lib/config.ts";
import { sortedJson } from "../../../lib/core/value.ts";

type Given = NonNullable<Parameters<typeof defineConfig>[0]["autoClose"]>["policies"];

const contentOf = (policies: Given, timeZone = "America/Sao_Paulo"): ConfirmedPolicy => {
  const { autoClose } = defineConfig({ autoClose: { policies } });
  const policy = autoClose.policies.at(-1);
  if (!policy) throw new Error("there is no policy");
  return confirmedPolicyOf(policy, autoClose.policies, timeZone);
};
const plain = { name: "silent", idle: { hours: 4 } };

test.each<[string, Given, Given, object[]]>([
  [
    "nothing, where only a text was written anew",
    [{ ...plain, close: { farewell: "A" } }],
    [{ ...plain, close: { farewell: "B" } }],
    [],
  ],
  ["nothing, where a name or a switch is another", [plain], [{ ...plain, dryRun: true }], []],
  ["a time", [plain], [{ ...plain, idle: { hours: 2 } }], [{ path: "idle.hours", from: 4, to: 2 }]],
  [
    "a unit, as what is gone and what has come",
    [plain],
    [{ ...plain, idle: { days: 1 } }],
    [
      { path: "idle.hours", from: 4 },
      { path: "idle.days", to: 1 },
    ],
  ],
  [
    "a list, as a whole",
    [{ ...plain, match: { status: ["PENDING", "STARTED"] } }],
    [{ ...plain, match: { status: ["PENDING"] } }],
    [{ path: "match.status", from: ["PENDING", "STARTED"], to: ["PENDING"] }],
  ],
  [
    "a farewell that is gone",
    [{ ...plain, close: { farewell: "A" } }],
    [plain],
    [{ path: "close.farewell", from: true }],
  ],
  [
    "a policy before it, whose sessions may be its own now",
    [{ name: "vip", match: { tags: "vip" }, idle: { hours: 1 } }, plain],
    [plain],
    [{ path: "earlier", from: [{ match: { tags: "vip" }, except: {} }], to: [] }],
  ],
])("says %s", (_what, before, now, changes) => {
  expect(changesOfPolicy(contentOf(before), contentOf(now))).toEqual(changes);
});

test("says another zone", () => {
  expect(changesOfPolicy(contentOf([plain]), contentOf([plain], "America/Manaus"))).toEqual([
    { path: "timeZone", from: "America/Sao_Paulo", to: "America/Manaus" },
  ]);
});

const values = fc.dictionary(
  fc.constantFrom("idle", "match", "hours"),
  fc.oneof(
    fc.integer(),
    fc.string(),
    fc.dictionary(fc.constantFrom("a", "b"), fc.oneof(fc.integer(), fc.array(fc.nat(3)))),
  ),
);

test("says something of any two that are not the same, and nothing of two that are", () => {
  fc.assert(
    fc.property(values, values, (before, now) => {
      const of = (policy: object): ConfirmedPolicy => ({ policy: { ...policy }, earlier: [], timeZone: "UTC" });
      expect(changesOfPolicy(of(before), of(now)).length > 0).toBe(sortedJson(before) !== sortedJson(now));
      expect(changesOfPolicy(of(before), of(before))).toEqual([]);
    }),
  );
});
