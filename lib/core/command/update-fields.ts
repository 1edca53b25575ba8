// What an update changes: the values given, the mask that names them, and the rules between the two.

import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isProperties, own, type Properties, presenceOf } from "../value.ts";
import {
  type DepartmentReference,
  departmentOf,
  destinationMissingMessage,
  type Reference,
  readReference,
  type UserReference,
  userOf,
} from "./destination.ts";
import { type FieldName, fieldNames, type Mask, parseFields, propertiesOf, propertyOf } from "./field-mask.ts";
import { type FieldValues, rowOf } from "./field-rows.ts";

/** WTS takes one option beside a change: whether a bot that is running is stopped. */
export interface Options {
  stopBotInExecution?: boolean;
}

/** A null clears the field at WTS; every field of `fields` has its value here. */
export interface Changes extends FieldValues, DepartmentReference, UserReference {
  fields: FieldName[];
  options?: Options;
}

export const changesProperties: readonly string[] = ["fields", ...fieldNames.flatMap(propertiesOf), "options"];

const refuseOutsideMask = (path: string, field: FieldName, report: Report): undefined =>
  report(
    path,
    "FIELD_NOT_IN_MASK",
    `${path} is given, but fields does not name ${field}; add it to fields or leave the value out`,
  );

/** Answers nothing for a destination, which is read by its own rules. */
const parseValue = (
  field: FieldName,
  input: Properties,
  { mask, timeZone, report }: { mask: Mask | undefined; timeZone: string; report: Report },
): Partial<Changes> | undefined => {
  const row = rowOf(field);
  if (!row.parse) return undefined;
  const property = propertyOf(field);
  const value = own(input, property);
  const presence = presenceOf(value);
  const named = mask ? mask.fields.includes(field) : presence !== "absent";
  if (!named) {
    if (presence === "absent" || presence === "blank") return undefined;
    if (mask?.complete !== false) return refuseOutsideMask(property, field, report);
  }
  if (presence === "null" && row.nullClears) return { [property]: null };
  if (presence === "value" || row.needs === undefined) {
    const parsed = row.parse(value, { property, timeZone, report });
    return parsed === undefined ? undefined : { [property]: parsed };
  }
  const remedy = row.nullClears ? "; give null to clear it" : "";
  return report(property, "FIELD_WITHOUT_VALUE", `${row.needs}; without one WTS would erase it${remedy}`);
};

const refuseDestination = (path: string, report: Report): undefined =>
  report(path, "DESTINATION_MISSING", destinationMissingMessage);

const isGiven = ({ presence }: Reference): boolean => presence === "null" || presence === "value";

const parseDestination = (input: Properties, mask: Mask | undefined, report: Report): Partial<Changes> => {
  const department = readReference(input, "departmentId", "department", report);
  const user = readReference(input, "userId", "user", report);
  const departmentNamed = mask ? mask.fields.includes("DepartmentId") : department.presence !== "absent";
  const userNamed = mask ? mask.fields.includes("UserId") : user.presence !== "absent";

  if (departmentNamed && !isGiven(department)) refuseDestination(department.path, report);
  if (userNamed && !isGiven(user)) refuseDestination(user.path, report);
  if (userNamed && user.presence === "value" && department.presence !== "value") {
    if (!departmentNamed || department.presence === "null") refuseDestination(department.path, report);
  }
  // A person's department may stand beside the mask [UserId]: it says which department the person has to be a member of.
  const checksMembership = userNamed && user.presence === "value" && department.presence === "value";
  const isBlamed = userNamed && user.presence === "value";
  const maskKnown = mask?.complete !== false;
  if (maskKnown && !departmentNamed && isGiven(department) && !checksMembership && !isBlamed)
    refuseOutsideMask(department.path, "DepartmentId", report);
  if (maskKnown && !userNamed && isGiven(user)) refuseOutsideMask(user.path, "UserId", report);
  return { ...departmentOf(department), ...userOf(user) };
};

const derivedMask = (values: Properties): FieldName[] =>
  fieldNames.filter((field) => propertiesOf(field).some((property) => own(values, property) !== undefined));

/** Undefined when anything in it is refused. */
export const parseOptions = (input: unknown, report: Report): Options | undefined => {
  const refuse = reportUnder("options", report);
  if (!isProperties(input)) return refuse("", "TYPE_INVALID", "options must be {stopBotInExecution: true or false}");
  refuseUnknownProperties(input, ["stopBotInExecution"], "options", refuse);
  const stopBotInExecution = own(input, "stopBotInExecution");
  if (stopBotInExecution === undefined) return {};
  if (typeof stopBotInExecution === "boolean") return { stopBotInExecution };
  return refuse("stopBotInExecution", "TYPE_INVALID", "stopBotInExecution must be true or false");
};

/** The answer is of use only when nothing was reported; `fields` is empty when nothing is given. */
export const parseChanges = (input: Properties, timeZone: string, report: Report): Changes => {
  const given = own(input, "fields");
  const mask = given === undefined ? undefined : parseFields(given, report);
  const values: Partial<Changes> = {};
  for (const field of fieldNames) Object.assign(values, parseValue(field, input, { mask, timeZone, report }));
  Object.assign(values, parseDestination(input, mask, report));
  const options = own(input, "options");
  if (options !== undefined) {
    const parsed = parseOptions(options, report);
    if (parsed) values.options = parsed;
  }
  return { ...values, fields: mask?.fields ?? derivedMask({ ...values }) };
};
