// A session as it was before we did anything to it, and what we are about to say in it.

import type { SessionBefore } from "./records/run-records.ts";
import type { Notice } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";

export const beforeOf = ({ facts }: Pick<PlannedAction, "facts">): SessionBefore => ({
  status: facts.status ?? "IN_PROGRESS",
  departmentId: facts.departmentId,
  userId: facts.userId,
  lastMessageInMs: facts.lastMessageInMs ?? null,
  lastMessageOutMs: facts.lastMessageOutMs ?? null,
});

/** Whether the notice that stands is the one of this action, so that it need not be written again. */
export const isNoted = ({ notice, policy, runId }: PlannedAction, state: "warning" | "closing"): boolean =>
  notice?.state === state && notice.policy === policy.policy.name && notice.runId === runId;

export const noticeOf = (planned: PlannedAction, state: "warning" | "closing"): Notice => {
  const { lastMessageInMs, lastMessageOutMs } = beforeOf(planned);
  const { warnedAtMs, messageAtMs, messageId, wasLate, unsureInRun } = planned.notice ?? {};
  return {
    ...{ policy: planned.policy.policy.name, runId: planned.runId, state, lastMessageInMs, lastMessageOutMs },
    ...(warnedAtMs !== undefined && { warnedAtMs }),
    ...(messageAtMs !== undefined && { messageAtMs }),
    ...(messageId !== undefined && { messageId }),
    ...(wasLate !== undefined && { wasLate }),
    ...(unsureInRun !== undefined && { unsureInRun }),
  };
};
