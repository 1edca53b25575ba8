// A session that we closed and that only thanks opened again: WTS lets nobody say which messages open one, so it is closed once more.
import { type AutoCloseAction, type AutoCloseCase, addReason, instantText, needAnswers } from "./auto-close-case.ts";
import { mayActNow, warnOrClose } from "./warn-or-close.ts";
import { isOnlyCourtesySince, mayBeCourtesy } from "./who-waits.ts";

/** Undefined where it is a session like any other. Nobody is told a second time, and no idle time is waited for. */
export const reopenedByCourtesy = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { saidGoodbye, knownWait, looked } = one.moment;
  if (saidGoodbye === undefined || knownWait !== undefined || !mayBeCourtesy(one)) return undefined;
  if (looked?.messages === undefined)
    return mayActNow(one, "again")
      ? needAnswers(one, "it is open again after we closed it; whether for more than courtesy is to be read")
      : undefined;
  if (!isOnlyCourtesySince(one, saidGoodbye)) return undefined;
  const atMs = instantText(saidGoodbye.atMs);
  addReason(one, "REOPENED_BY_COURTESY", `we closed it at ${atMs}, and only courtesy has opened it again`);
  return warnOrClose(one, "again");
};
