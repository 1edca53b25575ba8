// Every field of an update, one row each: how its value is read, what becomes of it on the way to WTS, and who may see it.

import { instantMs, parseInstant } from "../instants.ts";
import type { Report } from "../issue.ts";
import { isProperties, type Properties } from "../value.ts";
import { classificationCategories, parseClassification } from "./classification.ts";
import { parseMetadata } from "./metadata.ts";
import { parseStatus, statuses, statusMessage } from "./status.ts";

export interface Reading {
  /** An issue blames this property. */
  property: string;
  /** Times without an offset are of this IANA zone. */
  timeZone: string;
  report: Report;
}

interface Traits {
  /** The reference says this of what it takes, as Markdown. */
  takes: string;
  /** An outcome shows the value, which is then nobody's personal data. */
  inOutcome?: true;
  /** WTS reports the very value that it was sent, so that an echo of ours is known by it. */
  comesBackAsSent?: true;
  /** WTS changes these properties along with it. */
  alsoChanges?: readonly string[];
  /** A completion may write it as well, before it closes the session. */
  withCompletion?: true;
  /** Makes the value to send out of what the session has and what is given; the session is read for it. */
  combine?: (present: unknown, given: unknown) => unknown;
  /** Takes the present value out of WTS's session, where it is not the property of the field's name; false where WTS does not show it. */
  present?: false | ((session: Properties) => unknown);
  /** WTS shows the present value only to whoever asks for this detail of a session. */
  detail?: "ClassificationDetails";
  /** Answers whether two values are one to WTS, where their JSON does not say so. */
  same?: (one: unknown, other: unknown) => boolean;
}

/** Its property holds the value itself. */
interface ValueRow extends Traits {
  parse: (value: unknown, reading: Reading) => unknown;
  /** An issue begins with it where the field is named without a value; without it the parser refuses null and blank in its own words. */
  needs?: string;
  /** Null clears the field at WTS. Blank never does. */
  nullClears?: true;
}

/** Its property holds an id, and another one may hold a name instead; the rules between the two fields stand in update-fields.ts. */
interface DestinationRow extends Traits {
  name: { property: "department" | "user"; takes: string };
  parse?: never;
}

export type FieldRow = ValueRow | DestinationRow;

const listed = (values: readonly string[]): string =>
  `${values
    .slice(0, -1)
    .map((value) => `\`${value}\``)
    .join(", ")} or \`${values.at(-1)}\``;

const flag = (value: unknown, { property, report }: Reading): boolean | undefined =>
  typeof value === "boolean" ? value : report(property, "TYPE_INVALID", `${property} must be true or false`);

const propertiesIn = (value: unknown): Properties => (isProperties(value) ? value : {});

/** They stand in the order in which they are listed to people; the keys are WTS's exact spelling, of which propertyOf makes the property. */
export const fieldRows = {
  Status: {
    takes: listed(statuses),
    parse: (value, { property, report }) => parseStatus(value) ?? report(property, "STATUS_INVALID", statusMessage),
    inOutcome: true,
    comesBackAsSent: true,
    // An end comes with being closed, and goes with being reopened.
    alsoChanges: ["endAt"],
  },
  EndAt: {
    takes: "[a date and time](#dates-and-times); `null` clears it",
    parse: (value, { property, timeZone, report }) => {
      const endAt = parseInstant(value, timeZone);
      return endAt.ok ? endAt.instant : report(property, "END_AT_INVALID", endAt.message);
    },
    needs: "endAt needs a date and time",
    nullClears: true,
    inOutcome: true,
    comesBackAsSent: true,
    same: (one, other) => instantMs(one) === instantMs(other),
  },
  Number: {
    takes: "a text; `null` clears it",
    parse: (value, { property, report }) =>
      typeof value === "string"
        ? value
        : report(property, "TYPE_INVALID", "number must be a text; put digits in quotes, so that none is lost"),
    needs: "number needs a non-blank text",
    nullClears: true,
    comesBackAsSent: true,
  },
  DepartmentId: {
    takes: "an id, or `null` (not of `transfer`)",
    name: { property: "department", takes: "a name or an id" },
    inOutcome: true,
    comesBackAsSent: true,
    // A move starts the session, or returns it to the queue.
    alsoChanges: ["userId", "status"],
  },
  UserId: {
    takes: "an id; `null` returns the session to the queue",
    name: {
      property: "user",
      takes: "a name, an e-mail or an id; needs a department of which the person is a member",
    },
    inOutcome: true,
    comesBackAsSent: true,
    alsoChanges: ["departmentId", "status"],
  },
  Metadata: {
    takes:
      "an object of texts, numbers and booleans, or a list of `{key, value}`; other keys are kept. `null` clears all (not of `complete`)",
    parse: (value, { report }) => parseMetadata(value, report),
    needs: "metadata needs at least one key",
    nullClears: true,
    withCompletion: true,
    // Whether WTS merges or replaces is not documented: what it gets is whole in either case.
    combine: (present, given) => ({ ...propertiesIn(present), ...propertiesIn(given) }),
  },
  Autocomplete: {
    takes: "`true` or `false`",
    parse: flag,
    needs: "autocomplete needs true or false",
    present: false,
  },
  ReactivateDisabled: {
    takes: "`true` or `false`",
    parse: flag,
    needs: "reactivateDisabled needs true or false",
    present: false,
  },
  Classification: {
    takes: `\`{category, description, amount}\`, at least one; category ${listed(classificationCategories)}`,
    parse: (value, { report }) => parseClassification(value, report),
    needs: "classification needs a category, a description or an amount",
    withCompletion: true,
    present: ({ classification }) => {
      if (!isProperties(classification)) return classification;
      const { category, categoryDescription, amount } = classification;
      return { category, description: categoryDescription ?? undefined, amount };
    },
    detail: "ClassificationDetails",
  },
} as const satisfies Readonly<Record<string, FieldRow>>;

type Rows = typeof fieldRows;

/** The names of the rows that have this trait. */
export type FieldWith<Trait> = { [Field in keyof Rows]: Rows[Field] extends Trait ? Field : never }[keyof Rows];

type Parsed<Row> = Row extends { parse: (...given: never[]) => infer Value } ? Exclude<Value, undefined> : never;
type Cleared<Row> = Row extends { nullClears: true } ? null : never;

/** What a field's property holds, by property; of destinations there is more to say. */
export type FieldValues = {
  [Field in FieldWith<ValueRow> as Uncapitalize<Field>]?: Parsed<Rows[Field]> | Cleared<Rows[Field]>;
};

/** A completion closes, so it has nothing to clear. */
export type CompletionValues = {
  [Field in FieldWith<{ withCompletion: true }> as Uncapitalize<Field>]?: Parsed<Rows[Field]>;
};

/** The row, with all that any row may say. */
export const rowOf = (field: keyof Rows): FieldRow => fieldRows[field];
