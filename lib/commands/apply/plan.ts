// Decides which calls of WTS a command takes, in order; each sets a state, so that a plan that is run again ends the same.
import type { CompleteCommand, SessionCommand, TransferCommand, UpdateCommand } from "../../core/command/command.ts";
import type { Destination } from "../../core/command/destination.ts";
import { propertyOf } from "../../core/command/field-mask.ts";
import type { Metadata } from "../../core/command/metadata.ts";
import { fieldsOf } from "../../core/outcome.ts";
import type { Properties } from "../../core/value.ts";
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

const partialStep = (
  command: UpdateCommand,
  { departmentId, userId }: Destination,
  session: WtsSession | undefined,
): Extract<Step, { step: "partial" }> => {
  const { companyId, options, metadata } = command;
  const values = { ...command, departmentId, userId, metadata: metadata && merged(session, metadata) };
  const body: Properties = {
    fields: command.fields,
    ...(companyId !== undefined && { companyId }),
    ...Object.fromEntries(command.fields.map(propertyOf).map((property) => [property, values[property]])),
    ...(options && { options }),
  };
  // This is the last guard before WTS erases something: parseCommand lets no such command through.
  const missing = command.fields.find((field) => body[propertyOf(field)] === undefined);
  if (missing) throw new TypeError(`the field ${missing} has no value`);
  return { step: "partial", body: body as Properties & PartialBody };
};

const transferStep = ({ options }: TransferCommand, { departmentId, userId }: Destination): Step => {
  if (!departmentId) throw new TypeError("a transfer has no department");
  const to = { newDepartmentId: departmentId, ...(userId !== undefined && { newUserId: userId }) };
  return { step: "transfer", body: { type: userId ? "USER" : "DEPARTMENT", ...to, ...(options && { options }) } };
};

const completeSteps = (command: CompleteCommand, session: WtsSession | undefined): Step[] => {
  const { note, farewell, metadata, classification, reactivateOnNewMessage, stopBotInExecution } = command;
  const steps: Step[] = [];
  // The note comes first: it says why, even when what follows fails.
  if (note !== undefined) steps.push({ step: "note", text: note });
  if (farewell !== undefined) steps.push({ step: "farewell", text: farewell });
  const fields = fieldsOf(command).filter((field) => field !== "Status");
  if (fields.length > 0) {
    const { sessionId, companyId } = command;
    const update: UpdateCommand = {
      command: "update",
      sessionId,
      ...(companyId !== undefined && { companyId }),
      fields,
      ...(metadata && { metadata }),
      ...(classification && { classification }),
    };
    steps.push(partialStep(update, {}, session));
  }
  steps.push({ step: "complete", body: { reactivateOnNewMessage, stopBotInExecution } });
  return steps;
};

/** `session` is needed where `needsSession` says so. Throws TypeError where a field has no value. */
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

/** True where the session has to be read before it is written: to compare it, or to add to its metadata. */
export const needsSession = (command: SessionCommand): boolean =>
  command.expect !== undefined ||
  ("metadata" in command && command.metadata !== undefined && command.metadata !== null);
