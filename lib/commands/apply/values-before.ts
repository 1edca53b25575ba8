// Says what a session had in the fields that a command wrote, where it was read anyway: whoever asks later wants to know from what to what.
import { propertyOf } from "../../core/command/field-mask.ts";
import { rowOf } from "../../core/command/field-rows.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { Properties } from "../../core/value.ts";
import type { WtsSession } from "../../wts/types.ts";

/** Only of what an outcome may show. Undefined where nobody has read the session, or nothing of it may be shown. */
export const valuesBefore = (
  { detail: { changes } }: Outcome,
  session: WtsSession | undefined,
): { from: Properties } | undefined => {
  if (!session) return undefined;
  const shown = changes.fields.filter((field) => rowOf(field).inOutcome === true).map(propertyOf);
  if (shown.length === 0) return undefined;
  return { from: Object.fromEntries(shown.map((property) => [property, session[property] ?? null])) };
};
