// Whether an idle session is warned, closed or left alone, with every reason; facts in, decision out.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { AutoCloseAction, AutoCloseCase, AutoCloseMoment } from "./auto-close-case.ts";
import { idleness } from "./idleness.ts";
import { matchSession } from "./match-session.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason } from "./reason-codes.ts";
import { warnOrClose } from "./warn-or-close.ts";
import { answerDoesNotCount, contactWaits, unclear } from "./who-waits.ts";

export type AutoCloseDecision = AutoCloseAction & { reasons: readonly Reason[] };

const decideMatched = (one: AutoCloseCase): AutoCloseAction => {
  const kept = unclear(one) ?? contactWaits(one);
  if (kept) return kept;
  const due = idleness(one);
  if (typeof due !== "string") return due;
  return answerDoesNotCount(one) ?? warnOrClose(one, due);
};

/**
 * The first policy that matches decides, whether it acts or not. Whoever wants one policy alone gives all of them and acts
 * on its decisions only: with fewer it would get sessions that are another's.
 */
export const decideAutoClose = (
  facts: SessionFacts,
  policies: readonly ReadyPolicy[],
  moment: AutoCloseMoment,
): AutoCloseDecision => {
  const reasons: Reason[] = [];
  for (const ready of policies) {
    const matched = matchSession(facts, ready);
    reasons.push(...matched.reasons);
    if (matched.matches === undefined) return { action: "leave", policy: ready.policy.name, reasons };
    if (matched.matches) return { ...decideMatched({ facts, ready, moment, reasons }), reasons };
  }
  reasons.push({ code: "NO_POLICY", message: "no policy is about this session" });
  return { action: "leave", reasons };
};
