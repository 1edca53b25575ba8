// Reads the wish of a "Session Reassignment Requested": what is not understood is refused, and never dropped.

import { parseRouteRequest, type RouteRequest, routeProperties } from "../../core/command/route-request.ts";
import { envelopeProperties } from "../../core/event-envelope.ts";
import { parseSessionId } from "../../core/ids.ts";
import { collectIssues, type Issue } from "../../core/issue.ts";
import { refuseUnknownProperties } from "../../core/known-properties.ts";
import { isProperties, own } from "../../core/value.ts";

interface MoveRequest extends RouteRequest {
  sessionId: string;
}

type ParsedMoveRequest = { ok: true; request: MoveRequest } | { ok: false; issues: Issue[] };

/**
 * `input` is the event's detail. All of its problems are reported at once. The properties of the envelope are passed
 * over here, yet one that is misspelt is named.
 */
export const parseMoveRequest = (input: unknown): ParsedMoveRequest => {
  const { issues, report } = collectIssues();
  if (!isProperties(input)) {
    report("", "TYPE_INVALID", 'a request must be a JSON object, such as {"sessionId": "…", "reason": "…"}');
    return { ok: false, issues };
  }
  const known = ["sessionId", ...routeProperties, ...envelopeProperties];
  refuseUnknownProperties(input, known, "a reassignment request", report);
  const sessionId = parseSessionId(own(input, "sessionId"), report);
  const request = parseRouteRequest(input, report);
  if (issues.length > 0 || sessionId === undefined) return { ok: false, issues };
  return { ok: true, request: { sessionId, ...request } };
};
