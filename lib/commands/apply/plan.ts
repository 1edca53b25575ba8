// Which calls a command becomes, in order; each sets a state, so carrying a plan out again ends in the same place.
import type { CompleteCommand, SessionCommand, TransferCommand, UpdateCommand } from "../../core/command.ts";
import type { Destination } from "../../core/destination.ts";
import type { FieldName } from "../../core/fields.ts";
import type { Metadata } from "../../core/metadata.ts";
import type { CompleteBody, PartialBody, TransferBody, WtsSession } from "../../wts/types.ts";

export type Step =
  | { step: "note" | "message" | "farewell"; text: string }
  | { step: "partial"; body: PartialBody }
  | { step: "transfer"; body: TransferBody }
  | { step: "complete"; body: CompleteBody };

/** Metadata is added to what the session has: whether WTS merges or replaces is not documented. */
const merged = (session: WtsSession | undefined, metadata: Metadata): Record<string, unknown> => ({
  ...session?.metadata,
  ...metadata,
});

const valueFor = (
  field: FieldName,
  command: UpdateCommand,
  destination: Destination,
  session: WtsSession | undefined,
): Partial<PartialBody> => {
  const { status, endAt, number, metadata, autocomplete, reactivateDisabled, classification } = command;
  const { departmentId, userId } = destination;
  switch (field) {
    case "Status":
      return status === undefined ? {} : { status };
    case "EndAt":
      return endAt === undefined ? {} : { endAt };
    case "Number":
      return number === undefined ? {} : { number };
    case "DepartmentId":
      return departmentId === undefined ? {} : { departmentId };
    case "UserId":
      return userId === undefined ? {} : { userId };
    case "Metadata":
      return metadata === undefined ? {} : { metadata: metadata && merged(session, metadata) };
    case "Autocomplete":
      return autocomplete === undefined ? {} : { autocomplete };
    case "ReactivateDisabled":
      return reactivateDisabled === undefined ? {} : { reactivateDisabled };
    case "Classification":
      return classification === undefined ? {} : { classification };
  }
};

const partialStep = (
  command: UpdateCommand,
  destination: Destination,
  session: WtsSession | undefined,
): Extract<Step, { step: "partial" }> => {
  const body: PartialBody = { fields: command.fields };
  if (command.companyId !== undefined) body.companyId = command.companyId;
  for (const field of command.fields) {
    const value = valueFor(field, command, destination, session);
    // The last guard before WTS erases something: parseCommand lets no such command through.
    if (Object.keys(value).length === 0) throw new TypeError(`the field ${field} has no value`);
    Object.assign(body, value);
  }
  if (command.options) body.options = command.options;
  return { step: "partial", body };
};

const transferStep = ({ options }: TransferCommand, { departmentId, userId }: Destination): Step => {
  if (!departmentId) throw new TypeError("a transfer has no department");
  const to = { newDepartmentId: departmentId, ...(userId !== undefined && { newUserId: userId }) };
  return { step: "transfer", body: { type: userId ? "USER" : "DEPARTMENT", ...to, ...(options && { options }) } };
};

const completeSteps = (command: CompleteCommand, session: WtsSession | undefined): Step[] => {
  const { note, farewell, metadata, classification, reactivateOnNewMessage, stopBotInExecution } = command;
  const steps: Step[] = [];
  // The note first: it says why, also when what follows fails.
  if (note !== undefined) steps.push({ step: "note", text: note });
  if (farewell !== undefined) steps.push({ step: "farewell", text: farewell });
  if (metadata || classification) {
    const fields: FieldName[] = [
      ...(metadata ? ["Metadata" as const] : []),
      ...(classification ? ["Classification" as const] : []),
    ];
    const { sessionId, companyId } = command;
    const update: UpdateCommand = {
      command: "update",
      sessionId,
      ...(companyId !== undefined && { companyId }),
      fields,
    };
    if (metadata) update.metadata = metadata;
    if (classification) update.classification = classification;
    steps.push(partialStep(update, {}, session));
  }
  steps.push({ step: "complete", body: { reactivateOnNewMessage, stopBotInExecution } });
  return steps;
};

/** `session` is needed when `needsSession` says so. */
export const planSteps = (
  command: SessionCommand,
  destination: Destination,
  session: WtsSession | undefined,
): readonly Step[] => {
  switch (command.command) {
    case "update":
      return [partialStep(command, destination, session)];
    case "transfer":
      return [transferStep(command, destination)];
    case "complete":
      return completeSteps(command, session);
    case "note":
    case "message":
      return [{ step: command.command, text: command.text }];
  }
};

/** Whether the session has to be read before it is written: to compare it, or to add to its metadata. */
export const needsSession = (command: SessionCommand): boolean =>
  command.expect !== undefined ||
  ("metadata" in command && command.metadata !== undefined && command.metadata !== null);
