// What a hold makes of a session that its policy would warn or close, and what its end makes of idle time and of a warning.
import { holdState } from "../../core/holds/hold.ts";
import { type AutoCloseAction, type AutoCloseCase, needAnswers, wait } from "./auto-close-case.ts";

const stateOf = ({ facts, moment: { hold, nowMs, looked } }: AutoCloseCase) =>
  hold && holdState(hold, facts, nowMs, looked?.messages);

/** Nothing has to be read for it. */
export const standingHold = (one: AutoCloseCase): AutoCloseAction | undefined => {
  const { hold } = one.moment;
  if (hold === undefined || stateOf(one)?.is !== "standing") return undefined;
  const { untilMs, reason, setBy, tag } = hold;
  return wait(one, untilMs, "HELD", {
    ...{ untilMs, setBy },
    ...(reason !== undefined && { reason }),
    ...(tag !== undefined && { tag }),
  });
};

/** The contact has written since: whether more than thanks costs a call, so it is asked last. */
export const unclearHold = (one: AutoCloseCase): AutoCloseAction | undefined =>
  stateOf(one)?.is === "unclear" ? needAnswers(one, { afterHold: true }) : undefined;

/** When the hold ended; -Infinity where there is none, or it stands. */
export const heldUntilMs = (one: AutoCloseCase): number => {
  const state = stateOf(one);
  return state?.is === "over" ? state.sinceMs : Number.NEGATIVE_INFINITY;
};
