// Lists what a command writes to a session's properties, as WTS will report it back: the fields it names, and what follows from them.
import type { SessionCommand } from "../../core/command/command.ts";
import type { Destination } from "../../core/command/destination.ts";
import { isDestination, propertyOf } from "../../core/command/field-mask.ts";
import { rowOf } from "../../core/command/field-rows.ts";
import { fieldsOf, valuesOf } from "../../core/outcome.ts";
import type { WrittenValues } from "../../core/sessions/own-writes.ts";
import { isProperties } from "../../core/value.ts";

const consequencesOf = (command: SessionCommand): readonly string[] => {
  const stopsBot =
    ("options" in command && command.options?.stopBotInExecution) ||
    ("stopBotInExecution" in command && command.stopBotInExecution);
  return [...fieldsOf(command).flatMap((field) => rowOf(field).alsoChanges ?? []), ...(stopsBot ? ["botId"] : [])];
};

const isSession = (answer: unknown, { sessionId }: SessionCommand): answer is Record<string, unknown> =>
  isProperties(answer) && String(answer.id).toLowerCase() === sessionId.toLowerCase() && "status" in answer;

/** `answer` is what WTS answered to the last step: without it, only what the command itself says is known. */
export const writtenValues = (
  command: SessionCommand,
  { destination, answer }: { destination?: Destination; answer?: unknown } = {},
): WrittenValues => {
  const fields = fieldsOf(command);
  if (isSession(answer, command)) {
    const named = fields.map(propertyOf);
    const shown = [...named, ...consequencesOf(command)].filter((property) => property in answer);
    const hidden = named.filter((property) => !(property in answer)).map((property) => [property, undefined]);
    return Object.fromEntries([...hidden, ...shown.map((property) => [property, answer[property] ?? null])]);
  }
  const ids: Destination = command.command === "update" || command.command === "transfer" ? command : {};
  const to = destination ?? ids;
  const toNobody = command.command === "transfer" && to.userId === undefined && command.user === undefined;
  // Whom a name means was not found out: no department and no person may then count as ours.
  const somehow = fields.filter((field) => !isDestination(field)).map(propertyOf);
  return {
    ...Object.fromEntries(somehow.map((property) => [property, undefined])),
    ...(toNobody && { userId: null }),
    ...valuesOf(command, to, (field) => rowOf(field).comesBackAsSent === true),
  };
};
