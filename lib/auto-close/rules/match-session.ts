// Whether a policy is about a session, and if not, why.

import {
  type CostlyFact,
  differsCodeOf,
  type Evaluation,
  evaluateMatch,
  type LookedUp,
} from "../../core/sessions/evaluate-match.ts";
import { openStatuses } from "../../core/sessions/open-statuses.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { SessionMatch } from "../../core/sessions/session-match.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason } from "./reason-codes.ts";

/** `about` is undefined where a fact that is asked for is missing; with `needs` it costs a call, which nobody has made yet. */
export interface PolicyMatch {
  about: boolean | undefined;
  needs?: CostlyFact;
  reasons: readonly Reason[];
}

const criteriaOf = (evaluations: readonly Evaluation[], wanted: boolean | undefined): readonly (keyof SessionMatch)[] =>
  evaluations.filter(({ verdict }) => verdict === wanted).map(({ criterion }) => criterion);

/** All of `wanted` has to fit, and nothing of `excepted`. What is certain goes before a doubt, and a doubt before a call. */
export const combineEvaluations = (
  policy: string,
  wanted: readonly Evaluation[],
  excepted: readonly Evaluation[],
): PolicyMatch => {
  const against: Reason[] = [
    ...criteriaOf(wanted, false).map((criterion) => ({
      code: differsCodeOf(criterion),
      policy,
      params: { criterion },
    })),
    ...criteriaOf(excepted, true).map((criterion) => ({ code: "EXCEPTED" as const, policy, params: { criterion } })),
  ];
  if (against.length > 0) return { about: false, reasons: against };
  const all = [...wanted, ...excepted];
  const doubts = criteriaOf(all, undefined).map((fact): Reason => ({ code: "FACT_MISSING", policy, params: { fact } }));
  if (doubts.length > 0) return { about: undefined, reasons: doubts };
  for (const { criterion, verdict } of all)
    if (typeof verdict === "object")
      return {
        about: undefined,
        needs: verdict.needs,
        reasons: [{ code: "FACT_MISSING", policy, params: { fact: criterion, toBeRead: true } }],
      };
  return { about: true, reasons: [{ code: "MATCHED", policy }] };
};

export const matchSession = (
  facts: SessionFacts,
  { policy, names, problems }: ReadyPolicy,
  looked: LookedUp,
): PolicyMatch => {
  if (!policy.enabled)
    return {
      about: false,
      reasons: [{ code: "POLICY_DISABLED", policy: policy.name }],
    };
  const match = combineEvaluations(
    policy.name,
    evaluateMatch(facts, { status: [...openStatuses], ...policy.match }, names, looked),
    evaluateMatch(facts, policy.except, names, looked),
  );
  if (!problems || match.about !== undefined) return match;
  // A department that nobody finds may be the session's, under a new name: no later policy gets it.
  return { about: undefined, reasons: [{ code: "POLICY_REFUSED", policy: policy.name }] };
};
