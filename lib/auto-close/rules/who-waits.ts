// Whether the contact waits for an answer: the one thing for which nobody may be closed.

import { isPlausible } from "../../core/plausible-instant.ts";
import { boundByWindow } from "../../core/sessions/whatsapp-window.ts";
import { type AutoCloseAction, type AutoCloseCase, keepOpen, needAnswers } from "./auto-close-case.ts";

/** Without both times nobody can say who spoke last. */
export const unclear = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { lastMessageInMs, lastMessageOutMs, channelType, windowStatus } = one.facts;
  for (const [name, ms] of [
    ["lastMessageIn", lastMessageInMs],
    ["lastMessageOut", lastMessageOutMs],
  ] as const)
    if (ms === undefined || (ms !== null && !isPlausible(ms))) return keepOpen(one, "FACT_MISSING", { fact: name });
  const hasWritten = windowStatus === "ACTIVE" || windowStatus === "EXPIRED";
  if (lastMessageInMs === null && hasWritten && boundByWindow(channelType)) return keepOpen(one, "FACTS_CONTRADICT");
  return undefined;
};

export const contactWaits = (one: AutoCloseCase): AutoCloseAction | undefined => {
  if (one.ready.policy.waitingOn === "anyone") return undefined;
  const { lastMessageInMs, lastMessageOutMs } = one.facts;
  if (typeof lastMessageOutMs !== "number")
    return lastMessageInMs === null
      ? keepOpen(one, "NO_MESSAGE", { since: "any" })
      : keepOpen(one, "CONTACT_SPOKE_LAST");
  if (typeof lastMessageInMs === "number" && lastMessageInMs >= lastMessageOutMs)
    return keepOpen(one, "CONTACT_SPOKE_LAST");
  return undefined;
};

/** This costs a call to WTS, so it is asked last. A contact that never wrote waits for no answer. */
export const answerDoesNotCount = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { answersThatDoNotCount: none } = one.ready.policy;
  const { lastMessageInMs } = one.facts;
  if (none.length === 0 || typeof lastMessageInMs !== "number") return undefined;
  const { answers } = one.moment;
  if (answers === undefined) return needAnswers(one, { notCounted: none });
  const counts = answers.some(
    ({ origin, atMs }) =>
      origin !== undefined && atMs > lastMessageInMs && !none.some((automatic) => automatic === origin),
  );
  if (counts) return undefined;
  return keepOpen(one, "ANSWER_DOES_NOT_COUNT", { notCounted: none });
};
