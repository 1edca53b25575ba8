// Reads a command for one session by its id, or for whichever sessions a reference finds.

import { collectIssues, type Issue } from "../issue.ts";
import { type ReadPhone, readWrittenPhone } from "../phone/read-phone.ts";
import { isProperties, own, type Properties } from "../value.ts";
import { type ParseOptions, parseCommand, type SessionCommand } from "./command.ts";
import { parseSessionReference, type SessionReference } from "./session-reference.ts";

/** Until a reference is resolved, the command's sessionId is this. */
export const unresolvedSessionId = "unresolved";

export interface TargetedCommand {
  command: SessionCommand;
  /** It is absent when the command names its session by id. */
  reference?: SessionReference;
}

type ParsedTargetedCommand =
  | { ok: true; targeted: TargetedCommand }
  /** Without issues it is about nobody, and `namesNobody` says why: there is nothing to do, and nothing to mend. */
  | { ok: false; issues: Issue[]; namesNobody?: string };

export interface TargetedParseOptions extends ParseOptions {
  /** Without one, numbers have to be as WTS keeps them: digits only, country code first. */
  readPhone?: ReadPhone;
}

const referenceProperties = ["session", "onNone", "onMany"] as const;

const without = (input: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));

export const closedSessionMessage =
  "closedWithinDays goes with a note, or with an update of metadata alone, since a closed session is not reopened; leave it out";

/** A session that is closed is never reopened for it, and the contact hears nothing. */
const mayBeClosed = (command: SessionCommand): boolean =>
  command.command === "note" || (command.command === "update" && command.fields.every((field) => field === "Metadata"));

/** Reads what parseCommand reads, with `session: {contactId | contactPhone | metadata, …}`, `onNone` and `onMany` beside or in place of sessionId. */
export const parseTargetedCommand = (input: unknown, options: TargetedParseOptions): ParsedTargetedCommand => {
  const usesReference = isProperties(input) && referenceProperties.some((name) => own(input, name) !== undefined);
  if (!usesReference) {
    const parsed = parseCommand(input, options);
    return parsed.ok ? { ok: true, targeted: { command: parsed.command } } : parsed;
  }
  const { issues, report } = collectIssues();
  if (own(input, "sessionId") !== undefined)
    report("session", "PROPERTY_CONFLICT", "give sessionId, or session with its rules, not both");
  const reference = parseSessionReference(input, options.readPhone ?? readWrittenPhone, report);
  if (reference && "namesNobody" in reference)
    return { ok: false, issues, ...(issues.length === 0 && { namesNobody: reference.namesNobody }) };
  const parsed = parseCommand({ ...without(input, referenceProperties), sessionId: unresolvedSessionId }, options);
  if (!parsed.ok) issues.push(...parsed.issues);
  if (parsed.ok && reference?.locator.closedWithinDays !== undefined && !mayBeClosed(parsed.command))
    report("session.closedWithinDays", "PROPERTY_CONFLICT", closedSessionMessage);
  return parsed.ok && reference && issues.length === 0
    ? { ok: true, targeted: { command: parsed.command, reference } }
    : { ok: false, issues };
};
