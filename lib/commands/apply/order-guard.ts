// Keeps an older event from overwriting a newer one of the same sender; only the fields that are stale are dropped.
import type { CompleteCommand, SessionCommand, TransferCommand, UpdateCommand } from "../../core/command/command.ts";
import { propertyOf } from "../../core/command/field-mask.ts";
import { fieldsOf, type OrderedField, orderedFieldsOf } from "../../core/outcome.ts";

/** A sender that confuses seconds and milliseconds would otherwise block a session until its clock is reached. */
const toleratedFutureMs = 300_000;

/** Answers epoch milliseconds; what lies more than `toleratedFutureMs` ahead counts as now. Undefined for what is no date. */
export const occurredAtMs = (occurredAt: string | undefined, nowMs: number): number | undefined => {
  const ms = occurredAt === undefined ? Number.NaN : Date.parse(occurredAt);
  if (Number.isNaN(ms)) return undefined;
  return ms > nowMs + toleratedFutureMs ? nowMs : ms;
};

interface Guarded {
  /** It is what is left of the command, and absent when nothing is. */
  command?: SessionCommand;
  stale: readonly OrderedField[];
}

/** A transfer writes department and person: where one of the two is stale, the other half of it is an update. */
const halfOf = (command: TransferCommand, stale: ReadonlySet<OrderedField>): UpdateCommand | undefined => {
  const fields = fieldsOf(command).filter((field) => !stale.has(field));
  if (fields.length === 0) return undefined;
  const toNobody = command.userId === undefined && command.user === undefined;
  return { ...command, command: "update", fields, ...(toNobody && { userId: null }) };
};

const withoutFields = (command: SessionCommand, stale: ReadonlySet<OrderedField>): SessionCommand | undefined => {
  if (command.command === "update") {
    const fields = command.fields.filter((field) => !stale.has(field));
    return fields.length > 0 ? { ...command, fields } : undefined;
  }
  if (command.command === "transfer") return halfOf(command, stale);
  // A decision is about department and person together: half of it is none.
  if (command.command === "route" || command.command === "hold") return undefined;
  if (command.command !== "complete") return command;
  // If the status is stale, what the completion says goodbye to has gone on: nothing of it is left to do.
  if (stale.has("Status")) return undefined;
  const properties = new Set<string>(
    fieldsOf(command)
      .filter((field) => stale.has(field))
      .map(propertyOf),
  );
  return Object.fromEntries(
    Object.entries(command).filter(([property]) => !properties.has(property)),
  ) as unknown as CompleteCommand;
};

/** `writtenAtMs` answers when the newest event of the same sender that wrote the field happened. Equal times pass. */
export const guardOrder = (
  command: SessionCommand,
  atMs: number | undefined,
  writtenAtMs: (field: OrderedField) => number | undefined,
): Guarded => {
  if (atMs === undefined) return { command, stale: [] };
  const stale = orderedFieldsOf(command).filter((field) => (writtenAtMs(field) ?? Number.NEGATIVE_INFINITY) > atMs);
  const left = stale.length === 0 ? command : withoutFields(command, new Set(stale));
  return { ...(left && { command: left }), stale };
};
