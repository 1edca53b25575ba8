// Shows what a command would change, field by field, and writes nothing.
import type { SessionCommand } from "../../core/command/command.ts";
import { type FieldName, propertyOf } from "../../core/command/field-mask.ts";
import { instantMs } from "../../core/instants.ts";
import { sortedJson } from "../../core/value.ts";
import { asFault } from "../../wts/choose-fault.ts";
import type { Wts } from "../../wts/connect.ts";
import type { PartialBody, WtsSession } from "../../wts/types.ts";
import type { Step } from "./plan.ts";
import { prepare } from "./prepare.ts";

interface FieldChange {
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

const differs = (field: string, from: unknown, to: unknown): boolean =>
  field === "EndAt" ? instantMs(from) !== instantMs(to) : sortedJson(from) !== sortedJson(to);

const changed = (field: string, from: unknown, to: unknown): FieldChange[] =>
  differs(field, from ?? null, to) ? [{ field, from: from ?? null, to }] : [];

const classificationChange = (session: WtsSession, to: PartialBody["classification"]): FieldChange[] => {
  const { category, categoryDescription, amount } = session.classification ?? {};
  const from = session.classification && { category, description: categoryDescription ?? undefined, amount };
  return changed("Classification", from, to);
};

const partialChanges = (session: WtsSession, body: PartialBody): FieldChange[] =>
  (body.fields as readonly FieldName[]).flatMap((field) => {
    if (field === "Classification") return classificationChange(session, body.classification);
    const property = propertyOf(field);
    // WTS does not show the present value of these two.
    if (property === "autocomplete" || property === "reactivateDisabled") return [{ field, to: body[property] }];
    return changed(field, session[property], body[property]);
  });

/** The text is counted, not shown: a preview is read over shoulders and kept in tickets. */
const textChange = (field: string, text: string): FieldChange[] => [
  { field, to: `a text of ${text.length} characters` },
];

const changesOf = (session: WtsSession, step: Step): FieldChange[] => {
  switch (step.step) {
    case "partial":
      return partialChanges(session, step.body);
    case "complete":
      return changed("Status", session.status, "COMPLETED");
    case "transfer":
      return [
        ...changed("DepartmentId", session.departmentId, step.body.newDepartmentId),
        ...changed("UserId", session.userId, step.body.newUserId ?? null),
      ];
    case "note":
      return textChange("Note", step.text);
    case "message":
      return textChange("Message", step.text);
    case "farewell":
      return textChange("Farewell", step.text);
  }
};

/** It only reads. Throws the faults that applying it would throw before its first write. */
export const previewCommand = async (command: SessionCommand, wts: Wts): Promise<Preview> => {
  const { steps, session } = await prepare(command, wts, ["ClassificationDetails"]).catch((error) => {
    throw asFault(error);
  });
  const changes = session ? steps.flatMap((step) => changesOf(session, step)) : [];
  return { sessionId: command.sessionId, dryRun: true, changes };
};
