// Reads commands, with one type and one parser however they came in: what is not understood is refused, never dropped.

import { asUuid, parseSessionId } from "../ids.ts";
import { collectIssues, type Issue, type Report } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import type { Saying } from "../texts/saying.ts";
import { isProperties, own, type Properties, presenceOf } from "../value.ts";
import {
  type DepartmentReference,
  departmentOf,
  destinationMissingMessage,
  readReference,
  type UserReference,
  userOf,
} from "./destination.ts";
import { type Expectation, parseExpectation } from "./expect.ts";
import { completionFields, destinationFields, fieldNames, propertiesOf, propertyOf } from "./field-mask.ts";
import { type CompletionValues, fieldRows } from "./field-rows.ts";
import { type HoldRequest, holdProperties, parseHoldRequest } from "./hold-request.ts";
import { parseFarewell, parseMessage, parseText } from "./parse-saying.ts";
import { parseRouteRequest, type RouteRequest, routeProperties } from "./route-request.ts";
import { type Changes, changesProperties, type Options, parseChanges, parseOptions } from "./update-fields.ts";

export const commandNames = ["update", "complete", "transfer", "note", "message", "route", "hold"] as const;
type CommandName = (typeof commandNames)[number];

interface Target {
  sessionId: string;
  /** The company picks the account; without one it is the caller's default. */
  companyId?: string;
  expect?: Expectation;
}

export interface UpdateCommand extends Target, Changes {
  command: "update";
}

/** It is applied in steps: note, farewell, the fields that a completion may write, then the completion itself. */
export interface CompleteCommand extends Target, CompletionValues {
  command: "complete";
  /** If true, WTS reopens this session when the contact writes again; WTS's own default is false. */
  reactivateOnNewMessage: boolean;
  stopBotInExecution: boolean;
  /** The team reads it, the contact does not. */
  note?: string;
  /** The contact gets it as a message, unless it is not to be messaged: then it is left out. */
  farewell?: string | Saying;
}

/** `userId: null` and no user mean the same: the session goes to the department's queue. */
export interface TransferCommand extends Target, DepartmentReference, UserReference {
  command: "transfer";
  options?: Options;
}

interface NoteCommand extends Target {
  command: "note";
  text: string;
}

export interface MessageCommand extends Target, Saying {
  command: "message";
}

/** The routing policies decide where the session goes, or whether it stays. */
export interface RouteCommand extends Target, RouteRequest {
  command: "route";
}

/** Until then the session is neither closed nor moved by the clock. */
export interface HoldCommand extends Target, HoldRequest {
  command: "hold";
}

/** A command is plain JSON, and parsing it again gives an equal one. */
export type SessionCommand =
  | UpdateCommand
  | CompleteCommand
  | TransferCommand
  | NoteCommand
  | MessageCommand
  | RouteCommand
  | HoldCommand;

type ParsedCommand = { ok: true; command: SessionCommand } | { ok: false; issues: Issue[] };

export interface ParseOptions {
  /** Times without an offset are of this IANA zone, such as America/Sao_Paulo. */
  timeZone: string;
}

const targetProperties = ["command", "sessionId", "companyId", "expect"] as const;

const ownProperties: Record<CommandName, readonly string[]> = {
  update: changesProperties,
  complete: [
    "reactivateOnNewMessage",
    "stopBotInExecution",
    "note",
    "farewell",
    ...completionFields.flatMap(propertiesOf),
  ],
  transfer: [...destinationFields.flatMap(propertiesOf), "options"],
  note: ["text"],
  message: ["text", "template"],
  route: routeProperties,
  hold: holdProperties,
};

/** All that a command may have, whichever way it came in. */
export const commandProperties = (name: CommandName): readonly string[] => [
  ...targetProperties,
  ...ownProperties[name],
];

const parseCommandName = (input: unknown, report: Report): CommandName | undefined => {
  if (input === undefined) return "update";
  const name = commandNames.find((known) => known === input);
  return name ?? report("command", "COMMAND_UNKNOWN", `command must be one of ${commandNames.join(", ")}`);
};

const parseCompanyId = (input: unknown, report: Report): string | undefined => {
  if (input === undefined) return undefined;
  return (
    asUuid(input) ?? report("companyId", "TYPE_INVALID", "companyId must be an id (UUID); leave it out for your own")
  );
};

