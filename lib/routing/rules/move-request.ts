// Reads the wish of a "Session Reassignment Requested": what is not understood is refused, and never dropped.

import { envelopeProperties } from "../../core/event-envelope.ts";
import { parseSessionId } from "../../core/ids.ts";
import { collectIssues, type Issue, type Report, reportUnder } from "../../core/issue.ts";
import { refuseUnknownProperties } from "../../core/known-properties.ts";
import { isBlankText, isProperties, own, type Properties } from "../../core/value.ts";
import type { RequestedTarget } from "./routing-context.ts";

interface MoveRequest {
  sessionId: string;
  /** These are the sender's words: they go into the note for the team, and never into an event or a log line. */
  reason: string;
  to?: RequestedTarget;
  policy?: string;
}

type ParsedMoveRequest = { ok: true; request: MoveRequest } | { ok: false; issues: Issue[] };

const properties = ["sessionId", "reason", "to", "policy"] as const;

const text = (input: Properties, name: string, maxCharacters: number, report: Report): string | undefined => {
  const value = own(input, name);
  if (typeof value === "string" && !isBlankText(value) && value.length <= maxCharacters) return value.trim();
  return report(name, "TYPE_INVALID", `${name} must be a non-blank text of at most ${maxCharacters} characters`);
};

const parseTarget = (input: unknown, report: Report): RequestedTarget | undefined => {
  const refuse = reportUnder("to", report);
  const expected = "to must be {department, user}, by name or id: one of them, or both";
  if (!isProperties(input)) return refuse("", "TYPE_INVALID", expected);
  refuseUnknownProperties(input, ["department", "user"], "to", refuse);
  const given = (["department", "user"] as const).filter((name) => own(input, name) !== undefined);
  if (given.length === 0) return refuse("", "DESTINATION_MISSING", expected);
  const target: RequestedTarget = {};
  for (const name of given) {
    const value = text(input, name, 200, refuse);
    if (value !== undefined) target[name] = value;
  }
  return target;
};

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
  refuseUnknownProperties(input, [...properties, ...envelopeProperties], "a reassignment request", report);
  const sessionId = parseSessionId(own(input, "sessionId"), report);
  const reason = text(input, "reason", 500, report);
  const to = own(input, "to") === undefined ? undefined : parseTarget(own(input, "to"), report);
  const policy = own(input, "policy") === undefined ? undefined : text(input, "policy", 40, report);
  if (issues.length > 0 || sessionId === undefined || reason === undefined) return { ok: false, issues };
  return { ok: true, request: { sessionId, reason, ...(to && { to }), ...(policy !== undefined && { policy }) } };
};
