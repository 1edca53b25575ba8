// Says what became of a command, as an event others can build on; never with a contact's details nor the text of a message.
import type { SessionCommand } from "./command/command.ts";
import type { Destination } from "./command/destination.ts";
import { completionFields, destinationFields, type FieldName, fieldNames, propertyOf } from "./command/field-mask.ts";
import { type FieldValues, type FieldWith, rowOf } from "./command/field-rows.ts";
import type { Fault } from "./faults.ts";
import type { Issue } from "./issue.ts";
import type { Provenance } from "./queue/queued-command.ts";
import { own, type Properties } from "./value.ts";

export const outcomeTypes = [
  "Session Updated",
  "Session Closed",
  "Session Reassigned",
  "Session Reassignment Failed",
  "Session Update Rejected",
  "Session Held",
  "Session Hold Ended",
  "Message Failed",
] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

/** These values are nobody's personal data. */
type ShownValues = Pick<FieldValues & Destination, Uncapitalize<FieldWith<{ inOutcome: true }>>>;

/** What may be said of a hold: not why, nor by which person, since those are somebody's own words and name. */
export interface ShownHold {
  /** Both are ISO instants. */
  until: string;
  setAt: string;
  /** Where it came from. */
  source: string;
}

interface OutcomeDetail {
  /** It is the command's id: an event that comes twice has the same one. */
  id: string;
  account: string;
  sessionId: string;
  command: SessionCommand["command"];
  /** These fields were written, with the values that may be shown. */
  changes: { fields: readonly FieldName[] } & ShownValues;
  door: string;
  source: string;
  deliveryId: string;
  /** This policy decided on the command, where one did. */
  rule?: string;
  /** The hold that was set, or has ended. */
  hold?: ShownHold;
  /** The codes say why it was refused, or why a policy wanted it; there are none for what a sender asked for and got. */
  reasons: readonly string[];
  issues?: readonly Issue[];
  /** The whole decision led to it, where one did; it holds ids and codes, and nobody's name. */
  decision?: object;
  /** Of a message that did not arrive: the command that sent it, and WTS's id of it. */
  message?: { commandId: string; messageId: string };
  /** These parts of it were too large to be told. */
  leftOut?: readonly LargePart[];
  correlationId: string;
  causationId: string;
  hops: number;
}

type LargePart = "decision" | "issues";

export interface Outcome {
  type: OutcomeType;
  detail: OutcomeDetail;
}

/** An event that was not understood has as much of a provenance as this. */
type Origin = Pick<Provenance, "id" | "account" | "door" | "source" | "deliveryId" | "correlationId" | "hops" | "rule">;

type Said = Pick<OutcomeDetail, "sessionId" | "command"> &
  Partial<Pick<OutcomeDetail, "changes" | "reasons" | "decision" | "hold" | "message">> & { issues?: readonly Issue[] };

/** EventBridge took events of 256 KiB for years, its own frame around them among it; DynamoDB takes items of 400 KB. */
const mostOutcomeBytes = 200_000;

const bytesOf = (detail: OutcomeDetail): number => Buffer.byteLength(JSON.stringify(detail));

/** All others are ids, codes and times. What a reader can look up elsewhere goes first. */
const largeParts: readonly LargePart[] = ["decision", "issues"];

/** What is too large for the bus would be told to nobody: of such an outcome the parts go that make it large, and it says which. */
const bounded = (detail: OutcomeDetail): OutcomeDetail => {
  let left = detail;
  for (const part of largeParts.filter((name) => detail[name] !== undefined)) {
    if (bytesOf(left) <= mostOutcomeBytes) break;
    const { [part]: _, ...others } = left;
    left = { ...others, leftOut: [...(left.leftOut ?? []), part] };
  }
  return left;
};

/** Hops grow by one, so that a command which this outcome causes can be counted. */
export const outcomeOf = (
  type: OutcomeType,
  { id, account, door, source, deliveryId, correlationId, hops, rule }: Origin,
  { sessionId, command, changes = { fields: [] }, reasons = [], issues = [], decision, hold, message }: Said,
): Outcome => ({
  type,
  detail: bounded({
    id,
    account,
    sessionId,
    command,
    changes,
    door,
    source,
    deliveryId,
    ...(rule !== undefined && { rule }),
    reasons,
    ...(issues.length > 0 && { issues }),
    ...(decision && { decision }),
    ...(hold && { hold }),
    ...(message && { message }),
    correlationId,
    causationId: id,
    hops: hops + 1,
  }),
});

/** The messages of these issues help their reader with a name of the team. */
const namelessMessages: Partial<Record<Issue["code"], string>> = {
  NAME_UNKNOWN: "this account has none of this name or id; `parked show` says which name is the nearest",
  USER_NOT_IN_DEPARTMENT: "this person is not a member of this department",
};

const withoutNames = ({ path, code, message }: Issue): Issue => ({
  path,
  code,
  message: namelessMessages[code] ?? message,
});

/** WTS's text stays out of it, since it may name a contact, and so do the names of the team: it is recorded for longer than anything else. */
export const rejectedOutcome = (
  origin: Origin,
  said: Said,
  { code, issues, decision }: Pick<Fault, "code" | "issues" | "decision">,
): Outcome => {
  const type = said.command === "route" ? "Session Reassignment Failed" : "Session Update Rejected";
  const reasons = [code, ...(decision?.reasons ?? []).map((reason) => reason.code)];
  return outcomeOf(type, origin, { ...said, reasons, issues: issues.map(withoutNames), ...(decision && { decision }) });
};

/** Lists the fields that a command writes; notes, messages and holds write none. */
export const fieldsOf = (command: SessionCommand): readonly FieldName[] => {
  switch (command.command) {
    case "update":
      return command.fields;
    case "transfer":
    case "route":
      return destinationFields;
    case "complete":
      return ["Status", ...completionFields.filter((field) => command[propertyOf(field)] !== undefined)];
    case "note":
    case "message":
    case "hold":
      return [];
  }
};

/** What an older event of the same sender must not change any more: fields of the session, and our own hold of it. */
export type OrderedField = FieldName | "Hold";

export const orderedFieldsOf = (command: SessionCommand): readonly OrderedField[] =>
  command.command === "hold" ? ["Hold"] : fieldsOf(command);

/** Answers the properties that a command writes, with their values as far as they are known; `destination` holds WTS's ids where the command had names. */
export const valuesOf = (
  command: SessionCommand,
  { departmentId, userId }: Destination,
  isWanted: (field: FieldName) => boolean,
): Properties => {
  const status = command.command === "complete" && { status: "COMPLETED" };
  const values: Properties = { ...command, ...status, departmentId, userId };
  const fields = fieldsOf(command);
  const written = fieldNames
    .filter((field) => fields.includes(field) && isWanted(field))
    .map((field) => [propertyOf(field), own(values, propertyOf(field))]);
  return Object.fromEntries(written.filter(([, value]) => value !== undefined));
};

/** Without a `destination` nothing is said of where the session went. */
export const changesOf = (command: SessionCommand, destination: Destination = {}): OutcomeDetail["changes"] => {
  const shown: ShownValues = valuesOf(command, destination, (field) => rowOf(field).inOutcome === true);
  return { fields: fieldsOf(command), ...shown };
};

export const successType = (command: SessionCommand): OutcomeType => {
  const { fields, status } = changesOf(command);
  if (status === "COMPLETED") return "Session Closed";
  return destinationFields.some((field) => fields.includes(field)) ? "Session Reassigned" : "Session Updated";
};
