// Says what became of a command, as an event others can build on; never with a contact's details nor the text of a message.
import type { SessionCommand } from "./command/command.ts";
import type { Destination } from "./command/destination.ts";
import type { FieldName } from "./command/field-mask.ts";
import type { Issue } from "./issue.ts";

export const outcomeTypes = [
  "Session Updated",
  "Session Closed",
  "Session Reassigned",
  "Session Reassignment Failed",
  "Session Update Rejected",
] as const;
export type OutcomeType = (typeof outcomeTypes)[number];

interface OutcomeDetail {
  /** It is the command's id: an event that comes twice has the same one. */
  id: string;
  account: string;
  sessionId: string;
  command: SessionCommand["command"];
  /** These fields were written, with the values that are nobody's personal data. */
  changes: {
    fields: readonly FieldName[];
    status?: string;
    departmentId?: string | null;
    userId?: string | null;
    endAt?: string | null;
  };
  door: string;
  source: string;
  deliveryId: string;
  /** This policy decided on the command, where one did. */
  rule?: string;
  /** The codes say why it was refused, or why a policy wanted it; there are none for what a sender asked for and got. */
  reasons: readonly string[];
  issues?: readonly Issue[];
  /** The whole decision led to it, where one did; it holds ids and codes, and nobody's name. */
  decision?: object;
  correlationId: string;
  causationId: string;
  hops: number;
}

export interface Outcome {
  type: OutcomeType;
  detail: OutcomeDetail;
}

/** Lists the fields that a command writes; notes and messages write none. */
export const fieldsOf = (command: SessionCommand): readonly FieldName[] => {
  switch (command.command) {
    case "update":
      return command.fields;
    case "transfer":
      return ["DepartmentId", "UserId"];
    case "complete":
      return [
        "Status",
        ...(command.metadata ? ["Metadata" as const] : []),
        ...(command.classification ? ["Classification" as const] : []),
      ];
    case "note":
    case "message":
      return [];
  }
};

/** `destination` holds WTS's ids where the command had names. */
export const changesOf = (command: SessionCommand, destination: Destination = {}): OutcomeDetail["changes"] => {
  const fields = fieldsOf(command);
  const { departmentId, userId } = destination;
  return {
    fields,
    ...(command.command === "update" &&
      fields.includes("Status") &&
      command.status !== undefined && { status: command.status }),
    ...(command.command === "complete" && { status: "COMPLETED" }),
    ...(command.command === "update" &&
      fields.includes("EndAt") &&
      command.endAt !== undefined && { endAt: command.endAt }),
    ...(fields.includes("DepartmentId") && departmentId !== undefined && { departmentId }),
    ...(fields.includes("UserId") && userId !== undefined && { userId }),
  };
};

export const successType = (command: SessionCommand): OutcomeType => {
  const { fields, status } = changesOf(command);
  if (status === "COMPLETED") return "Session Closed";
  return fields.includes("DepartmentId") || fields.includes("UserId") ? "Session Reassigned" : "Session Updated";
};
