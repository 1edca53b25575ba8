// Whether the contact waits for an answer: the one thing for which nobody may be closed.

import { boundByWindow } from "../../core/sessions/whatsapp-window.ts";
import { type AutoCloseAction, type AutoCloseCase, isPlausible, keepOpen, needAnswers } from "./auto-close-case.ts";

/** Without both times nobody can say who spoke last. */
export const unclear = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { lastMessageInMs, lastMessageOutMs, channelType, windowStatus } = one.facts;
  for (const [name, ms] of [
    ["lastMessageIn", lastMessageInMs],
    ["lastMessageOut", lastMessageOutMs],
  ] as const)
    if (ms === undefined || (ms !== null && !isPlausible(ms)))
      return keepOpen(one, "FACT_MISSING", `WTS did not say its ${name}, or not in a way that can be read`);
  const hasWritten = windowStatus === "ACTIVE" || windowStatus === "EXPIRED";
  if (lastMessageInMs === null && hasWritten && boundByWindow(channelType))
    return keepOpen(
      one,
      "FACTS_CONTRADICT",
      "WhatsApp's window was opened, yet the contact is said never to have written",
    );
  return undefined;
};

export const contactWaits = (one: AutoCloseCase): AutoCloseAction | undefined => {
  if (one.ready.policy.waitingOn === "anyone") return undefined;
  const { lastMessageInMs, lastMessageOutMs } = one.facts;
  if (typeof lastMessageOutMs !== "number")
    return lastMessageInMs === null
      ? keepOpen(one, "NO_MESSAGE", "nobody has written anything yet")
      : keepOpen(one, "CONTACT_SPOKE_LAST", "the contact wrote and has no answer yet");
  if (typeof lastMessageInMs === "number" && lastMessageInMs >= lastMessageOutMs)
    return keepOpen(one, "CONTACT_SPOKE_LAST", "the contact spoke last and waits for an answer");
  return undefined;
};

/** This costs a call to WTS, so it is asked last. A contact that never wrote waits for no answer. */
export const answerDoesNotCount = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { answersThatDoNotCount: none } = one.ready.policy;
  const { lastMessageInMs } = one.facts;
  if (none.length === 0 || typeof lastMessageInMs !== "number") return undefined;
  const { answers } = one.moment;
  if (answers === undefined)
    return needAnswers(one, `answers by ${none.join(", ")} do not count; who answered is to be read`);
  const counts = answers.some(
    ({ origin, atMs }) =>
      origin !== undefined && atMs > lastMessageInMs && !none.some((automatic) => automatic === origin),
  );
  if (counts) return undefined;
  return keepOpen(one, "ANSWER_DOES_NOT_COUNT", `the contact has only had answers by ${none.join(", ")}, or none`);
};
