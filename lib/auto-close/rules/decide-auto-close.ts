// Whether an idle session is warned, closed or left alone, with every reason; facts in, decision out.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import {
  type AutoCloseAction,
  type AutoCloseCase,
  type AutoCloseMoment,
  addReason,
  keepOpen,
} from "./auto-close-case.ts";
import { type AutoCloseDecision, firstDecision } from "./first-decision.ts";
import { standingHold, unclearHold } from "./held.ts";
import { idleness } from "./idleness.ts";
import { matchSession } from "./match-session.ts";
import type { ReadyPolicy } from "./prepare-auto-close.ts";
import { reopenedByCourtesy } from "./reopened-by-courtesy.ts";
import { mayActNow, warnOrClose } from "./warn-or-close.ts";
import { answerDoesNotCount, contactWaits, isUnspoken, mayBeCourtesy, unclear } from "./who-waits.ts";
import { isOptedOut } from "./wish-of.ts";

const notReadYet = (one: AutoCloseCase, due: "idle" | "warned"): AutoCloseAction => {
  const action = warnOrClose(one, due);
  if (mayBeCourtesy(one)) addReason(one, "COURTESY_NOT_READ");
  return action;
};

/** Before anything is said it is read whether the contact asked for silence. */
const wishRead = (one: AutoCloseCase, due: "idle" | "warned" | "unspoken"): AutoCloseAction => {
  const optedOut = isOptedOut(one);
  const would = warnOrClose({ ...one, reasons: [] }, due);
  const says = would.action === "warn" || (would.action === "close" && would.sendFarewell);
  if (typeof optedOut === "boolean" || !says) return warnOrClose(one, due);
  const { name } = one.ready.policy;
  addReason(one, "ANSWERS_NEEDED", { wish: true });
  return { action: "look", policy: name, needs: optedOut.needs, mayAct: [name] };
};

/** Who waits is read last, and only where something could be done now: outside of its hours a session costs no call. */
const decideDue = (one: AutoCloseCase, due: "idle" | "warned"): AutoCloseAction => {
  const asked = { ...one, reasons: [] };
  const kept = answerDoesNotCount(asked);
  if (kept?.action === "look" && !mayActNow(one, due) && !mayActNow(one, "unspoken")) return notReadYet(one, due);
  one.reasons.push(...asked.reasons);
  return kept ?? unclearHold(one) ?? wishRead(one, isUnspoken(one) ? "unspoken" : due);
};

const decideMatched = (one: AutoCloseCase): AutoCloseAction => {
  if (one.ready.problems) return keepOpen(one, "POLICY_REFUSED");
  const kept = standingHold(one) ?? unclear(one) ?? reopenedByCourtesy(one) ?? contactWaits(one);
  if (kept) return kept;
  const due = idleness(one);
  if (typeof due !== "string") return due;
  return decideDue(one, due);
};

/**
 * The first policy that matches decides, whether it acts or not. Whoever wants one policy alone gives all of them and acts
 * on its decisions only: with fewer it would get sessions that are another's.
 */
export const decideAutoClose = (
  facts: SessionFacts,
  policies: readonly ReadyPolicy[],
  moment: AutoCloseMoment,
): AutoCloseDecision =>
  firstDecision(
    policies.map((ready) => ({
      name: ready.policy.name,
      match: matchSession(facts, ready, moment.looked ?? {}),
      decide: () => {
        const one: AutoCloseCase = { facts, ready, moment, reasons: [] };
        return { ...decideMatched(one), reasons: one.reasons };
      },
    })),
  );
