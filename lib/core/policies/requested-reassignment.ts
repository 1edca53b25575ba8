// The wish of a "Session Reassignment Requested": what is not understood is refused, never dropped.
import type { Issue } from "../issue.ts";
import type { RequestedTarget } from "./routing-context.ts";

export interface RequestedReassignment {
  sessionId: string;
  /** In the sender's words; for the team's note, never for an event or a log line. */
  reason: string;
  to?: RequestedTarget;
  policy?: string;
}

export type ParsedReassignment = { ok: true; request: RequestedReassignment } | { ok: false; issues: Issue[] };

/** All problems at once. `input` is the event's detail without its envelope (account, idempotencyKey, hops …). */
export const parseRequestedReassignment = (_input: unknown): ParsedReassignment => ({ ok: false, issues: [] });
