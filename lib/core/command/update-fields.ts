// What an update changes: the values given, the mask that names them, and the rules between the two.

import { parseInstant } from "../instants.ts";
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isProperties, own, type Properties, presenceOf } from "../value.ts";
import { type Classification, parseClassification } from "./classification.ts";
import {
  type DepartmentReference,
  departmentOf,
  destinationMissingMessage,
  type Reference,
  readReference,
  type UserReference,
  userOf,
} from "./destination.ts";
import { type FieldName, fieldNames, type Mask, parseFields } from "./field-mask.ts";
import { type Metadata, parseMetadata } from "./metadata.ts";
import { parseStatus, type SessionStatus, statusMessage } from "./status.ts";

/** WTS takes one option beside a change: whether a bot that is running is stopped. */
export interface Options {
  stopBotInExecution?: boolean;
}

/** A null clears the field at WTS; every field of `fields` has its value here. */
export interface Changes extends DepartmentReference, UserReference {
  fields: FieldName[];
  status?: SessionStatus;
  endAt?: string | null;
  number?: string | null;
  metadata?: Metadata | null;
  autocomplete?: boolean;
  reactivateDisabled?: boolean;
  classification?: Classification;
  options?: Options;
}

export const changesProperties = [
  "fields",
  "status",
  "endAt",
  "number",
  "departmentId",
  "department",
  "userId",
  "user",
  "metadata",
  "autocomplete",
  "reactivateDisabled",
  "classification",
  "options",
] as const;

interface Scalar {
  field: FieldName;
  property: "status" | "endAt" | "number" | "metadata" | "autocomplete" | "reactivateDisabled" | "classification";
  clearable: boolean;
  /** The issue says this when there is no value although one is needed. */
  expected: string;
  parse: (value: unknown, timeZone: string, report: Report) => Partial<Changes> | undefined;
}

const boolean =
  (property: "autocomplete" | "reactivateDisabled") =>
  (value: unknown, _timeZone: string, report: Report): Partial<Changes> | undefined =>
    typeof value === "boolean"
      ? { [property]: value }
      : report(property, "TYPE_INVALID", `${property} must be true or false`);

const scalars: readonly Scalar[] = [
  {
    field: "Status",
    property: "status",
    clearable: false,
    expected: statusMessage,
    parse: (value, _timeZone, report) => {
      const status = parseStatus(value);
      return status ? { status } : report("status", "STATUS_INVALID", statusMessage);
    },
  },
  {
    field: "EndAt",
    property: "endAt",
    clearable: true,
    expected: "endAt needs a date and time",
    parse: (value, timeZone, report) => {
      const endAt = parseInstant(value, timeZone);
      return endAt.ok ? { endAt: endAt.instant } : report("endAt", "END_AT_INVALID", endAt.message);
    },
  },
  {
    field: "Number",
    property: "number",
    clearable: true,
    expected: "number needs a non-blank text",
    parse: (value, _timeZone, report) =>
      typeof value === "string"
        ? { number: value }
        : report("number", "TYPE_INVALID", "number must be a text; put digits in quotes, so that none is lost"),
  },
  {
    field: "Metadata",
    property: "metadata",
    clearable: true,
    expected: "metadata needs at least one key",
    parse: (value, _timeZone, report) => {
      const metadata = parseMetadata(value, report);
      return metadata && { metadata };
    },
  },
  {
    field: "Autocomplete",
    property: "autocomplete",
    clearable: false,
    expected: "autocomplete needs true or false",
    parse: boolean("autocomplete"),
  },
  {
    field: "ReactivateDisabled",
    property: "reactivateDisabled",
    clearable: false,
    expected: "reactivateDisabled needs true or false",
    parse: boolean("reactivateDisabled"),
  },
  {
    field: "Classification",
    property: "classification",
    clearable: false,
    expected: "classification needs a category, a description or an amount",
    parse: (value, _timeZone, report) => {
      const classification = parseClassification(value, report);
      return classification && { classification };
    },
  },
];

const refuseOutsideMask = (path: string, field: FieldName, report: Report): undefined =>
  report(
    path,
    "FIELD_NOT_IN_MASK",
    `${path} is given, but fields does not name ${field}; add it to fields or leave the value out`,
  );

const refuseWithoutValue = ({ property, expected, clearable, field }: Scalar, report: Report): undefined => {
  if (field === "Status") return report("status", "STATUS_INVALID", statusMessage);
  const remedy = clearable ? "; give null to clear it" : "";
  return report(property, "FIELD_WITHOUT_VALUE", `${expected}; without one WTS would erase it${remedy}`);
};

const parseScalar = (
  scalar: Scalar,
  input: Properties,
  { mask, timeZone, report }: { mask: Mask | undefined; timeZone: string; report: Report },
): Partial<Changes> | undefined => {
  const { field, property, clearable, parse } = scalar;
  const value = own(input, property);
  const presence = presenceOf(value);
  const named = mask ? mask.fields.includes(field) : presence !== "absent";
  if (!named) {
    if (presence === "absent" || presence === "blank") return undefined;
    if (mask?.complete !== false) return refuseOutsideMask(property, field, report);
  }
  if (presence === "value") return parse(value, timeZone, report);
  return presence === "null" && clearable ? { [property]: null } : refuseWithoutValue(scalar, report);
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

const derivedMask = (values: Partial<Changes>): FieldName[] => {
  const given = new Set<FieldName>();
  for (const { field, property } of scalars) if (values[property] !== undefined) given.add(field);
  if (values.departmentId !== undefined || values.department !== undefined) given.add("DepartmentId");
  if (values.userId !== undefined || values.user !== undefined) given.add("UserId");
  return fieldNames.filter((name) => given.has(name));
};

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
  for (const scalar of scalars) Object.assign(values, parseScalar(scalar, input, { mask, timeZone, report }));
  Object.assign(values, parseDestination(input, mask, report));
  const options = own(input, "options");
  if (options !== undefined) {
    const parsed = parseOptions(options, report);
    if (parsed) values.options = parsed;
  }
  return { ...values, fields: mask?.fields ?? derivedMask(values) };
};
