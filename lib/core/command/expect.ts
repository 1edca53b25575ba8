// Reads what the sender believed of the session: a decision taken on an old picture is dropped instead of applied.

import { asUuid } from "../ids.ts";
import { parseInstant } from "../instants.ts";
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isProperties, own } from "../value.ts";
import { parseStatus, type SessionStatus, statusMessage } from "./status.ts";

export interface Expectation {
  status?: SessionStatus;
  userId?: string | null;
  departmentId?: string | null;
  /** It is the instant in UTC of the contact's last message, compared to the millisecond, or null where there is none. */
  lastMessageIn?: string | null;
}

const names = ["status", "userId", "departmentId", "lastMessageIn"] as const;

/** Undefined when anything in it is refused: a guard that guards nothing would let every write through. */
export const parseExpectation = (input: unknown, timeZone: string, report: Report): Expectation | undefined => {
  const refuse = reportUnder("expect", report);
  const missing = `expect must name at least one of ${names.join(", ")}`;
  if (!isProperties(input)) return refuse("", "TYPE_INVALID", missing);
  refuseUnknownProperties(input, names, "expect", refuse);
  if (names.every((name) => own(input, name) === undefined)) return refuse("", "TYPE_INVALID", missing);
  const expectation: Expectation = {};
  const status = own(input, "status");
  if (status !== undefined) {
    const parsed = parseStatus(status);
    if (parsed) expectation.status = parsed;
    else refuse("status", "STATUS_INVALID", statusMessage);
  }
  for (const name of ["userId", "departmentId"] as const) {
    const id = own(input, name);
    if (id === undefined) continue;
    const parsed = id === null ? null : asUuid(id);
    if (parsed === undefined) refuse(name, "TYPE_INVALID", `${name} must be an id (UUID), or null for none`);
    else expectation[name] = parsed;
  }
  const lastMessageIn = own(input, "lastMessageIn");
  if (lastMessageIn === null) expectation.lastMessageIn = null;
  else if (lastMessageIn !== undefined) {
    const parsed = parseInstant(lastMessageIn, timeZone);
    if (parsed.ok) expectation.lastMessageIn = parsed.instant;
    else refuse("lastMessageIn", "TYPE_INVALID", parsed.message);
  }
  return expectation;
};
