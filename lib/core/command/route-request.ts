// Reads a wish for a routing decision: which policy decides, or where the session is to go, and why. Names stay names.
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isBlankText, isProperties, own, type Properties } from "../value.ts";

/** A department, a person, or both: by name or id, as the sender wrote them. */
export interface RequestedTarget {
  department?: string;
  user?: string;
}

/** With neither `to` nor `policy` the first policy that fits decides. */
export interface RouteRequest {
  /** These are the sender's words, at most 500 characters: they go into the note for the team, and never into an event or a log line. */
  reason: string;
  to?: RequestedTarget;
  /** The policy that decides; with `to` as well, how it chooses among the people of that destination. */
  policy?: string;
}

export const routeProperties = ["reason", "to", "policy"] as const;

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

/** The request is of use only when nothing was reported. */
export const parseRouteRequest = (input: Properties, report: Report): RouteRequest => {
  const reason = text(input, "reason", 500, report) ?? "";
  const to = own(input, "to") === undefined ? undefined : parseTarget(own(input, "to"), report);
  const policy = own(input, "policy") === undefined ? undefined : text(input, "policy", 40, report);
  return { reason, ...(to && { to }), ...(policy !== undefined && { policy }) };
};