const parseFlag = (input: Properties, property: string, report: Report): boolean => {
  const flag = own(input, property);
  if (flag === undefined) return false;
  if (typeof flag === "boolean") return flag;
  report(property, "TYPE_INVALID", `${property} must be true or false`);
  return false;
};

/** A completion clears nothing: what has no value is to be left out. */
const parseCompletionValues = (input: Properties, timeZone: string, report: Report): CompletionValues => {
  const values: Record<string, unknown> = {};
  for (const field of completionFields) {
    const property = propertyOf(field);
    const { parse, needs } = fieldRows[field];
    const value = own(input, property);
    const parsed = value === undefined ? undefined : parse(value, { property, timeZone, report });
    if (presenceOf(parsed) === "value") values[property] = parsed;
    else if (parsed !== undefined) report(property, "FIELD_WITHOUT_VALUE", `${needs}; leave it out instead`);
  }
  return values;
};

const parseComplete = (target: Target, input: Properties, timeZone: string, report: Report): CompleteCommand => {
  const command: CompleteCommand = {
    command: "complete",
    ...target,
    reactivateOnNewMessage: parseFlag(input, "reactivateOnNewMessage", report),
    stopBotInExecution: parseFlag(input, "stopBotInExecution", report),
  };
  const note = own(input, "note") === undefined ? undefined : parseText(input, "note", report);
  if (note !== undefined) command.note = note;
  const farewell = own(input, "farewell") === undefined ? undefined : parseFarewell(own(input, "farewell"), report);
  if (farewell !== undefined) command.farewell = farewell;
  return { ...command, ...parseCompletionValues(input, timeZone, report) };
};

const parseTransfer = (target: Target, input: Properties, report: Report): TransferCommand => {
  const department = readReference(input, "departmentId", "department", report);
  const user = readReference(input, "userId", "user", report);
  if (department.presence !== "value") report(department.path, "DESTINATION_MISSING", destinationMissingMessage);
  if (user.presence === "blank") report(user.path, "DESTINATION_MISSING", destinationMissingMessage);
  const options = own(input, "options") === undefined ? undefined : parseOptions(own(input, "options"), report);
  return { command: "transfer", ...target, ...departmentOf(department), ...userOf(user), ...(options && { options }) };
};

const parseByName = (
  name: CommandName,
  target: Target,
  input: Properties,
  timeZone: string,
  report: Report,
): SessionCommand => {
  switch (name) {
    case "update":
      return { command: name, ...target, ...parseChanges(input, timeZone, report) };
    case "complete":
      return parseComplete(target, input, timeZone, report);
    case "transfer":
      return parseTransfer(target, input, report);
    case "note":
      return { command: name, ...target, text: parseText(input, "text", report) ?? "" };
    case "message":
      return { command: name, ...target, ...parseMessage(input, report) };
    case "route":
      return { command: name, ...target, ...parseRouteRequest(input, report) };
    case "hold":
      return { command: name, ...target, ...parseHoldRequest(input, timeZone, report) };
  }
};

/** Any value at all is answered, with a command or with all that is wrong about it. */
export const parseCommand = (input: unknown, { timeZone }: ParseOptions): ParsedCommand => {
  const { issues, report } = collectIssues();
  if (!isProperties(input)) {
    report("", "TYPE_INVALID", 'a command must be a JSON object, such as {"sessionId": "…", "status": "COMPLETED"}');
    return { ok: false, issues };
  }
  const name = parseCommandName(own(input, "command"), report);
  const sessionId = parseSessionId(own(input, "sessionId"), report);
  const companyId = parseCompanyId(own(input, "companyId"), report);
  const expect =
    own(input, "expect") === undefined ? undefined : parseExpectation(own(input, "expect"), timeZone, report);
  if (name === undefined) return { ok: false, issues };
  refuseUnknownProperties(input, commandProperties(name), name, report);
  const target = { sessionId: sessionId ?? "", ...(companyId && { companyId }), ...(expect && { expect }) };
  const command = parseByName(name, target, input, timeZone, report);
  if (issues.length === 0 && command.command === "update" && command.fields.length === 0)
    report("", "NOTHING_TO_UPDATE", `nothing to update: give a value for at least one of ${fieldNames.join(", ")}`);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, command };
};
