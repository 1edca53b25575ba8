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
import type { Reason, ReasonCode } from "./reason-codes.ts";

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
  const reason = (code: ReasonCode, message: string): Reason => ({ code, policy, message });
  const against = [
    ...criteriaOf(wanted, false).map((name) => reason(differsCodeOf(name), `match.${name} asks for another`)),
    ...criteriaOf(excepted, true).map((name) => reason("EXCEPTED", `except.${name} leaves it alone`)),
  ];
  if (against.length > 0) return { about: false, reasons: against };
  const all = [...wanted, ...excepted];
  const doubts = criteriaOf(all, undefined).map((name) =>
    reason("FACT_MISSING", `WTS did not say its ${name}, which the policy asks about`),
  );
  if (doubts.length > 0) return { about: undefined, reasons: doubts };
  for (const { criterion, verdict } of all)
    if (typeof verdict === "object")
      return {
        about: undefined,
        needs: verdict.needs,
        reasons: [reason("FACT_MISSING", `its ${criterion}, which the policy asks about, is to be looked up`)],
      };
  return { about: true, reasons: [reason("MATCHED", "the policy is about this session")] };
};

export const refusedMessage = "something is wrong with the policy, and the session is or may be its own";

export const matchSession = (
  facts: SessionFacts,
  { policy, names, problems }: ReadyPolicy,
  looked: LookedUp,
): PolicyMatch => {
  if (!policy.enabled)
    return {
      about: false,
      reasons: [{ code: "POLICY_DISABLED", policy: policy.name, message: "the policy is disabled" }],
    };
  const match = combineEvaluations(
    policy.name,
    evaluateMatch(facts, { status: [...openStatuses], ...policy.match }, names, looked),
    evaluateMatch(facts, policy.except, names, looked),
  );
  if (!problems || match.about !== undefined) return match;
  // A department that nobody finds may be the session's, under a new name: no later policy gets it.
  const reasons = [{ code: "POLICY_REFUSED", policy: policy.name, message: refusedMessage } as const];
  return { about: undefined, reasons };
};
