// Which policy decides about a session: the first that is about it, also where finding that out would cost a call.
import type { AutoCloseAction } from "./auto-close-case.ts";
import type { PolicyMatch } from "./match-session.ts";
import type { Reason } from "./reason-codes.ts";

export type AutoCloseDecision = AutoCloseAction & { reasons: readonly Reason[] };

export interface PolicyQuestion {
  name: string;
  match: PolicyMatch;
  /** What the policy says if it is about the session. */
  decide(): AutoCloseDecision;
}

/** The policies that act by the decision, or could once what it needs is known. */
const actorsOf = (decision: AutoCloseDecision): readonly string[] => {
  if (decision.action === "look") return decision.mayAct;
  return decision.action === "close" || decision.action === "warn" ? [decision.policy] : [];
};

/** When a decision that does nothing now could come to something: what is left open counts as later than any wait. */
const chanceAtMs = ({ reasons, ...decision }: AutoCloseDecision): number => {
  if (decision.action === "wait") return decision.untilMs;
  const isHopeless = decision.policy === undefined || reasons.some(({ code }) => code === "CONTACT_SPOKE_LAST");
  return isHopeless ? Number.POSITIVE_INFINITY : Number.MAX_SAFE_INTEGER;
};

const withReasons = (reasons: readonly Reason[], decision: AutoCloseDecision): AutoCloseDecision => ({
  ...decision,
  reasons: [...reasons, ...decision.reasons],
});

/** A call is asked for only where it makes a difference: nearly all sessions have nothing due, whichever policy they come under. */
export const firstDecision = ([first, ...others]: readonly PolicyQuestion[]): AutoCloseDecision => {
  if (!first) return { action: "leave", reasons: [{ code: "NO_POLICY" }] };
  const { about, needs, reasons } = first.match;
  if (about) return withReasons(reasons, first.decide());
  if (about === false) return withReasons(reasons, firstDecision(others));
  if (needs === undefined) return { action: "leave", policy: first.name, reasons };
  const [ifAbout, otherwise] = [first.decide(), firstDecision(others)];
  const mayAct = [...actorsOf(ifAbout), ...actorsOf(otherwise)];
  if (mayAct.length > 0) return { action: "look", policy: first.name, needs, mayAct, reasons };
  return chanceAtMs(otherwise) < chanceAtMs(ifAbout) ? otherwise : ifAbout;
};
