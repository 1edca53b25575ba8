// A session that we closed and that only thanks opened again: WTS lets nobody say which messages open one, so it is closed once more.
import { type AutoCloseAction, type AutoCloseCase, addReason, needAnswers } from "./auto-close-case.ts";
import { mayActNow, warnOrClose } from "./warn-or-close.ts";
import { isOnlyCourtesySince, mayBeCourtesy } from "./who-waits.ts";

/** WTS answers by itself at once; what comes later is somebody's, for which nothing is read with every run. */
const byItselfMs = 60_000;

/** At night WTS's own reply that nobody is there comes after the thanks. */
const mayBeAnsweredByWts = ({ facts, ready }: AutoCloseCase): boolean => {
  const { lastMessageInMs, lastMessageOutMs } = facts;
  if (ready.courtesy === undefined || ready.policy.answersThatDoNotCount.length === 0) return false;
  if (typeof lastMessageInMs !== "number" || typeof lastMessageOutMs !== "number") return false;
  return lastMessageOutMs >= lastMessageInMs && lastMessageOutMs - lastMessageInMs <= byItselfMs;
};

/** Undefined where it is a session like any other. Nobody is told a second time, and no idle time is waited for. */
export const reopenedByCourtesy = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { saidGoodbye, knownWait, looked } = one.moment;
  if (saidGoodbye === undefined || knownWait !== undefined) return undefined;
  if (!mayBeCourtesy(one) && !mayBeAnsweredByWts(one)) return undefined;
  if (looked?.messages === undefined) return mayActNow(one, "again") ? needAnswers(one, { courtesy: true }) : undefined;
  if (!isOnlyCourtesySince(one, saidGoodbye)) return undefined;
  addReason(one, "REOPENED_BY_COURTESY", { closedAtMs: saidGoodbye.atMs });
  return warnOrClose(one, "again");
};
