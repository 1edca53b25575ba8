// A session as it was before we did anything to it, and what we are about to say in it.
import type { Notice } from "../core/policies/notice.ts";
import type { PlannedAction } from "../core/policies/plan-session.ts";
import type { SessionBefore } from "../records/sweep-runs.ts";

export const beforeOf = ({ facts }: Pick<PlannedAction, "facts">): SessionBefore => ({
  status: facts.status ?? "IN_PROGRESS",
  departmentId: facts.departmentId,
  userId: facts.userId,
  lastMessageInMs: facts.lastMessageInMs ?? null,
  lastMessageOutMs: facts.lastMessageOutMs ?? null,
});

export const noticeOf = (planned: PlannedAction, state: "warning" | "closing"): Notice => {
  const { lastMessageInMs, lastMessageOutMs } = beforeOf(planned);
  const { warnedAtMs, messageAtMs, unsureInRun } = planned.notice ?? {};
  return {
    ...{ policy: planned.policy.policy.name, runId: planned.runId, state, lastMessageInMs, lastMessageOutMs },
    ...(warnedAtMs !== undefined && { warnedAtMs }),
    ...(messageAtMs !== undefined && { messageAtMs }),
    ...(unsureInRun !== undefined && { unsureInRun }),
  };
};
