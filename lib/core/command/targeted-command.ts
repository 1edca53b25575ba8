// Reads a command for one session by its id, or for whichever sessions a reference finds.

import { collectIssues, type Issue } from "../issue.ts";
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

type ParsedTargetedCommand = { ok: true; targeted: TargetedCommand } | { ok: false; issues: Issue[] };

const referenceProperties = ["session", "onNone", "onMany"] as const;

const without = (input: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));

/** Reads what parseCommand reads, with `session: {contactId | contactPhone | metadata}`, `onNone` and `onMany` beside or in place of sessionId. */
export const parseTargetedCommand = (input: unknown, options: ParseOptions): ParsedTargetedCommand => {
  const usesReference = isProperties(input) && referenceProperties.some((name) => own(input, name) !== undefined);
  if (!usesReference) {
    const parsed = parseCommand(input, options);
    return parsed.ok ? { ok: true, targeted: { command: parsed.command } } : parsed;
  }
  const { issues, report } = collectIssues();
  if (own(input, "sessionId") !== undefined)
    report("session", "PROPERTY_CONFLICT", "give sessionId, or session with its rules, not both");
  const reference = parseSessionReference(input, report);
  const parsed = parseCommand({ ...without(input, referenceProperties), sessionId: unresolvedSessionId }, options);
  if (!parsed.ok) issues.push(...parsed.issues);
  return parsed.ok && reference && issues.length === 0
    ? { ok: true, targeted: { command: parsed.command, reference } }
    : { ok: false, issues };
};
