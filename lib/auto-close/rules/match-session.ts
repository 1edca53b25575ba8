// Whether a policy is about a session, and if not, why.
import { type Judged, judgeMatch, type Verdict } from "../../core/sessions/evaluate-match.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { openStatuses, type SessionMatch } from "../../core/sessions/session-match.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import type { Reason, ReasonCode } from "./reason-codes.ts";

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

const criteriaOf = (judged: readonly Judged[], wanted: Verdict): readonly (keyof SessionMatch)[] =>
  judged.filter(({ verdict }) => verdict === wanted).map(({ criterion }) => criterion);

/** All of `match` has to fit, and nothing of `except`; `matches` is undefined where a fact that is asked for is missing. */
export const matchSession = (
  facts: SessionFacts,
  { policy, names }: ReadyPolicy,
): { matches: Verdict; reasons: readonly Reason[] } => {
  const about = (code: ReasonCode, message: string): Reason => ({ code, policy: policy.name, message });
  if (!policy.enabled) return { matches: false, reasons: [about("POLICY_DISABLED", "the policy is disabled")] };
  const wanted = judgeMatch(facts, { status: [...openStatuses], ...policy.match }, names);
  const excepted = judgeMatch(facts, policy.except, names);
  const against = [
    ...criteriaOf(wanted, false).map((name) => about(codes[name], `match.${name} asks for another`)),
    ...criteriaOf(excepted, true).map((name) => about("EXCEPTED", `except.${name} leaves it alone`)),
  ];
  if (against.length > 0) return { matches: false, reasons: against };
  const doubts = criteriaOf([...wanted, ...excepted], undefined).map((name) =>
    about("FACT_MISSING", `WTS did not say its ${name}, which the policy asks about`),
  );
  if (doubts.length > 0) return { matches: undefined, reasons: doubts };
  return { matches: true, reasons: [about("MATCHED", "the policy is about this session")] };
};
