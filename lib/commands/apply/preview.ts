// Shows what a command would change, field by field, and writes nothing.
import type { SessionCommand } from "../../core/command/command.ts";
import { type FieldName, fieldNames, propertyOf } from "../../core/command/field-mask.ts";
import { rowOf } from "../../core/command/field-rows.ts";
import type { Said } from "../../core/texts/saying.ts";
import { sortedJson } from "../../core/value.ts";
import type { Clock } from "../../runtime/clock.ts";
import { asFault } from "../../wts/choose-fault.ts";
import type { Wts } from "../../wts/connect.ts";
import type { PartialBody, WtsSession } from "../../wts/types.ts";
import type { MessageGuard } from "../messages/message-guard.ts";
import type { Step } from "./plan.ts";
import { prepare } from "./prepare.ts";

export interface FieldChange {
  /** It is a field of WTS's mask, or Note, Message or Farewell. */
  field: string;
  /** It is absent where WTS does not show the present value. */
  from?: unknown;
  to: unknown;
}

export interface Preview {
  sessionId: string;
  dryRun: true;
  /** The list is empty when the session already is as the command wants it. */
  changes: readonly FieldChange[];
}

const sameJson = (one: unknown, other: unknown): boolean => sortedJson(one) === sortedJson(other);

const fieldChange = (session: WtsSession, field: FieldName, to: unknown): FieldChange[] => {
  const { present = (shown) => shown[propertyOf(field)], same = sameJson } = rowOf(field);
  if (!present) return [{ field, to }];
  const from = present(session) ?? null;
  return same(from, to) ? [] : [{ field, from, to }];
};

export const destinationChanges = (
  session: WtsSession,
  { departmentId, userId }: { departmentId: string | null; userId: string | null },
): FieldChange[] => [...fieldChange(session, "DepartmentId", departmentId), ...fieldChange(session, "UserId", userId)];

const partialChanges = (session: WtsSession, body: PartialBody): FieldChange[] =>
  (body.fields as readonly FieldName[]).flatMap((field) => fieldChange(session, field, body[propertyOf(field)]));

/** The text is counted, not shown: a preview is read over shoulders and kept in tickets. */
const textChange = (field: string, said: Said): FieldChange[] => [
  { field, to: "text" in said ? `a text of ${said.text.length} characters` : `the template ${said.template.id}` },
];

const changesOf = (session: WtsSession, step: Step): FieldChange[] => {
  switch (step.step) {
    case "partial":
      return partialChanges(session, step.body);
    case "complete":
      return fieldChange(session, "Status", "COMPLETED");
    case "transfer":
      return destinationChanges(session, {
        departmentId: step.body.newDepartmentId,
        userId: step.body.newUserId ?? null,
      });
    case "note":
      return textChange("Note", step);
    case "message":
      return textChange("Message", step);
    case "farewell":
      return textChange("Farewell", step);
  }
};

/** Without them WTS leaves out of a session what some fields have. */
const details = fieldNames.flatMap((field) => rowOf(field).detail ?? []);

/** It only reads. Throws the faults that applying it would throw before its first write. */
export const previewCommand = async (
  command: SessionCommand,
  wts: Wts,
  { clock, guard }: { clock: Pick<Clock, "now">; guard?: MessageGuard | undefined },
): Promise<Preview> => {
  const { steps, session } = await prepare(command, wts, { clock, guard, details }).catch((error) => {
    throw asFault(error);
  });
  const changes = session ? steps.flatMap((step) => changesOf(session, step)) : [];
  return { sessionId: command.sessionId, dryRun: true, changes };
};
