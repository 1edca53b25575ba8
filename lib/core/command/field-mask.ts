// Reads the mask of a partial update, in WTS's exact spelling: a field that is named is written, or erased, and no other.
import type { Report } from "../issue.ts";
import { foldWord, nearest } from "../names.ts";
import { type FieldWith, fieldRows, rowOf } from "./field-rows.ts";

export type FieldName = keyof typeof fieldRows;

export const fieldNames = Object.keys(fieldRows) as readonly FieldName[];

/** The property of this name holds a field's value: in a command, in WTS's session, and in what is sent to WTS. */
export const propertyOf = <Field extends FieldName>(field: Field): Uncapitalize<Field> =>
  `${field.charAt(0).toLowerCase()}${field.slice(1)}` as Uncapitalize<Field>;

/** A command gives the field by either of these properties, of which the second is a name to look up. */
export const propertiesOf = (field: FieldName): readonly string[] => {
  const row = rowOf(field);
  return [propertyOf(field), ...("name" in row ? [row.name.property] : [])];
};

type DestinationField = FieldWith<{ name: object }>;

/** True for the fields that say where a session goes. */
export const isDestination = (field: FieldName): field is DestinationField => "name" in rowOf(field);

export const destinationFields: readonly DestinationField[] = fieldNames.filter(isDestination);

/** A completion may write them as well. */
export const completionFields = fieldNames.filter(
  (field): field is FieldWith<{ withCompletion: true }> => rowOf(field).withCompletion === true,
);

const byFoldedName = new Map<string, FieldName>(fieldNames.map((name) => [foldWord(name), name]));

/** A list that names each field a few times over is not longer. */
const longestList = 50;

export interface Mask {
  fields: FieldName[];
  /** It is false when an entry was refused, as nobody knows which field that meant. */
  complete: boolean;
}

/** Names are taken in any letter case and as n8n writes them, and repetitions count once. Undefined when the input is no list. */
export const parseFields = (input: unknown, report: Report): Mask | undefined => {
  if (!Array.isArray(input) || input.length > longestList)
    return report("fields", "TYPE_INVALID", `fields must be a list of at most ${longestList} field names`);
  const mask = new Set<FieldName>();
  let complete = true;
  for (const [index, entry] of Array.from(input).entries()) {
    const name = typeof entry === "string" ? byFoldedName.get(foldWord(entry)) : undefined;
    if (name) {
      mask.add(name);
      continue;
    }
    complete = false;
    const near = typeof entry === "string" && entry.trim() !== "" ? nearest(entry, fieldNames) : undefined;
    const remedy = near === undefined ? `expected one of ${fieldNames.join(", ")}` : `the nearest one is ${near}`;
    report(`fields.${index}`, "FIELD_UNKNOWN", `this is not a field of a session; ${remedy}`);
  }
  return { fields: [...mask], complete };
};
