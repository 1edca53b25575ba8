// What a run does about one session, as far as that can be known before it is begun: the run and its preview ask the same.
import { sessionPlace } from "../aws/item-keys.ts";
import type { CommandRecord } from "../records/ledger.ts";
import { asFault } from "../wts/choose-fault.ts";
import type { WtsClient } from "../wts/client.ts";
import { WtsApiError } from "../wts/wts-api-error.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { codeOfFailure, type FinalPlan, lookCloser, type Wishes } from "./look-closer.ts";
import { heldBackCode, type ModeOfPolicy, modeOf } from "./policy-modes.ts";
import { commandIdFor } from "./records/run-records.ts";
import { attemptOf } from "./rules/attempt-of.ts";
import { beforeOf } from "./rules/notice.ts";
import { type PlannedAction, planSession, type SessionCase, type SessionPlan } from "./rules/plan-session.ts";
import type { SessionCode } from "./rules/reason-codes.ts";

type Nothing = Extract<SessionPlan, { action: "none" }>;

export type Decided =
  /** The policies want nothing done. */
  | { end: "none"; plan: Nothing }
  /** WTS did not show what the decision needs. */
  | { end: "failed"; code: string }
  /** Its policy may not act. `otherwise` says what would come of it if it might, where that was asked for. */
  | { end: "held-back"; code: SessionCode; otherwise?: Decided }
  /** It is due, and stays. `found` is the record of what was done in this very silence before. */
  | { end: "left"; plan: PlannedAction; code: SessionCode; found?: CommandRecord }
  /** Its policy only says what it would do. */
  | { end: "said"; plan: PlannedAction }
  | { end: "act"; plan: PlannedAction };

/** WTS has taken it, and has not sent it yet. */
export const isOnItsWay = (status: string | undefined): boolean => status === "QUEUED" || status === "PROCESSING";

/** What can be said without asking anybody: `plan` is what is to be looked into. */
export const decideAtOnce = (
  one: SessionCase,
  modes: ModeOfPolicy,
): Extract<Decided, { end: "none" | "held-back" }> | { end: "open"; plan: Exclude<SessionPlan, Nothing> } => {
  const plan = planSession(one);
  if (plan.action === "none") return { end: "none", plan };
  const code = heldBackCode(modes, plan.action === "look" ? plan.mayAct : [plan.policy]);
  return code === undefined ? { end: "open", plan } : { end: "held-back", code };
};

interface DeciderOptions {
  account: string;
  client: Pick<WtsClient, "listMessages" | "getMessageStatus">;
  modes: ModeOfPolicy;
  /** What a policy that may not act would do is worth its calls, since somebody wants to know. */
  alsoHeldBack?: boolean;
  /** What is read of a contact's wish is not written down. */
  writesNothing?: boolean;
}

/** Throws Fault for what concerns more than this session. */
export const decideSession = async (
  { lifecycle, optOuts, clock }: Pick<AutoCloseDependencies, "lifecycle" | "optOuts" | "clock">,
  one: SessionCase,
  { account, client, modes, alsoHeldBack = false, writesNothing = false }: DeciderOptions,
): Promise<Decided> => {
  const nowMs = Math.max(clock.now(), one.actNowMs);

  const foundOf = (planned: PlannedAction, action: PlannedAction["action"]): Promise<CommandRecord | undefined> => {
    const entry = {
      id: commandIdFor(account, action, planned.silence),
      attempt: attemptOf(nowMs, beforeOf(planned)),
    };
    return lifecycle.wouldFind(sessionPlace({ account, sessionId: planned.facts.id }), entry, nowMs);
  };

  /** Nobody is closed on a warning that WTS has accepted and that has not arrived. */
  const warningProblem = async (planned: PlannedAction): Promise<Decided | undefined> => {
    const { notice, policy } = planned;
    if (notice?.state !== "warned" || notice.messageId === undefined) return undefined;
    try {
      const { status } = await client.getMessageStatus(notice.messageId);
      if (status === "FAILED" && policy.policy.whenUnsendable !== "close")
        return { end: "left", plan: planned, code: "WARNING_UNSENDABLE" };
      if (!isOnItsWay(status) || notice.wasLate) return undefined;
      return { end: "left", plan: planned, code: "WARNING_NOT_SENT_YET" };
    } catch (error) {
      if (error instanceof WtsApiError && error.isRefusal) return undefined;
      return { end: "failed", code: codeOfFailure(asFault(error)) };
    }
  };

  const decideClose = async (planned: PlannedAction): Promise<Decided> => {
    const found = await foundOf(planned, "close");
    if (found) return { end: "left", plan: planned, code: codeOfFound("close", found), found };
    return (await warningProblem(planned)) ?? { end: "act", plan: planned };
  };

  const decideWarning = async (planned: PlannedAction): Promise<Decided> => {
    // If it was closed in this very silence and somebody opened it again, that is respected.
    const closed = await foundOf(planned, "close");
    if (closed?.state === "applied") return { end: "left", plan: planned, code: "CLOSED_BEFORE", found: closed };
    const found = await foundOf(planned, "warn");
    if (!found) return { end: "act", plan: planned };
    const isUnsendable = found.state === "rejected";
    if (isUnsendable && planned.policy.policy.whenUnsendable === "close") return decideClose(unwarned(planned));
    return { end: "left", plan: planned, code: codeOfFound("warn", found), found };
  };

  const decideFinal = async (plan: FinalPlan): Promise<Decided> => {
    if (plan.action === "none") return { end: "none", plan };
    if (plan.action === "failed") return { end: "failed", code: plan.code };
    const decided = await (plan.action === "close" ? decideClose(plan) : decideWarning(plan));
    const isAllowed = modeOf(modes, plan.policy) === "acts";
    return decided.end === "act" && !isAllowed ? { end: "said", plan: decided.plan } : decided;
  };

  const wishes: Wishes = {
    isOut: (contactId) => optOuts.isOut({ account, contactId }),
    ...(!writesNothing && { remember: (contactId, wish) => optOuts.remember({ account, contactId }, wish) }),
  };
  const first = decideAtOnce(one, modes);
  if (first.end === "none" || (first.end === "held-back" && !alsoHeldBack)) return first;
  const plan =
    first.end === "open" && first.plan.action !== "look" ? first.plan : await lookCloser(client, one, wishes);
  const isAction = plan.action === "close" || plan.action === "warn";
  const code = first.end === "held-back" ? first.code : isAction ? heldBackCode(modes, [plan.policy]) : undefined;
  if (code === undefined) return decideFinal(plan);
  return { end: "held-back", code, ...(alsoHeldBack && { otherwise: await decideFinal(plan) }) };
};

/** What takes the place of a warning that cannot be sent. */
export const unwarned = (planned: PlannedAction): PlannedAction => ({
  ...planned,
  action: "close",
  sendFarewell: false,
});

/** Why nothing is done where the record says that it was done, or refused, before. */
export const codeOfFound = (action: PlannedAction["action"], { state }: CommandRecord): SessionCode => {
  if (action === "warn") return state === "rejected" ? "WARNING_UNSENDABLE" : "WARNED_BEFORE";
  return state === "applied" ? "CLOSED_BEFORE" : "REFUSED_BEFORE";
};
