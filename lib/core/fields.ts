// The mask of a partial update, in WTS's exact spelling: a field that is named is written, or erased, and no other.
import type { Report } from "./issue.ts";
import { nearest } from "./nearest.ts";

export const fieldNames = [
  "Status",
  "EndAt",
  "Number",
  "DepartmentId",
  "UserId",
  "Metadata",
  "Autocomplete",
  "ReactivateDisabled",
  "Classification",
] as const;

export type FieldName = (typeof fieldNames)[number];

const fold = (name: string): string => name.replaceAll(/[\s_-]/g, "").toLowerCase();

const byFoldedName = new Map<string, FieldName>(fieldNames.map((name) => [fold(name), name]));

/** Any letter case and n8n's names; repetitions count once; undefined when the input is not a usable list. */
export const parseFields = (input: unknown, report: Report): FieldName[] | undefined => {
  if (!Array.isArray(input)) return report("fields", "TYPE_INVALID", "fields must be a list of field names");
  const mask = new Set<FieldName>();
  let refused = false;
  for (const [index, entry] of Array.from(input).entries()) {
    const name = typeof entry === "string" ? byFoldedName.get(fold(entry)) : undefined;
    if (name) {
      mask.add(name);
      continue;
    }
    refused = true;
    const remedy =
      typeof entry === "string" && entry.trim() !== ""
        ? `the nearest one is ${nearest(entry, fieldNames)}`
        : `expected one of ${fieldNames.join(", ")}`;
    report(`fields.${index}`, "FIELD_UNKNOWN", `this is not a field of a session; ${remedy}`);
  }
  return refused ? undefined : [...mask];
};
