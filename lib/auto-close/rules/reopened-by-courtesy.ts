// A session that we closed and that only thanks opened again: WTS lets nobody say which messages open one, so it is closed once more.
import { type AutoCloseAction, type AutoCloseCase, addReason, needAnswers } from "./auto-close-case.ts";
import { mayActNow, warnOrClose } from "./warn-or-close.ts";
import { isOnlyCourtesySince, mayBeCourtesy } from "./who-waits.ts";

/** Undefined where it is a session like any other. Nobody is told a second time, and no idle time is waited for. */
export const reopenedByCourtesy = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { saidGoodbye, knownWait, looked } = one.moment;
  if (saidGoodbye === undefined || knownWait !== undefined || !mayBeCourtesy(one)) return undefined;
  if (looked?.messages === undefined) return mayActNow(one, "again") ? needAnswers(one, { courtesy: true }) : undefined;
  if (!isOnlyCourtesySince(one, saidGoodbye)) return undefined;
  addReason(one, "REOPENED_BY_COURTESY", { closedAtMs: saidGoodbye.atMs });
  return warnOrClose(one, "again");
};
