// Whether a policy is about a session, and if not, why.

import { judgeMatch, type Verdict } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { openStatuses, type SessionMatch } from "../../core/sessions/session-match.ts";
import type { Reason, ReasonCode } from "./auto-close-reason.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";

const codes: Record<keyof SessionMatch, ReasonCode> = {
  status: "STATUS_DIFFERS",
  department: "DEPARTMENT_DIFFERS",
  user: "USER_DIFFERS",
  channel: "CHANNEL_DIFFERS",
  tags: "TAGS_DIFFER",
  metadata: "METADATA_DIFFERS",
  type: "TYPE_DIFFERS",
  handledBy: "HANDLER_DIFFERS",
};

export interface SessionMatched {
  /** Undefined is a doubt. */
  matches: Verdict;
  reasons: readonly Reason[];
}

/** All of `match` has to fit, and nothing of `except`. */
export const matchSession = (facts: SessionFacts, { policy, names }: ReadyPolicy): SessionMatched => {
  const about = (code: ReasonCode, message: string): Reason => ({ code, policy: policy.name, message });
  if (!policy.enabled) return { matches: false, reasons: [about("POLICY_DISABLED", "the policy is disabled")] };
  const wanted = judgeMatch(facts, { status: [...openStatuses], ...policy.match }, names);
  const excepted = judgeMatch(facts, policy.except, names);
  const against = [
    ...wanted
      .filter(({ verdict }) => verdict === false)
      .map(({ criterion }) => about(codes[criterion], `match.${criterion} asks for another`)),
    ...excepted
      .filter(({ verdict }) => verdict === true)
      .map(({ criterion }) => about("EXCEPTED", `except.${criterion} leaves it alone`)),
  ];
  if (against.length > 0) return { matches: false, reasons: against };
  const doubts = [...wanted, ...excepted]
    .filter(({ verdict }) => verdict === undefined)
    .map(({ criterion }) => about("FACT_MISSING", `WTS did not say its ${criterion}, which the policy asks about`));
  if (doubts.length > 0) return { matches: undefined, reasons: doubts };
  return { matches: true, reasons: [about("MATCHED", "the policy is about this session")] };
};
