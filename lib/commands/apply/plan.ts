// Decides which calls of WTS a command takes, in order; each sets a state, so that a plan that is run again ends the same.
import type { CompleteCommand, SessionCommand, TransferCommand, UpdateCommand } from "../../core/command/command.ts";
import type { Destination } from "../../core/command/destination.ts";
import { completionFields, type FieldName, fieldNames, propertyOf } from "../../core/command/field-mask.ts";
import { rowOf } from "../../core/command/field-rows.ts";
import { fieldsOf } from "../../core/outcome.ts";
import { type Said, type Saying, sayingOf } from "../../core/texts/saying.ts";
import type { Properties } from "../../core/value.ts";
import type { CompleteBody, PartialBody, TransferBody, WtsSession } from "../../wts/types.ts";
import { type KnownOfWts, nothingKnown } from "../../wts/wts-answers.ts";

/** It is written once, whatever happens. */
export type TextStep = { step: "note"; text: string } | ({ step: "message" | "farewell" } & Said);

export type Step =
  | TextStep
  | { step: "partial"; body: PartialBody }
  | { step: "transfer"; body: TransferBody }
  | { step: "complete"; body: CompleteBody };

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const sentValue = (field: FieldName, given: unknown, session: WtsSession | undefined): unknown => {
  const { combine } = rowOf(field);
  return combine && isGiven(given) ? combine(session?.[propertyOf(field)], given) : given;
};

const partialStep = (
  command: UpdateCommand,
  { departmentId, userId }: Destination,
  session: WtsSession | undefined,
): Extract<Step, { step: "partial" }> => {
  const { companyId, options, fields } = command;
  const given: Properties = { ...command, departmentId, userId };
  const toSend = (field: FieldName): unknown => sentValue(field, given[propertyOf(field)], session);
  // This is the last guard before WTS erases something: parseCommand lets no such command through.
  const missing = fields.find((field) => toSend(field) === undefined);
  if (missing) throw new TypeError(`the field ${missing} has no value`);
  const values: Partial<Pick<PartialBody, Uncapitalize<FieldName>>> = Object.fromEntries(
    fields.map((field) => [propertyOf(field), toSend(field)]),
  );
  const body = { fields, ...(companyId !== undefined && { companyId }), ...values, ...(options && { options }) };
  return { step: "partial", body };
};

const transferStep = ({ options }: TransferCommand, { departmentId, userId }: Destination): Step => {
  if (!departmentId) throw new TypeError("a transfer has no department");
  const to = { newDepartmentId: departmentId, ...(userId !== undefined && { newUserId: userId }) };
  return { step: "transfer", body: { type: userId ? "USER" : "DEPARTMENT", ...to, ...(options && { options }) } };
};

const completeSteps = (command: CompleteCommand, session: WtsSession | undefined, said: Said | "nothing"): Step[] => {
  const { note, farewell, sessionId, companyId, reactivateOnNewMessage, stopBotInExecution } = command;
  const steps: Step[] = [];
  // The note comes first: it says why, even when what follows fails.
  if (note !== undefined) steps.push({ step: "note", text: note });
  if (farewell !== undefined && said !== "nothing") steps.push({ step: "farewell", ...said });
  const fields = fieldsOf(command).filter((field) => field !== "Status");
  if (fields.length > 0) {
    const values = Object.fromEntries(
      completionFields.map(propertyOf).map((property) => [property, command[property]]),
    );
    const target = { sessionId, ...(companyId !== undefined && { companyId }) };
    steps.push(partialStep({ command: "update", ...target, fields: [...fields], ...values }, {}, session));
  }
  steps.push({ step: "complete", body: { reactivateOnNewMessage, stopBotInExecution } });
  return steps;
};

/** What a command says to the contact; undefined where it says nothing. */
export const sayingIn = (command: SessionCommand): Saying | undefined => {
  if (command.command === "message") return command;
  return command.command === "complete" && command.farewell !== undefined ? sayingOf(command.farewell) : undefined;
};

const asWritten = (command: SessionCommand): Said | "nothing" => {
  const saying = sayingIn(command);
  return saying ? { text: saying.text } : "nothing";
};

/** `session` is needed where `needsSession` says so; `said` is what of a saying goes out, and by default its text. Throws TypeError where a field has no value, for a route and for a hold. */
export const planSteps = (
  command: SessionCommand,
  destination: Destination,
  session: WtsSession | undefined,
  said: Said | "nothing" = asWritten(command),
): readonly Step[] => {
  switch (command.command) {
    case "update":
      return [partialStep(command, destination, session)];
    case "transfer":
      return [transferStep(command, destination)];
    case "complete":
      return completeSteps(command, session, said);
    case "note":
      return [{ step: "note", text: command.text }];
    case "message":
      return said === "nothing" ? [] : [{ step: "message", ...said }];
    case "route":
      throw new TypeError("a route has no steps of its own: the policies decide");
    case "hold":
      throw new TypeError("a hold has no steps of its own: it stands in our own table");
  }
};

/** True where the session has to be read before it is written: to compare it, to add to what it has, or to know whether its contact may be written to. */
export const needsSession = (command: SessionCommand, known?: KnownOfWts): boolean => {
  if (sayingIn(command) !== undefined) return true;
  return comparesSession(command, known);
};

/** True where the session has to be read although what it is told was decided on by somebody who has read it. */
export const comparesSession = (command: SessionCommand, { mergesMetadata } = nothingKnown): boolean => {
  const given: Properties = { ...command };
  // What WTS itself adds to what is there need not be read before.
  const isCombinedThere = (field: FieldName): boolean => mergesMetadata && field === "Metadata";
  const combines = (field: FieldName): boolean => rowOf(field).combine !== undefined && !isCombinedThere(field);
  return command.expect !== undefined || fieldNames.filter(combines).some((field) => isGiven(given[propertyOf(field)]));
};

/** A command makes at least so many calls of WTS, without those for its directory. */
export const callsOf = (command: SessionCommand): number => {
  // It is read, read again before it is moved, and moved; whoever counts open sessions takes more.
  if (command.command === "route") return 3;
  if (command.command === "hold") return 1;
  const steps = command.command === "complete" ? completeSteps(command, undefined, asWritten(command)).length : 1;
  return steps + (needsSession(command) ? 1 : 0);
};
