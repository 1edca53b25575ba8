// Whether a policy is about a session where not all is known: what is certain goes before a doubt, and a doubt before a call.
import { expect, test } from "@jest/globals";
import { combineEvaluations } from "../../../lib/auto-close/rules/match-session.ts";
import type { Evaluation, Verdict } from "../../../lib/core/sessions/evaluate-match.ts";

const costly = { needs: "messages" as const };
const of = (...verdicts: Verdict[]): Evaluation[] => verdicts.map((verdict) => ({ criterion: "status", verdict }));

test.each<[string, Verdict[], Verdict[], { about: boolean | undefined; needs?: string }, string]>([
  ["all fits", [true, true], [false], { about: true }, "MATCHED"],
  ["a call is needed", [true, costly], [false], { about: undefined, needs: "messages" }, "FACT_MISSING"],
  [
    "a call is needed for an exception",
    [true],
    [false, costly],
    { about: undefined, needs: "messages" },
    "FACT_MISSING",
  ],
  ["it differs, whatever a call says", [costly, false], [costly], { about: false }, "STATUS_DIFFERS"],
  ["it is excepted, whatever a call says", [costly], [costly, true], { about: false }, "EXCEPTED"],
  ["there is a doubt, whatever a call says", [costly, undefined], [], { about: undefined }, "FACT_MISSING"],
])("where %s: %j, except %j", (_what, wanted, excepted, expected, code) => {
  const { reasons, ...match } = combineEvaluations("any", of(...wanted), of(...excepted));
  expect(match).toEqual(expected);
  expect(reasons).toMatchObject([{ code, policy: "any" }]);
});
