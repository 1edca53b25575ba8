// Lets a test ask what a run would do with a conversation at a time: the decision is the one that closes in earnest.
import { decideAutoClose } from "../lib/auto-close/rules/decide-auto-close.ts";
import { needsOfAutoClose, prepareAutoClose } from "../lib/auto-close/rules/prepare-auto-close.ts";
import { type AutoClosePolicyInput, defineConfig, type HooksConfigInput } from "../lib/config.ts";
import { readAnswers } from "../lib/core/sessions/team-answers.ts";
import { type Conversation, idsOf, shownByWts } from "./conversation.ts";

export interface CloseDecided {
  action: "close" | "warn" | "wait" | "leave";
  /** Absent where no policy is about it. */
  policy?: string;
  /** The codes of its reasons, such as "CONTACT_SPOKE_LAST". */
  because: string[];
  /** Whether the farewell goes out, where it is closed. */
  farewell?: boolean;
  /** Until when it waits at least, in UTC. */
  until?: string;
}

/** `policies` stand in the order of hooks.config.ts: the first one that matches decides. `now` is a local time. */
export const decideClose = (
  policies: readonly AutoClosePolicyInput[],
  conversation: Conversation,
  now: string,
  rest: Omit<HooksConfigInput, "autoClose"> = {},
): CloseDecided => {
  const { autoClose, timeZone, messages: terms } = defineConfig({ ...rest, autoClose: { policies: [...policies] } });
  const { facts, messages, at } = shownByWts(conversation, timeZone, now);
  const { department, owner, warnedAt } = conversation;
  const needs = needsOfAutoClose(autoClose.policies);
  const prepared = prepareAutoClose(autoClose.policies, {
    ...{ timeZone, messages: terms },
    departmentIds: idsOf([...needs.departments, ...(department === undefined ? [] : [department])]),
    userIds: idsOf([...needs.users, ...(owner === undefined ? [] : [owner])]),
  });
  if (!prepared.ok) throw new Error(prepared.problems.join("\n"));
  const nowMs = at(now);
  const decision = decideAutoClose(facts, prepared.policies, {
    ...{ nowMs, actNowMs: nowMs, looked: { messages, optOut: false }, answers: readAnswers(messages) },
    ...(warnedAt !== undefined && {
      warned: {
        ...{ warnedAtMs: at(warnedAt), messageAtMs: at(warnedAt) },
        lastMessageInMs:
          conversation.said
            .filter(({ by, at: time }) => by === "contact" && at(time) <= at(warnedAt))
            .map(({ at: time }) => at(time))
            .toSorted((one, other) => other - one)[0] ?? null,
      },
    }),
  });
  const because = decision.reasons.map(({ code }) => code);
  if (decision.action === "look") throw new Error(`${decision.needs} of the conversation are not known to this test`);
  return {
    ...{ action: decision.action, because },
    ...(decision.policy !== undefined && { policy: decision.policy }),
    ...(decision.action === "close" && { farewell: decision.sendFarewell }),
    ...(decision.action === "wait" && { until: new Date(decision.untilMs).toISOString() }),
  };
};
