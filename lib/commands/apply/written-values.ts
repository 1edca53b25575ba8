// Lists what a command writes to a session's properties, as WTS will report it back: the fields it names, and what follows from them.
import type { SessionCommand } from "../../core/command/command.ts";
import type { Destination } from "../../core/command/destination.ts";
import { propertyOf } from "../../core/command/field-mask.ts";
import { changesOf, fieldsOf } from "../../core/outcome.ts";
import type { WrittenValues } from "../../core/sessions/own-writes.ts";
import { isProperties } from "../../core/value.ts";

/** Moving a session starts it or returns it to the queue; closing it ends it; each may stop its bot. */
const consequencesOf = (command: SessionCommand): readonly string[] => {
  const fields = fieldsOf(command);
  const moves = fields.includes("DepartmentId") || fields.includes("UserId");
  const stopsBot =
    ("options" in command && command.options?.stopBotInExecution) ||
    ("stopBotInExecution" in command && command.stopBotInExecution);
  return [
    ...(moves ? ["departmentId", "userId", "status"] : []),
    ...(fields.includes("Status") ? ["status", "endAt"] : []),
    ...(stopsBot ? ["botId"] : []),
  ];
};

const isSession = (answer: unknown, { sessionId }: SessionCommand): answer is Record<string, unknown> =>
  isProperties(answer) && String(answer.id).toLowerCase() === sessionId.toLowerCase() && "status" in answer;

/** `answer` is what WTS answered to the last step: without it, only what the command itself says is known. */
export const writtenValues = (
  command: SessionCommand,
  { destination, answer }: { destination?: Destination; answer?: unknown } = {},
): WrittenValues => {
  const fields = fieldsOf(command);
  const named: readonly string[] = fields.map(propertyOf);
  if (isSession(answer, command)) {
    const shown = [...named, ...consequencesOf(command)].filter((property) => property in answer);
    const hidden = named.filter((property) => !(property in answer)).map((property) => [property, undefined]);
    return Object.fromEntries([...hidden, ...shown.map((property) => [property, answer[property] ?? null])]);
  }
  const ids: Destination = command.command === "update" || command.command === "transfer" ? command : {};
  const { fields: _, ...known } = changesOf(command, destination ?? ids);
  const number = command.command === "update" && fields.includes("Number") ? { number: command.number } : {};
  const toNobody =
    command.command === "transfer" && (destination ?? ids).userId === undefined && command.user === undefined;
  // Whom a name means was not found out: no department and no person may then count as ours.
  const somehow = named.filter((property) => property !== "departmentId" && property !== "userId");
  return {
    ...Object.fromEntries(somehow.map((property) => [property, undefined])),
    ...(toNobody && { userId: null }),
    ...known,
    ...number,
  };
};
